// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"bytes"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/holiman/uint256"
)

var (
	targetAddress = Address{19: 0xaa}
	otherAddress  = Address{19: 0xbb}
	nobody        = Address{19: 0xcc}
	sender        = Address{19: 0x55}
)

// code reads hex with blanks between the instructions.
func code(t testing.TB, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(strings.ReplaceAll(text, " ", ""))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// scenario has the target, an account with other code, and one transaction of 3 wei to the target.
func scenario(other []byte) *Scenario {
	return &Scenario{
		Env:    Env{Number: 300, Timestamp: 1000, ChainID: *uint256.NewInt(1)},
		Target: targetAddress,
		Pre: World{
			targetAddress: {Nonce: 1, Balance: *uint256.NewInt(10)},
			otherAddress:  {Nonce: 1, Balance: *uint256.NewInt(10), Code: other},
			sender:        {Balance: *uint256.NewInt(100)},
		},
		Txs: []Tx{{From: sender, To: targetAddress, Value: *uint256.NewInt(3)}},
	}
}

func mustRun(t testing.TB, s *Scenario, target []byte, limits Limits) *Trace {
	t.Helper()
	trace, err := Run(s, target, limits)
	if err != nil {
		t.Fatal(err)
	}
	return trace
}

func TestRun_HaltsExceptionally(t *testing.T) {
	pushes := strings.Repeat("5f", StackLimit)
	for name, test := range map[string]struct {
		code string
		halt Halt
	}{
		"INVALID":                           {"fe", InvalidOpcode},
		"undefined":                         {"0c", InvalidOpcode},
		"pop of an empty stack":             {"50", StackUnderflow},
		"DUP2 of one word":                  {"5f 81", StackUnderflow},
		"SWAP1 of one word":                 {"5f 90", StackUnderflow},
		"1,025 words":                       {pushes + "5f", StackOverflow},
		"DUP1 of 1,024 words":               {pushes + "80", StackOverflow},
		"jump to another instruction":       {"5f 56", BadJump},
		"jump into push data":               {"6004 56 61 5b5b", BadJump},
		"jump beyond 2^64":                  {"6801 0000000000000006 56 5b", BadJump},
		"return data beyond the end":        {"6001 5f 5f 3e", ReturnDataBounds},
		"return data that wraps":            {"6001 5f 19 5f 3e", ReturnDataBounds},
		"SWAP1 exchanges, DUP1 of one word": {"5f 6001 90 80 00", None},
	} {
		t.Run(name, func(t *testing.T) {
			trace := mustRun(t, scenario(nil), code(t, test.code), Limits{})
			last := trace.Steps[trace.Frames[0].LastStep]
			if last.Halt != test.halt || trace.Txs[0].Success != (test.halt == None) {
				t.Errorf("%v, success %v, expected %v", last.Halt, trace.Txs[0].Success, test.halt)
			}
			if test.halt != None && (trace.Frames[0].Reverted || len(trace.Txs[0].Output) > 0 || last.Pushes != nil) {
				t.Errorf("%+v, expected no result after an exceptional halt", last)
			}
		})
	}
}

func TestRun_IsInconclusive(t *testing.T) {
	const other = "73" + "00000000000000000000000000000000000000" + "bb"
	const self = "73" + "00000000000000000000000000000000000000" + "aa"
	for name, test := range map[string]struct {
		code  string
		cause Cause
	}{
		"GAS for itself":                   {"5a 00", CauseGas},
		"GAS at the end":                   {"5a", CauseGas},
		"GAS directly before a call":       {"5f5f5f5f5f 73" + hex.EncodeToString(nobody[:]) + "5a f1", ""},
		"GAS, then SWAP1, then a call":     {"5f5f5f5f5f 5a 73" + hex.EncodeToString(nobody[:]) + "90 f1", CauseGas},
		"CREATE":                           {"5f5f5f f0", CauseCreate},
		"CREATE2":                          {"5f5f5f5f f5", CauseCreate},
		"SELFDESTRUCT":                     {"5f ff", CauseSelfdestruct},
		"SHA-256":                          {"5f5f5f5f 6002 5a fa", CausePrecompile},
		"P256VERIFY":                       {"5f5f5f5f 610100 5a fa", CausePrecompile},
		"BLS, the last":                    {"5f5f5f5f 6011 5a fa", CausePrecompile},
		"an account after the precompiles": {"5f5f5f5f 6012 5a fa", ""},
		"address 0":                        {"5f5f5f5f 5f 5a fa", ""},
		"BLOCKHASH":                        {"5f 40", CauseBlockHash},
		"BLOBHASH":                         {"5f 49", CauseBlob},
		"BLOBBASEFEE":                      {"4a", CauseBlob},
		"memory beyond 1 MiB":              {"620fffe1 51", CauseMemory},
		"memory up to 1 MiB":               {"620fffe0 51", ""},
		"memory that wraps":                {"6001 5f 19 20", CauseMemory},
		"no bytes of memory beyond 1 MiB":  {"5f 5f 19 20", ""},
		"EXTCODESIZE of itself":            {self + "3b 00", CauseCodeView},
		"EXTCODESIZE ISZERO of itself":     {self + "3b 15 00", ""},
		"EXTCODESIZE DUP1 ISZERO":          {self + "3b 80 15 00", CauseCodeView},
		"EXTCODESIZE DUP2 ISZERO":          {self + "3b 81 15 00", CauseCodeView},
		"EXTCODESIZE at the end":           {self + "3b", CauseCodeView},
		"EXTCODEHASH of itself":            {self + "3f 15", CauseCodeView},
		"EXTCODECOPY of itself":            {"5f5f5f" + self + "3c", CauseCodeView},
		"all views of another":             {other + "3b" + other + "3f 5f5f5f" + other + "3c 00", ""},
		"delegated code":                   {"5f5f5f5f" + other + "5a fa", CauseDelegation},
		"delegated code, size":             {other + "3b 00", ""},
		"endless loop":                     {"5b 5f 56", CauseSteps},
	} {
		t.Run(name, func(t *testing.T) {
			s := scenario(append([]byte{0xef, 0x01, 0x00}, make([]byte, 20)...))
			trace := mustRun(t, s, code(t, test.code), Limits{Steps: 2000})
			if test.cause == "" {
				if trace.Inconclusive != nil || trace.Post == nil {
					t.Errorf("%v, expected a run that ends", trace.Inconclusive)
				}
				return
			}
			if trace.Inconclusive == nil || trace.Inconclusive.Cause != test.cause || trace.Post != nil || len(trace.Txs) > 0 {
				t.Errorf("%+v, expected %s", trace.Inconclusive, test.cause)
			}
		})
	}
}

func TestRun_FlagsExemptCodeView(t *testing.T) {
	trace := mustRun(t, scenario(nil), code(t, "30 3b 15 30 3b 15 33 3b 00"), Limits{})
	flagged := 0
	for _, step := range trace.Steps {
		if step.CodeViewExempt {
			flagged++
		}
	}
	if flagged != 2 {
		t.Errorf("%d steps flagged, expected the two that look at the target", flagged)
	}
}

func TestRun_TransactionsThatCannotRun(t *testing.T) {
	for name, test := range map[string]struct {
		change func(s *Scenario)
		cause  Cause
	}{
		"no recipient":              {func(s *Scenario) { s.Txs[0].Create = true }, CauseCreate},
		"precompile":                {func(s *Scenario) { s.Txs[0].To = Address{19: 4} }, CausePrecompile},
		"more wei than there are":   {func(s *Scenario) { s.Txs[0].Value.SetUint64(101) }, CauseFunds},
		"recipient with delegation": {func(s *Scenario) { s.Txs[0].To = otherAddress }, CauseDelegation},
		"total bytes": {func(s *Scenario) {
			s.Pre[nobody] = &Account{Code: []byte{0x61, 0x40, 0, 0x51}}
			s.Txs[0].To = nobody
		}, CauseMemory},
	} {
		t.Run(name, func(t *testing.T) {
			s := scenario(append([]byte{0xef, 0x01, 0x00}, make([]byte, 20)...))
			test.change(s)
			trace := mustRun(t, s, []byte{0}, Limits{TotalBytes: 1000})
			if trace.Inconclusive == nil || trace.Inconclusive.Cause != test.cause {
				t.Errorf("%v, expected %s", trace.Inconclusive, test.cause)
			}
		})
	}
}

func TestRun_RejectsTargetThatIsNotInPre(t *testing.T) {
	s := scenario(nil)
	s.Target = nobody
	if _, err := Run(s, nil, Limits{}); err == nil || !strings.Contains(err.Error(), nobody.String()) {
		t.Errorf("%v, expected an error that names the address", err)
	}
}

func TestRun_DoesNotChangeTheScenario(t *testing.T) {
	s := scenario(nil)
	s.Pre[targetAddress].Storage = map[Word]Word{{}: *uint256.NewInt(7)}
	trace := mustRun(t, s, code(t, "6001 5f 55"), Limits{})
	if slot := s.Pre[targetAddress].Storage[Word{}]; slot.Uint64() != 7 || s.Pre[sender].Nonce != 0 || s.Pre[targetAddress].Code != nil {
		t.Error("the scenario's world changed")
	}
	if slot := trace.Post[targetAddress].Storage[Word{}]; slot.Uint64() != 1 {
		t.Errorf("slot 0 is %s, expected 1", &slot)
	}
}

func TestRun_FailedTransactionKeepsOnlyTheNonce(t *testing.T) {
	trace := mustRun(t, scenario(nil), code(t, "6001 5f 55 5f 5f a0 6001 5f 52 6020 5f fd"), Limits{})
	post := trace.Post
	if post[sender].Nonce != 1 || post[sender].Balance.Uint64() != 100 || post[targetAddress].Balance.Uint64() != 10 || len(post[targetAddress].Storage) > 0 {
		t.Errorf("sender %+v, target %+v", post[sender], post[targetAddress])
	}
	if len(trace.Logs) != 1 || trace.Logs[0].Kept || !trace.Frames[0].Reverted || len(trace.Txs[0].Output) != 32 {
		t.Errorf("logs %+v, frame %+v", trace.Logs, trace.Frames[0])
	}
}

func TestRun_TransfersToAccountsWithoutCode(t *testing.T) {
	s := scenario(nil)
	s.Txs[0].To = nobody
	s.Txs = append(s.Txs, Tx{From: sender, To: Address{19: 0xdd}})
	trace := mustRun(t, s, nil, Limits{})
	if trace.Txs[0].RootFrame != -1 || !trace.Txs[0].Success || trace.Post[nobody].Balance.Uint64() != 3 || len(trace.Steps) > 0 {
		t.Errorf("%+v", trace.Txs[0])
	}
	if _, created := trace.Post[Address{19: 0xdd}]; created {
		t.Error("a transfer of 0 wei left an empty account")
	}
}

func TestRun_ClearsTransientStorageBetweenTransactions(t *testing.T) {
	s := scenario(nil)
	s.Txs = append(s.Txs, s.Txs[0])
	trace := mustRun(t, s, code(t, "5f 5c 5f 52 6001 5f 5d 5f 5c 6020 52 6040 5f f3"), Limits{})
	for i, result := range trace.Txs {
		if result.Output[31] != 0 || result.Output[63] != 1 {
			t.Errorf("transaction %d returned %x, expected 0 and 1", i, result.Output)
		}
	}
}

func TestRun_RunsPastTheEndOfTheCode(t *testing.T) {
	trace := mustRun(t, scenario(nil), code(t, "62 01"), Limits{})
	push, stop := trace.Steps[0], trace.Steps[1]
	if push.Pushes[0].Uint64() != 0x010000 || stop.PC != 4 || stop.Op != 0 || stop.Depth != 1 || !trace.Txs[0].Success {
		t.Errorf("%+v %+v, expected 0x010000 and a STOP at 4", push, stop)
	}
}

func TestRun_RecordsOperandsAndResults(t *testing.T) {
	trace := mustRun(t, scenario(nil), code(t, "6007 6005 81 91 03 5f 55"), Limits{})
	for i, want := range []struct{ pops, pushes []uint64 }{
		{nil, []uint64{7}}, {nil, []uint64{5}}, {nil, []uint64{7}}, {[]uint64{7, 7}, nil}, {[]uint64{7, 5}, []uint64{2}},
		{nil, []uint64{0}}, {[]uint64{0, 2}, nil}, {nil, nil},
	} {
		step := trace.Steps[i]
		if !equalWords(step.Pops, want.pops) || !equalWords(step.Pushes, want.pushes) || step.Child != -1 {
			t.Errorf("step %d: %v %v, expected %v", i, step.Pops, step.Pushes, want)
		}
	}
}

func equalWords(words []Word, want []uint64) bool {
	if len(words) != len(want) {
		return false
	}
	for i := range words {
		if !words[i].Eq(uint256.NewInt(want[i])) {
			return false
		}
	}
	return true
}

func TestCLZ(t *testing.T) {
	for input, want := range map[string]uint64{"5f": 256, "6001": 255, "5f19": 0, "60ff": 248} {
		trace := mustRun(t, scenario(nil), code(t, input+"1e 5f 52 6020 5f f3"), Limits{})
		if got := new(Word).SetBytes(trace.Txs[0].Output).Uint64(); got != want {
			t.Errorf("CLZ of %s is %d, expected %d", input, got, want)
		}
	}
}

func TestECRecover(t *testing.T) {
	// The vector of go-ethereum's precompile tests, and what it says about invalid input.
	valid := code(t, "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"+
		"000000000000000000000000000000000000000000000000000000000000001c"+
		"73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"+
		"eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549")
	want := code(t, "000000000000000000000000a94f5374fce5edbc8e2a8697c15331677e6ebf0b")
	if got := ecrecover(append(valid, 1, 2, 3)); !bytes.Equal(got, want) {
		t.Errorf("%x, expected %x", got, want)
	}
	for name, position := range map[string]int{"v of 33 bytes": 40, "v of 60": 63} {
		wrong := bytes.Clone(valid)
		wrong[position] += 32
		if got := ecrecover(wrong); got != nil {
			t.Errorf("%s: %x, expected nothing", name, got)
		}
	}
	for _, part := range []int{64, 96} {
		for _, filler := range []byte{0, 0xff} {
			wrong := bytes.Clone(valid)
			copy(wrong[part:part+32], bytes.Repeat([]byte{filler}, 32))
			if got := ecrecover(wrong); got != nil {
				t.Errorf("part at %d of %x: %x, expected nothing", part, filler, got)
			}
		}
	}
	if ecrecover(nil) != nil {
		t.Error("no input: expected nothing")
	}
}
