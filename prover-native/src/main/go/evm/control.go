// SPDX-License-Identifier: Apache-2.0

package evm

import "fmt"

// control holds the opcodes that move the program counter, end the frame or move words on the stack.
func control() map[byte]operation {
	group := map[byte]operation{
		0x00: {name: "STOP", run: func(a *activation, _ *Step) error { a.done = true; return nil }},
		0x50: {name: "POP", pops: 1, run: nothing},
		0x56: {name: "JUMP", pops: 1, run: func(a *activation, step *Step) error { return a.jump(&step.Pops[0]) }},
		0x57: {name: "JUMPI", pops: 2, run: jumpIf},
		0x58: value("PC", func(a *activation) Word { return fromUint64(uint64(a.pc - 1)) }),
		0x5a: {name: "GAS", pushes: 1, run: gas},
		0x5b: {name: "JUMPDEST", run: nothing},
		0xf3: {name: "RETURN", pops: 2, run: end},
		0xfd: {name: "REVERT", pops: 2, run: revert},
	}
	for n := range 33 {
		group[byte(opPush1-1+n)] = operation{name: fmt.Sprintf("PUSH%d", n), pushes: 1, run: immediate(n)}
	}
	for n := 1; n <= 16; n++ {
		group[byte(opDup1-1+n)] = operation{name: fmt.Sprintf("DUP%d", n), reads: n, pushes: 1, run: duplicate(n)}
		group[byte(opSwap1-1+n)] = operation{name: fmt.Sprintf("SWAP%d", n), reads: n + 1, run: exchange(n)}
	}
	return group
}

func nothing(*activation, *Step) error { return nil }

func (a *activation) jump(destination *Word) error {
	if !a.m.jumpDests(a.frame.CodeAddress, a.code).valid(destination) {
		return BadJump
	}
	a.pc = int(destination.Uint64())
	return nil
}

func jumpIf(a *activation, step *Step) error {
	if step.Pops[1].IsZero() {
		return nil
	}
	return a.jump(&step.Pops[0])
}

// gas answers only where its answer is a call's gas operand: anything else could depend on it.
func gas(a *activation, step *Step) error {
	if a.pc >= len(a.code) || !IsCall(a.code[a.pc]) {
		return inconclusive(CauseGas, "GAS at byte %d of the code of %s is not directly before a call", a.pc-1, a.frame.CodeAddress)
	}
	answer := fromUint64(GasAnswer)
	a.push(step, &answer)
	return nil
}

// immediate reads the n bytes after the opcode; those beyond the end of the code are zero.
func immediate(n int) func(*activation, *Step) error {
	return func(a *activation, step *Step) error {
		var bytes [32]byte
		copy(bytes[32-n:], a.code[min(a.pc, len(a.code)):min(a.pc+n, len(a.code))])
		a.pc += n
		var word Word
		a.push(step, word.SetBytes32(bytes[:]))
		return nil
	}
}

func duplicate(n int) func(*activation, *Step) error {
	return func(a *activation, step *Step) error {
		a.push(step, &a.stack[len(a.stack)-n])
		return nil
	}
}

func exchange(n int) func(*activation, *Step) error {
	return func(a *activation, step *Step) error {
		top, other := &a.stack[len(a.stack)-1], &a.stack[len(a.stack)-1-n]
		step.Pops = a.m.newWords(2)
		step.Pops[0], step.Pops[1] = *top, *other
		*top, *other = *other, *top
		return nil
	}
}

func end(a *activation, step *Step) error {
	result, err := a.touch(&step.Pops[0], &step.Pops[1])
	if err != nil {
		return err
	}
	a.done = true
	a.output, err = a.kept(result)
	return err
}

func revert(a *activation, step *Step) error {
	a.reverted = true
	return end(a, step)
}
