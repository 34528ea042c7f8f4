// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/arith"
)

// The state tests of ethereum-tests, with old code = new code = the recipient's. What package evm makes of them is compared with
// go-ethereum in the module evmoracle; here the circuit has to agree with package evm.

// vectorShape has room for most vectors that any shape has room for, and is solved in a fraction of a second.
func vectorShape() Shape {
	return Shape{
		Name: "exec-vectors", Rows: 512, CodeBytes: 1550, OtherBytes: 930, Codes: 8, Keccak: 1,
		Accounts: 6, Slots: 20, Transients: 8, CodeCopied: 64, Txs: 1, Pushes: 80, Drains: 20, Frames: 10, Calls: 8, Precompiles: 2, Refused: 2, Payments: 2,
		Cells: 32, Bytes: 416, Rom: 800, CallData: 512, Loads: 8, Stores: 12, Store8s: 4,
		DataLoads: 16, Hashes: 2, Copies: 4, ReturnSizes: 4, Modulars: 4, Counters: 8,
		StorageReads: 16, StorageWrites: 32, Balances: 6, CodeSizes: 4, Logs: 2, Halts: 4,
		Arith: arith.Capacity{ALU: 20, Mul: 10, Bitwise: 2, Shift: 6, Compare: 2, Signed: 4, Byte: 2, Extend: 2, Clz: 1, Mod3: 2, Exp: 10},
	}
}

// Of each folder so many vectors are solved, spread evenly over those that fit; of every fifth of them a lie is told.
const (
	solvedPerFolder = 14
	solvedPerLie    = 5
)

// frozenVectors is every vector by what became of it, and how many were solved.
var frozenVectors = map[string]int{
	"capacity: CALLDATALOADs":                             212,
	"capacity: MLOADs":                                    75,
	"capacity: MSTORE8s":                                  1,
	"capacity: MSTOREs":                                   17,
	"capacity: PUSH instructions":                         18,
	"capacity: SLOADs and TLOADs":                         5,
	"capacity: accounts":                                  2,
	"capacity: bytes of call data":                        23,
	"capacity: bytes of data":                             119,
	"capacity: bytes of other code":                       4,
	"capacity: bytes of target code":                      2,
	"capacity: bytes read by CODECOPY":                    1,
	"capacity: calls":                                     16,
	"capacity: calls of precompiles":                      1,
	"capacity: codes":                                     1,
	"capacity: copied bytes":                              37,
	"capacity: different calls of ecrecover":              28,
	"capacity: facts of the chip Exp":                     6,
	"capacity: facts of the chip Mul":                     4,
	"capacity: logs of the old run":                       2,
	"capacity: storage slots":                             5,
	"capacity: words left on stacks":                      1,
	"capacity: words of memory":                           72,
	"conclusive":                                          2048,
	"fits":                                                1260,
	"inconclusive: blockhash":                             1,
	"inconclusive: create":                                683,
	"inconclusive: gas":                                   233,
	"inconclusive: memory":                                343,
	"inconclusive: precompile":                            168,
	"inconclusive: selfdestruct":                          82,
	"inconclusive: steps":                                 9,
	"inconclusive: the recipient, as target, has no code": 9,
	"lies":   51,
	"solved": 255,
	"unsupported: CODECOPY behind the end of the code":                3,
	"unsupported: a balance of too many bits":                         25,
	"unsupported: a call of an account below 0x101":                   4,
	"unsupported: a memory or data offset or length of too many bits": 27,
	"unsupported: opcode 0x3c":                                        13,
	"unsupported: opcode 0x59":                                        64,
	"vectors":                                                         3576,
}

