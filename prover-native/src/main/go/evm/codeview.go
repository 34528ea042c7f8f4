// SPDX-License-Identifier: Apache-2.0

package evm

// Old and new code differ, so whoever looks at the target's code can tell them apart. What a run shows would then say
// little about runs with other callers; looking is inconclusive, for the target's code too. solc asks before most calls
// whether there is code at all, which both codes answer alike: that is allowed, where ISZERO directly follows. The target
// itself asks it too, when a proxy is upgraded to the implementation it has.

func extCodeSize(a *activation, step *Step) error {
	address := AddressFromWord(&step.Pops[0])
	if address == a.m.scenario.Target {
		if !a.asksForExistence() {
			return a.refuseView("EXTCODESIZE")
		}
		step.CodeViewExempt = true
	}
	size := lengthOf(a.m.state.code(address))
	a.push(step, &size)
	return nil
}

// asksForExistence tells whether ISZERO follows. A DUP1 before it would keep the size for others to see.
func (a *activation) asksForExistence() bool {
	rest := a.code[a.pc:]
	return len(rest) > 0 && rest[0] == opIsZero
}

func extCodeHash(a *activation, step *Step) error {
	address := AddressFromWord(&step.Pops[0])
	if address == a.m.scenario.Target {
		return a.refuseView("EXTCODEHASH")
	}
	var hash Word // of an account that does not exist: 0
	if !a.m.state.world[address].IsEmpty() {
		hash = a.m.codeHash(address)
	}
	a.push(step, &hash)
	return nil
}

func extCodeCopy(a *activation, step *Step) error {
	address := AddressFromWord(&step.Pops[0])
	if address == a.m.scenario.Target {
		return a.refuseView("EXTCODECOPY")
	}
	destination, err := a.touch(&step.Pops[1], &step.Pops[3])
	if err != nil {
		return err
	}
	a.fill(destination, a.m.state.code(address), &step.Pops[2])
	return nil
}

func (a *activation) refuseView(what string) error {
	return inconclusive(CauseCodeView, "%s on the target at byte %d of the code of %s", what, a.pc-1, a.frame.CodeAddress)
}

// codeHash hashes each account's code once: no run changes it.
func (m *machine) codeHash(address Address) Word {
	hash, known := m.hashes[address]
	if !known {
		hash = keccak(m.state.code(address))
		m.hashes[address] = hash
	}
	return hash
}
