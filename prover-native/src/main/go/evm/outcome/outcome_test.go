// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"errors"
	"strings"
	"testing"

	"github.com/holiman/uint256"

	"suture.dev/prover-native/evm"
)

var (
	target = evm.Address{19: 0xaa}
	other  = evm.Address{19: 0xbb}
)

func word(x uint64) evm.Word { return *uint256.NewInt(x) }

// trace is the run of one transaction that returned output and left the world.
func trace(success bool, output string, post evm.World, logs ...evm.Log) *evm.Trace {
	return &evm.Trace{Target: target, Txs: []evm.TxResult{{Success: success, Output: []byte(output)}}, Post: post, Logs: logs}
}

func world(balance, nonce, slot uint64) evm.World {
	return evm.World{other: {Balance: word(balance), Nonce: nonce, Storage: map[evm.Word]evm.Word{word(1): word(slot)}}}
}

func TestEvalPredicate(t *testing.T) {
	run := trace(true, "", world(7, 2, 9))
	for name, test := range map[string]struct {
		condition Condition
		holds     bool
	}{
		"status":           {Condition{Subject: TxStatus, Op: Equal, Value: word(1)}, true},
		"other status":     {Condition{Subject: TxStatus, Op: Equal, Value: word(0)}, false},
		"balance":          {Condition{Subject: Balance, Address: other, Op: Greater, Value: word(6)}, true},
		"balance, not":     {Condition{Subject: Balance, Address: other, Op: Greater, Value: word(7)}, false},
		"nonce":            {Condition{Subject: Nonce, Address: other, Op: LessOrEqual, Value: word(2)}, true},
		"slot":             {Condition{Subject: Slot, Address: other, Slot: word(1), Op: GreaterOrEqual, Value: word(9)}, true},
		"slot, less":       {Condition{Subject: Slot, Address: other, Slot: word(1), Op: Less, Value: word(9)}, false},
		"absent slot":      {Condition{Subject: Slot, Address: other, Slot: word(2), Op: Equal}, true},
		"absent account":   {Condition{Subject: Balance, Address: target, Op: NotEqual, Value: word(1)}, true},
		"unsigned numbers": {Condition{Subject: Slot, Address: other, Slot: word(1), Op: Less, Value: *new(evm.Word).SetAllOne()}, true},
	} {
		if holds, err := EvalPredicate([]Condition{test.condition}, run); err != nil || holds != test.holds {
			t.Errorf("%s: %v %v", name, holds, err)
		}
	}
	both := []Condition{{Subject: TxStatus, Op: Equal, Value: word(1)}, {Subject: TxStatus, Op: Equal, Value: word(0)}}
	if holds, _ := EvalPredicate(both, run); holds {
		t.Error("one of two conditions was enough")
	}
}

func TestEvalPredicate_ReadsReturnData(t *testing.T) {
	output := string(make([]byte, 31)) + "\x05\x06"
	for name, test := range map[string]struct {
		success bool
		word    int
		value   evm.Word
	}{
		"first word":                   {true, 0, word(5)},
		"of a failed transaction":      {false, 0, word(5)},
		"zeros behind the end":         {true, 1, *new(evm.Word).Lsh(uint256.NewInt(6), 248)},
		"a word behind the end":        {true, 2, word(0)},
		"a word far behind the end":    {true, 1 << 62, word(0)},
		"the last word there could be": {true, 1<<63 - 1, word(0)},
	} {
		condition := Condition{Subject: ReturnData, Word: test.word, Op: Equal, Value: test.value}
		if holds, err := EvalPredicate([]Condition{condition}, trace(test.success, output, nil)); err != nil || !holds {
			t.Errorf("%s: %v %v", name, holds, err)
		}
	}
}

func TestEvalPredicate_ComparesWithBefore(t *testing.T) {
	run := trace(true, "", world(7, 2, 9))
	run.Pre = world(8, 2, 9)
	for name, test := range map[string]struct {
		condition Condition
		holds     bool
	}{
		"balance fell":               {Condition{Subject: Balance, Address: other, Op: Less, Pre: true}, true},
		"balance did not stay":       {Condition{Subject: Balance, Address: other, Op: Equal, Pre: true, Value: word(7)}, false},
		"slot stayed":                {Condition{Subject: Slot, Address: other, Slot: word(1), Op: Equal, Pre: true}, true},
		"absent account, unchanged":  {Condition{Subject: Balance, Address: target, Op: Equal, Pre: true}, true},
		"absent slot did not change": {Condition{Subject: Slot, Address: other, Slot: word(3), Op: NotEqual, Pre: true}, false},
	} {
		if holds, err := EvalPredicate([]Condition{test.condition}, run); err != nil || holds != test.holds {
			t.Errorf("%s: %v %v", name, holds, err)
		}
	}
}

func TestEvalPredicate_AsksChecker(t *testing.T) {
	one, zero := string(append(make([]byte, 31), 1)), string(make([]byte, 32))
	for name, test := range map[string]struct {
		success       bool
		output        string
		broken, whole bool
	}{
		"says broken":              {true, one, true, false},
		"says whole":               {true, zero, false, true},
		"says broken and more":     {true, one + "x", true, false},
		"fails":                    {false, one, false, false},
		"fails with nothing":       {false, "", false, false},
		"returns nothing":          {true, "", false, false},
		"returns less than a word": {true, zero[:31], false, false},
		"returns no bool":          {true, string(append(make([]byte, 31), NoAnswer)), false, false},
		"returns a high one":       {true, "\x01" + zero[:31], false, false},
	} {
		for value, want := range []bool{test.whole, test.broken} {
			condition := Condition{Subject: Checker, Address: other, Op: Equal, Value: word(uint64(value))}
			if holds, err := EvalPredicate([]Condition{condition}, trace(test.success, test.output, nil)); err != nil || holds != want {
				t.Errorf("%s, asked for %d: %v %v", name, value, holds, err)
			}
		}
	}
}

