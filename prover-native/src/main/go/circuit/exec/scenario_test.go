// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

func scenarioCommitment(t *testing.T, shape Shape, s *evm.Scenario) fr.Element {
	t.Helper()
	e, err := ScenarioCommitment(shape, s, testBlinds.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestScenarioCommitment_IsWhatEveryPatchCommitsTo: all patches of a case commit to what anybody computes without them, and whole states
// before need no larger shapes than what is touched of them.
func TestScenarioCommitment_IsWhatEveryPatchCommitsTo(t *testing.T) {
	found := map[string]int{}
	for _, r := range caseRuns(t) {
		if !strings.HasSuffix(r.name, "exploit") && !strings.HasSuffix(r.name, "benign0") {
			continue // for speed
		}
		r.in.Public = true
		plan, err := Check(r.in)
		if err != nil {
			t.Errorf("%s: %v", r.name, err)
			continue
		}
		found[plan.Shape.Name]++
		committed, err := Commit(plan.Shape, plan, testBlinds)
		if err != nil {
			t.Errorf("%s: %v", r.name, err)
			continue
		}
		if committed.Scenario != scenarioCommitment(t, plan.Shape, r.in.Scenario) {
			t.Errorf("%s commits to another scenario", r.name)
		}
	}
	if want := map[string]int{"exec-1k": 20, "exec-4k": 23, "exec-16k": 7}; !maps.Equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
}

// publicProgram has a state before that no run touches all of, and two transactions.
func publicProgram(t *testing.T) Input {
	in := program{helper: "7 0 MSTORE8 1 0 RETURN", code: "0 CALLDATALOAD 5 SSTORE STOP", data: "0102", targetBalance: 3}.input(t)
	s := in.Scenario
	secondTx(&in)
	s.Txs[1].Data, s.Txs[1].Value = []byte{1, 2, 3}, evm.Word{4}
	s.Pre[testTarget].Storage[evm.Word{30}], s.Pre[testTarget].Storage[evm.Word{31}] = evm.Word{1, 0, 0, 5}, evm.Word{}
	s.Pre[evm.Address{0: 1, 5: 9}] = &evm.Account{Nonce: 3, Storage: map[evm.Word]evm.Word{{1, 2, 3, 4}: {6}}}
	s.Pre[evm.Address{0: 0xee}] = &evm.Account{Nonce: 5}
	in.Public = true
	return in
}

// TestScenarioCommitment_TellsNothingOfNewCode: new codes that touch other slots and accounts, and read on behind the call data, commit to
// the same scenario, and are proven.
func TestScenarioCommitment_TellsNothingOfNewCode(t *testing.T) {
	in := publicProgram(t)
	shape := TestShape()
	want := scenarioCommitment(t, shape, in.Scenario)
	system := compileShape(t, shape)
	for _, code := range []string{
		"STOP",
		"0 CALLDATALOAD 5 SSTORE STOP",
		"30 SLOAD 7 SSTORE 0xdd BALANCE POP 20 CALLDATALOAD POP STOP",
		"0 0 0 0 1 0xee00 GAS CALL 9 SLOAD 8 SLOAD ADD 5 SSTORE STOP",
	} {
		in.New = assemble(t, code)
		c := assignInput(t, shape, in)
		if err := system.solve(c); err != nil {
			t.Errorf("%s: %v", code, err)
		}
		got := (&liar{c, t}).scenario()
		if got != want {
			t.Errorf("%s commits to another scenario", code)
		}
	}
}

// TestScenarioCommitment_HoldsAllThatRunsStartFrom changes one thing at a time.
func TestScenarioCommitment_HoldsAllThatRunsStartFrom(t *testing.T) {
	user, helper := testUser, helperAddress
	word := func(n uint64) (w evm.Word) { w.SetUint64(n); return w }
	seen := map[fr.Element]string{scenarioCommitment(t, TestShape(), publicProgram(t).Scenario): "as it is"}
	for what, change := range map[string]func(s *evm.Scenario){
		"block":               func(s *evm.Scenario) { s.Env.Number++ },
		"value of a slot":     func(s *evm.Scenario) { s.Pre[testTarget].Storage[word(30)] = word(2) },
		"another slot":        func(s *evm.Scenario) { s.Pre[testTarget].Storage[word(32)] = word(2) },
		"slot of another":     func(s *evm.Scenario) { s.Pre[user].Storage = map[evm.Word]evm.Word{word(1): word(2)} },
		"balance":             func(s *evm.Scenario) { s.Pre[helper].Balance = word(2) },
		"balance of target":   func(s *evm.Scenario) { s.Pre[testTarget].Balance = word(2) },
		"code":                func(s *evm.Scenario) { s.Pre[helper].Code = append(s.Pre[helper].Code, 0) },
		"code of another":     func(s *evm.Scenario) { s.Pre[user].Code = s.Pre[helper].Code },
		"another account":     func(s *evm.Scenario) { s.Pre[evm.Address{0: 0xef}] = &evm.Account{Balance: word(1)} },
		"sender":              func(s *evm.Scenario) { s.Txs[0].From = helper },
		"recipient":           func(s *evm.Scenario) { s.Txs[0].To = helper },
		"value":               func(s *evm.Scenario) { s.Txs[0].Value = word(1) },
		"byte of call data":   func(s *evm.Scenario) { s.Txs[0].Data = []byte{1, 3} },
		"length of call data": func(s *evm.Scenario) { s.Txs[0].Data = []byte{1, 2, 0} },
		"one transaction":     func(s *evm.Scenario) { s.Txs = s.Txs[:1] },
		"order":               func(s *evm.Scenario) { s.Txs[0], s.Txs[1] = s.Txs[1], s.Txs[0] },
	} {
		s := publicProgram(t).Scenario
		change(s)
		e := scenarioCommitment(t, TestShape(), s)
		if other, twice := seen[e]; twice {
			t.Errorf("%s: the same as %s", what, other)
		}
		seen[e] = what
	}
	for what, change := range map[string]func(s *evm.Scenario){
		"a nonce":                      func(s *evm.Scenario) { s.Pre[testUser].Nonce = 8 },
		"an account that is empty":     func(s *evm.Scenario) { delete(s.Pre, evm.Address{0: 0xee}) },
		"a slot that is zero":          func(s *evm.Scenario) { delete(s.Pre[testTarget].Storage, word(31)) },
		"the target's code, in C_old,": func(s *evm.Scenario) { s.Pre[testTarget].Code = []byte{0} },
	} {
		s := publicProgram(t).Scenario
		change(s)
		if seen[scenarioCommitment(t, TestShape(), s)] != "as it is" {
			t.Errorf("%s changes the commitment", what)
		}
	}
}

// TestScenarioCommitment_NamesWhatTheShapeLacks: the whole state before has to fit.
func TestScenarioCommitment_NamesWhatTheShapeLacks(t *testing.T) {
	for part, change := range map[string]func(s *evm.Scenario){
		partSlots: func(s *evm.Scenario) {
			for i := range uint64(200) {
				s.Pre[testTarget].Storage[evm.Word{i}] = evm.Word{1}
			}
		},
		partAccounts: func(s *evm.Scenario) {
			for i := range 60 {
				s.Pre[evm.Address{0: 0xcc, 19: byte(i)}] = &evm.Account{Balance: evm.Word{1}}
			}
		},
		partOtherCode: func(s *evm.Scenario) { s.Pre[helperAddress].Code = make([]byte, 30000) },
		partCallData:  func(s *evm.Scenario) { s.Txs[0].Data = make([]byte, 5000) },
	} {
		in := publicProgram(t)
		change(in.Scenario)
		var lacks *CapacityError
		if _, err := Check(in); !errors.As(err, &lacks) || lacks.Part != part {
			t.Errorf("%s: the plan fails with %v", part, err)
		}
		largest := Shapes()[len(Shapes())-1]
		if _, err := ScenarioCommitment(largest, in.Scenario, fr.Element{}); !errors.As(err, &lacks) || lacks.Part != part {
			t.Errorf("%s: the commitment fails with %v", part, err)
		}
	}
}

// TestCheck_RefusesFleetingStorage: of an account that has storage alone, the interpreter takes it away with the first touch (EIP-161),
// so nothing that the circuit says of it may be proven.
func TestCheck_RefusesFleetingStorage(t *testing.T) {
	fleeting, key := evm.Address{0: 0xee}, evm.Word{1}
	in := program{helper: "STOP", code: "0 0 0 0 0 0xee00000000000000000000000000000000000000 GAS CALL STOP"}.input(t)
	in.Scenario.Pre[fleeting] = &evm.Account{Storage: map[evm.Word]evm.Word{key: {6}}}
	gone := outcome.Condition{Subject: outcome.Slot, Address: fleeting, Slot: key, Op: outcome.Equal}
	var unsupported *UnsupportedError
	for _, nonce := range []uint64{0, 1} {
		in.Scenario.Pre[fleeting].Nonce, gone.Value = nonce, evm.Word{6 * nonce}
		expect(gone)(&in)
		if _, err := Check(in); errors.As(err, &unsupported) != (nonce == 0) || nonce == 1 && err != nil {
			t.Errorf("nonce %d: %v", nonce, err)
		}
		if _, err := ScenarioCommitment(TestShape(), in.Scenario, fr.Element{}); errors.As(err, &unsupported) != (nonce == 0) {
			t.Errorf("nonce %d: the commitment: %v", nonce, err)
		}
	}
}
