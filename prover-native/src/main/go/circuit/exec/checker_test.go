// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"suture.dev/prover-native/evm/casefile"
)

// A target that keeps what it is given in slot 0 and tells it to who gives nothing; a patch of it keeps nothing above 10; a checker
// asks the target and finds it broken above 10.
const (
	keeper  = "CALLDATASIZE :keep JUMPI 0 SLOAD 0 MSTORE 32 0 RETURN keep: 0 CALLDATALOAD 0 SSTORE STOP"
	limited = "CALLDATASIZE :keep JUMPI 0 SLOAD 0 MSTORE 32 0 RETURN keep: 0 CALLDATALOAD 10 DUP2 GT :no JUMPI 0 SSTORE STOP no: 0 0 REVERT"
	// A patch that refuses what the exploit gives, and has a hole elsewhere.
	patchy   = "CALLDATASIZE :keep JUMPI 0 SLOAD 0 MSTORE 32 0 RETURN keep: 0 CALLDATALOAD 77 DUP2 EQ :no JUMPI 0 SSTORE STOP no: 12 0 SSTORE STOP"
	above10  = "0 CALLDATALOAD 224 SHR 0x7fb1ad62 EQ :ask JUMPI 0 0 REVERT ask: 32 0 0 0 0x7100000000000000000000000000000000000001 GAS STATICCALL POP 10 0 MLOAD GT 0 MSTORE 32 0 RETURN"
	silent   = "STOP"
	aChecker = `"0xc100000000000000000000000000000000000000"`
)

// checkedCase gives 77 to the target in the exploit, and 5 where it is expected to be kept.
func checkedCase(t *testing.T, checker, members string) *casefile.Scenarios {
	t.Helper()
	const target, user = `"0x7100000000000000000000000000000000000001"`, `"0xa100000000000000000000000000000000000002"`
	give := func(n int) string {
		return fmt.Sprintf(`[{"from": %s, "to": %s, "value": "0x0", "data": "0x%064x", "gas": 1}]`, user, target, n)
	}
	members = strings.NewReplacer("CHECKER", aChecker, "TARGET", target, "GIVE5", give(5)).Replace(members)
	s, err := casefile.Decode([]byte(`{"name": "checked", "hardfork": "osaka", "target": ` + target + `,
"env": {"number": 1, "timestamp": 2, "chainid": 3, "coinbase": "0x0100000000000000000000000000000000000000", "basefee": "0x0", "prevrandao": "0x0", "gaslimit": 4},
"pre": {` + target + `: {"balance": "0x0", "code": "0x` + hex.EncodeToString(assemble(t, keeper)) + `", "storage": {"0x0": "0x3"}},
` + aChecker + `: {"balance": "0x0", "code": "0x` + hex.EncodeToString(assemble(t, checker)) + `"}, ` + user + `: {"balance": "0x9"}},
"exploit": ` + give(77) + `, "benign": [], "benignLabels": [], ` + members + `}`))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (s scenarioCheck) input(t *testing.T) Input {
	in, there := InputOf(checkedCase(t, s.checker, s.members), s.number)
	if !there {
		t.Fatalf("no scenario %d", s.number)
	}
	in.Old, in.New = assemble(t, keeper), assemble(t, s.patch)
	return in
}

type scenarioCheck struct {
	checker, patch, members string
	number                  int
	reasons                 string // of the refusal
}

func scenarioChecks() map[string]scenarioCheck {
	const harm = `"exploitSucceeded": [{"checker": CHECKER}]`
	const safe = harm + `, "safe": [{"checker": CHECKER, "broken": false}, {"address": TARGET, "slot": "0x0", "op": "==", "value": "pre"}]`
	const kept = harm + `, "expected": [{"label": "kept", "transactions": GIVE5, "conditions":
[{"tx": 0, "status": 1}, {"address": TARGET, "slot": "0x0", "op": "!=", "value": "pre"}, {"checker": CHECKER, "broken": false},
{"tx": 0, "returnData": 1, "op": "<", "value": "0x1"}, {"address": TARGET, "field": "balance", "op": "<=", "value": "pre"}]}]`
	const told = `"exploitSucceeded": [{"tx": 0, "returnData": 0, "op": ">=", "value": "0x0"}, {"address": TARGET, "slot": "0x0", "op": ">", "value": "pre"}]`
	return map[string]scenarioCheck{
		"harm that a checker sees":                  {above10, limited, harm, -1, ""},
		"harm that a checker sees on new code, too": {above10, patchy, harm, -1, "exploit.blocked: the exploit succeeds on new code"},
		"harm that a checker never sees":            {"32 0 RETURN", limited, harm, -1, "exploit.blocked: the exploit does no harm on old code"},
		"a checker that does not answer":            {silent, limited, harm, -1, "exploit.blocked: the exploit does no harm on old code"},
		"safe after the exploit":                    {above10, limited, safe, -1, ""},
		"safe, but not as before":                   {above10, strings.Replace(patchy, "12 0", "4 0", 1), safe, -1, "exploit.blocked: safe does not hold on new code: condition 1"},
		"what is expected":                          {above10, limited, kept, 0, ""},
		"what is expected and refused":              {above10, "0 0 REVERT", kept, 0, "condition 0; behaviour.expected: what is expected does not hold on new code: condition 1"},
		"harm against what was before":              {above10, limited, told, -1, ""},
	}
}

// TestCheck_DecidesByCheckersAndConditions: what holds satisfies the circuit, and what does not is refused before anything is
// proven, and by the circuit.
func TestCheck_DecidesByCheckersAndConditions(t *testing.T) {
	system := compileShape(t, TestShape())
	for name, s := range scenarioChecks() {
		t.Run(name, func(t *testing.T) {
			in := s.input(t)
			_, err := Check(in)
			var rejected *Rejected
			switch {
			case s.reasons == "" && err != nil:
				t.Errorf("refused: %v", err)
			case s.reasons != "" && (!errors.As(err, &rejected) || !strings.Contains(err.Error(), s.reasons)):
				t.Errorf("%v, expected %q", err, s.reasons)
			}
			if err := system.solve(assignInput(t, TestShape(), in)); (err == nil) != (s.reasons == "") {
				t.Errorf("the circuit says %v", err)
			}
		})
	}
}

// TestCommit_NamesConditionsByAddress: what is committed of conditions is the same in another scenario with other rows.
func TestCommit_NamesConditionsByAddress(t *testing.T) {
	const members = `"exploitSucceeded": [{"checker": CHECKER}], "safe": [{"address": TARGET, "slot": "0x0", "op": "==", "value": "0x3"}]`
	commit := func(change func(*Input)) Commitments {
		in := scenarioCheck{above10, limited, members, -1, ""}.input(t)
		change(&in)
		plan, err := Check(in)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Commit(plan.Shape, plan, testBlinds)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	one := commit(func(*Input) {})
	other := commit(func(in *Input) { // the sender stands in front of the checker
		in.Scenario.Txs[0].From[0] = 1
	})
	if one.Harm != other.Harm || one.Expected != other.Expected || one.Scenario == other.Scenario {
		t.Errorf("%+v\n%+v", one, other)
	}
	again, err := ExpectedCommitment(scenarioCheck{above10, limited, members, -1, ""}.input(t).Expected, testBlinds.Expected)
	if err != nil || again != one.Expected {
		t.Errorf("from the conditions alone %v, %v", again, err)
	}
	if blind, err := ExpectedCommitment(nil, testBlinds.Expected); err != nil || blind == one.Expected {
		t.Errorf("of no conditions %v, %v", blind, err)
	}
}