func TestEvalPredicate_SaysNothingAboutWhatThereIsNot(t *testing.T) {
	inconclusive := &evm.Trace{Inconclusive: &evm.Inconclusive{Cause: evm.CauseGas}}
	if _, err := EvalPredicate(nil, inconclusive); !errors.Is(err, ErrInconclusive) {
		t.Errorf("%v", err)
	}
	for _, condition := range []Condition{{Subject: TxStatus, Tx: 1, Op: Equal}, {Subject: TxStatus, Tx: -1, Op: Equal},
		{Subject: Balance, Op: "="}, {Subject: 9, Op: Equal}, {Subject: ReturnData, Word: -1, Op: Equal}, {Subject: Checker, Tx: 1, Op: Equal},
		{Subject: Nonce, Op: Equal, Pre: true}, {Subject: TxStatus, Op: Equal, Pre: true}} {
		if _, err := EvalPredicate([]Condition{condition}, trace(true, "", nil)); err == nil {
			t.Errorf("%+v: expected an error", condition)
		}
	}
}

func TestCompare(t *testing.T) {
	log := evm.Log{Address: other, Topics: []evm.Word{word(1)}, Data: []byte{2}, Kept: true}
	dropped := log
	dropped.Kept = false
	elsewhere := log
	elsewhere.Data = []byte{3}
	base := trace(true, "a", world(7, 2, 9), log)
	for name, test := range map[string]struct {
		new  *evm.Trace
		want string
	}{
		"equal":        {trace(true, "a", world(7, 2, 9), dropped, log), ""},
		"status":       {trace(false, "a", world(7, 2, 9), log), "transaction 0: status: success / failure"},
		"output":       {trace(true, "b", world(7, 2, 9), log), "transaction 0: return data: 0x61 / 0x62"},
		"log":          {trace(true, "a", world(7, 2, 9), elsewhere), "log 0: "},
		"missing log":  {trace(true, "a", world(7, 2, 9), dropped), "/ absent"},
		"another log":  {trace(true, "a", world(7, 2, 9), log, log), "log 1: absent / "},
		"balance":      {trace(true, "a", world(8, 2, 9), log), "balance: 7 / 8"},
		"nonce":        {trace(true, "a", world(7, 3, 9), log), "nonce: 2 / 3"},
		"slot":         {trace(true, "a", world(7, 2, 0), log), "slot 0x1: 0x9 / 0x0"},
		"inconclusive": {&evm.Trace{Inconclusive: &evm.Inconclusive{Cause: evm.CauseGas}}, "run: ended / inconclusive (gas)"},
	} {
		got := Compare(base, test.new)
		if test.want == "" && len(got) > 0 || test.want != "" && (len(got) != 1 || !strings.Contains(got[0].String(), test.want)) {
			t.Errorf("%s: %v, expected %q", name, got, test.want)
		}
	}
}

func TestCompare_IgnoresOnlyTheTargetsCode(t *testing.T) {
	with := func(targetCode, otherCode byte) *evm.Trace {
		return trace(true, "", evm.World{target: {Code: []byte{targetCode}}, other: {Code: []byte{otherCode}}})
	}
	if got := Compare(with(1, 1), with(2, 1)); len(got) != 0 {
		t.Errorf("%v", got)
	}
	if got := Compare(with(1, 1), with(1, 2)); len(got) != 1 {
		t.Errorf("%v", got)
	}
}

func TestStats(t *testing.T) {
	scenario := &evm.Scenario{Target: target, Pre: evm.World{target: {}}, Txs: []evm.Tx{{To: target, Data: []byte{1, 2, 3}}}}
	// MSTORE at 0 and 33, KECCAK256 of 136 bytes, CALLDATACOPY of 5, SLOAD of 1, SSTORE of 1 and 2, LOG0 of 7 bytes, REVERT.
	code := []byte{0x5f, 0x5f, 0x52, 0x5f, 0x60, 33, 0x52, 0x60, 136, 0x5f, 0x20, 0x60, 5, 0x5f, 0x5f, 0x37,
		0x60, 1, 0x54, 0x60, 1, 0x60, 1, 0x55, 0x5f, 0x60, 2, 0x55, 0x60, 7, 0x5f, 0xa0, 0x60, 2, 0x5f, 0xfd}
	run, err := evm.Run(scenario, code, evm.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	s := Stats(run)
	if s.Stores != 2 || s.UnalignedStores != 1 || s.KeccakPermutations != 2 || s.CopiedBytes["CALLDATACOPY"] != 5 || s.SLoads != 1 ||
		s.SStores != 2 || s.Slots != 2 || s.LogBytes != 7 || s.FailedFrames != 1 || s.ReturnDataBytes != 2 || s.CallDataBytes != 3 ||
		s.MaxMemoryBytes != 160 || s.MaxStack != 4 || s.Opcodes["PUSH0"] != 9 || s.Steps != 27 {
		t.Errorf("%+v", s)
	}
}
