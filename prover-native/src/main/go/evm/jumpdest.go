// SPDX-License-Identifier: Apache-2.0

package evm

// jumpDests tells for each byte of a code whether it is a JUMPDEST instruction, not a byte of push data.
type jumpDests []bool

func (d jumpDests) valid(destination *Word) bool {
	return destination.LtUint64(uint64(len(d))) && d[destination.Uint64()]
}

// jumpDests scans each account's code once: no run changes it.
func (m *machine) jumpDests(address Address, code []byte) jumpDests {
	dests, known := m.dests[address]
	if !known {
		dests = findJumpDests(code)
		m.dests[address] = dests
	}
	return dests
}

func findJumpDests(code []byte) jumpDests {
	dests := make(jumpDests, len(code))
	for pc := 0; pc < len(code); pc++ {
		switch op := code[pc]; {
		case op == opJumpDest:
			dests[pc] = true
		case op >= opPush1 && op <= opPush32:
			pc += int(op) - opPush1 + 1
		}
	}
	return dests
}