func TestVectors_SatisfyTheCircuit(t *testing.T) {
	found := map[string]int{}
	fitting := map[string][]vector{} // by folder
	forEachVector(t, func(folder string, v vector) {
		found["vectors"]++
		outcome := v.run(t)
		if outcome == "fits" {
			fitting[folder] = append(fitting[folder], v)
		}
		if !strings.HasPrefix(outcome, "inconclusive") {
			found["conclusive"]++
		}
		found[outcome]++
	})
	system := compileShape(t, vectorShape())
	for _, folder := range slices.Sorted(maps.Keys(fitting)) {
		all := fitting[folder]
		n := min(len(all), solvedPerFolder)
		t.Logf("%s: %d of %d", folder, n, len(all))
		for i := range n {
			v := all[i*len(all)/n]
			found["solved"]++
			honest := v.assign(t)
			if err := system.solve(honest); err != nil {
				t.Errorf("%s: %v", v.name, err)
			}
			if found["solved"]%solvedPerLie == 0 {
				told := vectorLies[found["lies"]%len(vectorLies)]
				found["lies"]++
				told.tell(&liar{honest, t})
				if system.solve(honest) == nil {
					t.Errorf("%s: a lie about the %s was accepted", v.name, told.what)
				}
			}
		}
	}
	if !maps.Equal(found, frozenVectors) {
		for _, what := range slices.Sorted(maps.Keys(found)) {
			t.Logf("%q: %d,", what, found[what])
		}
		t.Errorf("not what frozenVectors says: %v", frozenVectors)
	}
}

// vectorLies are told of both runs alike, so that it is not the comparison of the runs that rejects them.
var vectorLies = []struct {
	what string
	tell func(l *liar)
}{
	{"last slot, or where there is none the target's balance", func(l *liar) {
		slots := used(l.Slots)
		for r := range runs {
			if len(slots) > 0 {
				after := &slots[len(slots)-1].After[r]
				after.Lo = plus(after.Lo, 1)
			} else {
				l.Accounts[0].After[r] = plus(l.Accounts[0].After[r], 1)
			}
		}
	}},
	{"length of the output", func(l *liar) {
		for r := range runs {
			closing := &l.Txs[0].Runs[r].Closing
			closing.OutputLen = plus(closing.OutputLen, 1)
		}
	}},
	{"status of the transaction", func(l *liar) {
		success := 1 - toInt(l.Txs[0].Runs[codeNew].Closing.Success)
		for r := range runs {
			l.Txs[0].Runs[r].Closing.Success = success
		}
		l.Succeeded = success
		l.rebind()
	}},
	{"number of transactions that succeed", func(l *liar) {
		l.Succeeded = plus(l.Succeeded, 1)
		l.rebind()
	}},
}

// vector is one transaction of a state test.
type vector struct {
	name   string
	in     Input
	create bool
	trace  *evm.Trace
}

var bitLength = regexp.MustCompile(`\d+ bits`)

// run decides what becomes of the vector. It does so without Check, which takes minutes for all vectors.
func (v *vector) run(t *testing.T) string {
	s := v.in.Scenario
	if v.create {
		return "inconclusive: " + string(evm.CauseCreate)
	}
	if account := s.Pre[s.Target]; account == nil || len(account.Code) == 0 {
		return "inconclusive: the recipient, as target, has no code"
	}
	v.in.Old, v.in.New = s.Pre[s.Target].Code, s.Pre[s.Target].Code
	trace, err := evm.Run(s, v.in.Old, evm.Limits{})
	if err != nil {
		t.Fatalf("%s: %v", v.name, err)
	}
	if trace.Inconclusive != nil {
		return "inconclusive: " + string(trace.Inconclusive.Cause)
	}
	v.trace = trace
	traces := [runs]*evm.Trace{trace, trace}
	_, err = Assign(vectorShape(), v.in, traces, testBlinds, fr.NewElement(1234567))
	var capacity *CapacityError
	var unsupported *UnsupportedError
	switch {
	case err == nil:
		return "fits"
	case errors.As(err, &capacity):
		return "capacity: " + capacity.Part
	case errors.As(err, &unsupported):
		return "unsupported: " + bitLength.ReplaceAllString(unsupported.What, "too many bits")
	}
	t.Errorf("%s: %v", v.name, err)
	return "failed"
}

