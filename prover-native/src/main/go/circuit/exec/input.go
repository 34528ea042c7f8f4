// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/casefile"
	"suture.dev/prover-native/evm/outcome"
)

// Input is what is to be proven: the claim about two runs of one scenario.
type Input struct {
	Scenario  *evm.Scenario
	Old, New  []byte
	Preserved bool
	Selectors []uint32            // of calls that the new run shows, rising; only where Preserved
	Harm      []outcome.Condition // exploit.blocked is claimed where there are any
	Expected  []outcome.Condition // hold on new code: what behaviour.expected claims, or what is safe where an exploit is blocked

	// Public lists the whole state before in the scenario commitment, and not only what the runs touch of it: so the commitment
	// depends on nothing of the new code but the shape. See ScenarioCommitment.
	Public bool
}

// InputOf gives a scenario of a case and what is claimed of it, without codes: the exploit, number -1, claims exploit.blocked; then
// come the benign scenarios, which claim behaviour.preserved, and the expected ones, which claim behaviour.expected.
func InputOf(s *casefile.Scenarios, number int) (in Input, there bool) {
	benign := len(s.Benign)
	switch {
	case number == -1 && len(s.Exploit) > 0:
		return Input{Scenario: s.Scenario(s.Exploit), Harm: s.ExploitSucceeded, Expected: s.Safe}, true
	case number >= 0 && number < benign:
		return Input{Scenario: s.Scenario(s.Benign[number]), Preserved: true}, true
	case number >= benign && number-benign < len(s.Expected):
		expected := &s.Expected[number-benign]
		return Input{Scenario: s.Scenario(expected.Txs), Expected: expected.Conditions}, true
	}
	return in, false
}
