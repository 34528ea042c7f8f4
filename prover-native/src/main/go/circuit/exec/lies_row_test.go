// SPDX-License-Identifier: Apache-2.0

package exec

import "strings"

// rowLies are about single rows, the stack between them, and their order.
func rowLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	return append(orderLies(), []lie{
		{what: "flags of another instruction", program: store, muted: "table decode", tell: func(l *liar) {
			l.row(0x55, 0).Flags[flagWide] = 0
			l.forgetWrite()
		}},
		{what: "a row that no chip answers", program: store, muted: "table chips", tell: (*liar).forgetWrite},
		{what: "a sum", program: program{code: "5 3 ADD 0 SSTORE STOP"}, muted: "table facts", tell: func(l *liar) {
			l.row(0x01, 0).O = low(9)
			l.stored(0, low(9))
		}},
		{what: "a sum modulo", program: program{code: "5 3 7 ADDMOD 0 SSTORE STOP"}, muted: "table facts of three operands", tell: func(l *liar) {
			l.rows(virtualModulus)[0].O, mine(l.Modulars)[0].O = low(6), low(6)
			l.stored(0, low(6))
		}},
		{what: "a row answered by halves", program: program{code: "PC 0 SSTORE STOP"}, muted: "defineSite", tell: func(l *liar) {
			half := mine(l.Counters)[0]
			half.Site.Active = fraction(1, 2)
			l.Counters[2] = *half
		}},
		{what: "the program counter", program: program{code: "PC 0 SSTORE STOP"}, muted: "table chips", tell: func(l *liar) { l.storeInstead(7) }},
		{what: "the caller", program: program{code: "CALLER 0 SSTORE STOP"}, muted: "table frame facts", tell: func(l *liar) { l.storeInstead(7) }},
		{what: "the answer of GAS is kept", program: program{code: "NUMBER 0 SSTORE STOP"}, muted: "defineLink", tell: func(l *liar) {
			l.patch(0, opGas)
			l.decodeAs(l.at(0), codeOf(opGas))
			l.storeInstead(GasValue)
		}},
		{what: "the answer of GAS is kept, and not the only one", program: program{code: "NUMBER 0 SSTORE STOP"}, muted: "table decode", tell: func(l *liar) {
			l.patch(0, opGas)
			l.decodeAs(l.at(0), codeOf(opGas))
			l.at(0).Flags[flagNext] = 0
			l.storeInstead(GasValue)
		}},
	}...)
}

// stackLies are about the stack.
func stackLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	return []lie{
		{what: "a copy of a word that is another", program: program{code: "1 DUP1 0 SSTORE STOP"}, muted: "defineStack", tell: func(l *liar) {
			l.row(0x80, 0).O = low(7)
			l.stored(0, low(7))
		}},
		{what: "a swapped word that is another", program: program{code: "1 2 SWAP1 0 SSTORE STOP"}, muted: "defineStack", tell: func(l *liar) {
			l.row(0x90, 0).O = low(7)
			l.stored(0, low(7))
		}},
		{what: "a word that nobody pushed", program: store, muted: "table stack", tell: func(l *liar) { l.stored(0, low(7)) }},
		{what: "two words of one depth swapped", program: program{code: "1 POP 2 0 SSTORE STOP"}, muted: "table clocks", tell: func(l *liar) {
			first, second := l.row(opPop, 0), l.row(0x55, 0)
			first.A, first.TimeA, second.TimeB = second.B, second.TimeB, first.TimeA
			l.stored(0, low(1))
		}},
		{what: "a drain that mints a word", program: store, muted: "defineDrains", tell: func(l *liar) {
			row := l.row(0x55, 0)
			l.Drains[0] = Drain{1, row.TimeB, row.Frame, 0, row.B}
			l.Drains[1] = Drain{-1, row.TimeB, row.Frame, 0, low(7)}
			l.stored(0, low(7))
		}},
		{what: "a stack of more than 1024 words", program: store, muted: "table depths", given: "table transitions", tell: func(l *liar) {
			for i := range 4 {
				l.at(i).SP = plus(l.at(i).SP, 1023)
			}
			mine(l.StorageWrites)[0].Site.SP = 1025
			used(l.Frames)[1].EndSP = 1023
		}},
		{what: "a stack that begins below zero", program: store, muted: "table depths", given: "table transitions", tell: func(l *liar) {
			for i := range 4 {
				l.at(i).SP = plus(l.at(i).SP, -1)
			}
			mine(l.StorageWrites)[0].Site.SP = 1
			used(l.Frames)[1].EndSP = -1
		}},
	}
}

// forgetWrite leaves the SSTORE out of the state.
func (l *liar) forgetWrite() {
	w := mine(l.StorageWrites)[0]
	*w = StorageWrite{}
	zeroEmpty(w)
	l.Slots[0].After[codeNew], l.Slots[0].Time[codeNew] = l.Slots[0].Before, 0
}

// orderLies are about which row comes next.
func orderLies() []lie {
	// Behind the JUMPDEST comes a POP, so the two can change places.
	landing := program{code: "9 6 JUMP STOP JUMPDEST POP STOP"}
	return []lie{
		{what: "a jump to what is no JUMPDEST", program: landing, muted: "defineLink", tell: func(l *liar) {
			dest, pop := l.row(opJumpdest, 0), l.row(opPop, 0)
			first, second := *dest, *pop
			*dest, *pop = second, first
			dest.PC, pop.PC = first.PC, second.PC
			dest.SP, pop.SP = first.SP, plus(second.SP, -1)
			l.patch(6, opPop, opJumpdest)
		}},
		{what: "a condition that is true and does not jump", program: program{code: "0 10 JUMPI 1 0 SSTORE JUMPDEST STOP"}, muted: "defineLink", tell: func(l *liar) {
			l.patch(1, 1)
			l.at(0).O, l.row(opJumpi, 0).B = low(1), low(1)
		}},
		{what: "a condition that is false and jumps", program: program{code: "1 10 JUMPI 1 0 SSTORE JUMPDEST STOP"}, muted: "defineLink", tell: func(l *liar) {
			l.patch(1, 0)
			l.at(0).O, l.row(opJumpi, 0).B = low(0), low(0)
		}},
		{what: "a jump whose destination has an upper half", program: program{code: "0x0000000000000000000000000000000013 JUMP JUMPDEST STOP"},
			muted: "defineLink", tell: func(l *liar) {
				l.patch(1, 1)
				l.at(0).O, l.row(opJump, 0).A = Word{1, 19}, Word{1, 19}
			}},
		{what: "a frame that begins behind its first instruction", program: program{code: "JUMPDEST JUMPDEST JUMPDEST STOP STOP"}, muted: "table transitions", tell: func(l *liar) {
			for i := range 4 {
				l.at(i).PC = plus(l.at(i).PC, 1)
			}
			used(l.Frames)[1].EndPC = 4
			l.patch(3, opJumpdest)
		}},
		{what: "rows that go on to the end of the shape", program: program{code: "STOP" + strings.Repeat(" JUMPDEST", 64)}, muted: "defineRows", given: "table transitions", tell: func(l *liar) {
			for i := l.boundary() + 1; i < len(l.Rows); i++ {
				r, pc := &l.Rows[i], i-l.boundary()
				l.decodeAs(r, codeOf(opJumpdest))
				r.CodeID, r.PC, r.Prefix = codeNew, pc, l.New.Prefix[pc]
			}
		}},
	}
}