func (v *vector) assign(t *testing.T) *Circuit {
	reasons, err := unmet(v.in, [runs]*evm.Trace{v.trace, v.trace})
	if err != nil || len(reasons) > 0 {
		t.Fatalf("%s: %v %v", v.name, reasons, err)
	}
	c, err := Assign(vectorShape(), v.in, [runs]*evm.Trace{v.trace, v.trace}, testBlinds, fr.NewElement(1234567))
	if err != nil {
		t.Fatalf("%s: %v", v.name, err)
	}
	return c
}

// vectorFile is one state test; transactions are made from combinations of data and value, and of gas, which we do not have.
type vectorFile struct {
	Env struct {
		CurrentBaseFee, CurrentNumber, CurrentTimestamp, CurrentGasLimit, CurrentRandom, CurrentCoinbase hexWord
	}
	Pre map[hexWord]struct {
		Balance, Nonce hexWord
		Code           hexBytes
		Storage        map[hexWord]hexWord
	}
	Transaction struct {
		Sender, To hexWord
		Data       []hexBytes
		Value      []hexWord
	}
	Post struct {
		Cancun []struct{ Indexes struct{ Data, Value int } }
	}
}

// hexWord is a number or an address; leading zeros and the empty text are allowed.
type hexWord evm.Word

func (h *hexWord) UnmarshalText(text []byte) error {
	digits := strings.TrimLeft(strings.TrimPrefix(string(text), "0x"), "0")
	if digits == "" {
		*h = hexWord{}
		return nil
	}
	return (*uint256.Int)(h).SetFromHex("0x" + digits)
}

func (h hexWord) address() evm.Address { return evm.AddressFromWord((*evm.Word)(&h)) }

func (h hexWord) number() uint64 { return (*evm.Word)(&h).Uint64() }

type hexBytes []byte

func (h *hexBytes) UnmarshalText(text []byte) (err error) {
	*h, err = hex.DecodeString(strings.TrimPrefix(string(text), "0x"))
	return err
}

// forEachVector reads all state tests, in the order of the files.
func forEachVector(t *testing.T, visit func(folder string, v vector)) {
	t.Helper()
	root := filepath.Join(casesFolder(), "..", "vectors", "ethereum-tests", "GeneralStateTests")
	err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var tests map[string]*vectorFile // of one entry
		if err := json.Unmarshal(text, &tests); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for name, file := range tests {
			for i := range file.Post.Cancun {
				visit(filepath.Base(filepath.Dir(path)), file.vector(name, i))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (f *vectorFile) vector(name string, i int) vector {
	tx, indexes := &f.Transaction, f.Post.Cancun[i].Indexes
	s := &evm.Scenario{
		Env: evm.Env{
			Number: f.Env.CurrentNumber.number(), Timestamp: f.Env.CurrentTimestamp.number(), GasLimit: f.Env.CurrentGasLimit.number(),
			BaseFee: evm.Word(f.Env.CurrentBaseFee), Coinbase: f.Env.CurrentCoinbase.address(), PrevRandao: evm.Word(f.Env.CurrentRandom),
			ChainID: *uint256.NewInt(1), BlobBaseFee: uint256.NewInt(1),
		},
		Target: tx.To.address(), Pre: evm.World{},
		Txs: []evm.Tx{{From: tx.Sender.address(), To: tx.To.address(), Data: tx.Data[indexes.Data], Value: evm.Word(tx.Value[indexes.Value])}},
	}
	for address, account := range f.Pre {
		storage := map[evm.Word]evm.Word{}
		for slot, value := range account.Storage {
			storage[evm.Word(slot)] = evm.Word(value)
		}
		s.Pre[address.address()] = &evm.Account{
			Balance: evm.Word(account.Balance), Nonce: account.Nonce.number(), Code: account.Code, Storage: storage,
		}
	}
	return vector{name: fmt.Sprintf("%s[%d]", name, i), in: Input{Scenario: s, Preserved: true}, create: tx.To == hexWord{}}
}
