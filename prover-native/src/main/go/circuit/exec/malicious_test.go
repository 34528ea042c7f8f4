// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"strings"
	"sync"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/test"

	"suture.dev/prover-native/gadget/arith"
)

// lie is a false run. An honest assignment of its program is changed in all columns that the falsehood touches, so that only the
// muted constraints stand in its way: with all of them it is rejected, without them it is accepted. Constraints that are given are left
// out in both cases.
type lie struct {
	what    string
	program program
	muted   string // names of package muted, by commas
	given   string
	newCode string          // where it is not the program's
	change  func(in *Input) // of the input, before it is run
	tell    func(l *liar)
}

// liar is the assignment to change.
type liar struct {
	*Circuit
	t *testing.T
}

// lieShape has room for the programs of the lies.
func lieShape() Shape {
	return Shape{
		Name: "exec-lies", Rows: 64, CodeBytes: 93, OtherBytes: 155, Codes: 5, Keccak: 1,
		Accounts: 5, Slots: 3, Transients: 4, CodeCopied: 8, Txs: 2, Pushes: 32, Drains: 6, Frames: 6, Calls: 4, Precompiles: 2, Refused: 2, Payments: 2,
		Cells: 5, Bytes: 136, Rom: 224, CallData: 64, Loads: 2, Stores: 4, Store8s: 2,
		DataLoads: 2, Hashes: 2, Copies: 2, ReturnSizes: 2, Modulars: 2, Counters: 3,
		StorageReads: 4, StorageWrites: 8, Balances: 4, CodeSizes: 2, Logs: 3, Outputs: 3, Halts: 2,
		Arith: arith.Capacity{ALU: 6, Mul: 1, Bitwise: 1, Shift: 1, Compare: 2, Signed: 1, Byte: 1, Extend: 1, Clz: 1, Mod3: 2, Exp: 1},
	}
}

func allLies() []lie {
	var all []lie
	for _, some := range [][]lie{
		codeLies(), pushLies(), rowLies(), stackLies(), memoryLies(), byteLies(), dataLies(), callDataLies(), outputCopyLies(), stateLies(), spaceLies(),
		callLies(), stipendLies(), calleeLies(), precompileLies(), refusedLies(), paymentLies(), frameLies(), undoLies(), haltLies(), logLies(), claimLies(), harmLies(), expectedLies(),
		returnedWordLies(), staticLies(), scenarioLies(), accountLies(), listingLies(), divergenceLies(), selectorLies(),
	} {
		all = append(all, some...)
	}
	return all
}

// systems are compiled circuits of lieShape, by what is muted.
var systems = struct {
	sync.Mutex
	compiled map[string]*compiled
}{compiled: map[string]*compiled{}}

func lieSystem(t testing.TB, muted string) *compiled {
	systems.Lock()
	defer systems.Unlock()
	if systems.compiled[muted] == nil {
		systems.compiled[muted] = compileMuted(t, lieShape(), muted)
	}
	return systems.compiled[muted]
}

func mute(names string) muted {
	m := muted{}
	for _, name := range strings.Split(names, ",") {
		m[name] = true
	}
	return m
}

func compileMuted(t testing.TB, shape Shape, names string) *compiled {
	t.Helper()
	c := New(shape)
	c.muted = mute(names)
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, c)
	if err != nil {
		t.Fatal(err)
	}
	return asCompiled(system, shape)
}

// withoutMuted solves in gnark's test engine, with constraints left out.
func withoutMuted(c *Circuit, names string) error {
	empty := New(lieShape())
	empty.muted = mute(names)
	return test.IsSolved(empty, c, ecc.BN254.ScalarField())
}

func (l *lie) assign(t *testing.T) *Circuit {
	in := l.program.input(t)
	if l.newCode != "" {
		in.New = assemble(t, l.newCode)
	}
	if l.change != nil {
		l.change(&in)
	}
	return assignInput(t, lieShape(), in)
}

// TestCircuit_RejectsLies shows of each lie that it is rejected, and that it is accepted once its constraints are left out: so the
// lie is complete, and they are what stands in its way. The keccak chip is left out where nothing is hashed, for speed.
func TestCircuit_RejectsLies(t *testing.T) {
	for _, l := range allLies() {
		t.Run(strings.ReplaceAll(l.what, " ", "_"), func(t *testing.T) {
			t.Parallel()
			told := &liar{l.assign(t), t}
			l.tell(told)
			given := l.given
			if toInt(told.Hashes[0].Site.Active) == 0 {
				given += ",keccak"
			}
			if lieSystem(t, given).solve(told.Circuit) == nil {
				t.Error("the lie was accepted")
			}
			if err := withoutMuted(told.Circuit, given+","+l.muted); err != nil {
				t.Errorf("the lie does not test %q: %v", l.muted, err)
			}
		})
	}
}
