// SPDX-License-Identifier: Apache-2.0

package exec

import "suture.dev/prover-native/evm"

// haltLies are about instructions that halt without a reason.
func haltLies() []lie {
	writes := program{helper: "5 0 SSTORE STOP", code: "0 0 0 0 " + helperWord + " GAS STATICCALL STOP"}
	lands := program{code: "3 JUMP STOP STOP"}
	leaves := program{code: "99 JUMP JUMPDEST STOP"}
	return append(haltMessageLies(), []lie{
		{what: "a write that halts though its frame is not static", program: writes, muted: "requireGiven", tell: (*liar).callDynamically},
		{what: "a write that halts in any frame", program: writes, muted: "table halts", tell: func(l *liar) {
			l.callDynamically()
			mine(l.Halts)[0].Given.Constant = 0
		}},
		{what: "a write that halts as in a static frame", program: writes, muted: "table frames", tell: func(l *liar) {
			l.callDynamically()
			mine(l.Halts)[0].Scope.Static = 1
		}},
		{what: "an underflow of a stack that has enough", program: program{code: "JUMPDEST POP"}, muted: "requireGiven", tell: func(l *liar) {
			l.patch(0, 0x5f)
			push, pop, h := l.at(0), l.at(1), mine(l.Halts)[0]
			l.decodeAs(push, codeOf(0x5f))
			pop.SP, h.Site.SP, mine(l.Frames)[0].EndSP = 1, 1, 1
			*spare(l.Drains) = Drain{1, l.clock(push), push.Frame, 0, low(0)}
		}},
		{what: "a jump that halts though its condition is false", program: program{code: "1 5 JUMPI STOP"}, muted: "requireGiven", tell: func(l *liar) {
			l.patch(1, 0)
			h := mine(l.Halts)[0]
			l.at(0).O, l.row(opJumpi, 0).B, h.B, h.Inverse = low(0), low(0), low(0), 0
			h.Landing.Prefix = l.New.Prefix[5]
		}},
		{what: "a jump to a JUMPDEST that halts", program: lands, muted: "requireBadLanding", tell: func(l *liar) {
			l.patch(3, opJumpdest)
			mine(l.Halts)[0].Landing = Landing{codeOf(opJumpdest), l.New.Prefix[3], 0}
		}},
		{what: "a jump to a JUMPDEST that is said to be none", program: lands, muted: "table fetch", tell: func(l *liar) {
			l.patch(3, opJumpdest)
			mine(l.Halts)[0].Landing.Prefix = l.New.Prefix[3]
		}},
		{what: "a jump within the code that leaves it", program: leaves, muted: "requireBeyond", tell: func(l *liar) { l.jumpTo(3) }},
		{what: "a jump that leaves a shorter code", program: leaves, muted: "table accounts", tell: func(l *liar) {
			l.jumpTo(3)
			mine(l.Halts)[0].Length = 3
		}},
		{what: "a copy of return data within them that halts", program: program{code: "1 0 0 RETURNDATACOPY STOP"}, muted: "requireBeyond", tell: func(l *liar) {
			l.patch(1, 0)
			l.at(0).O, l.row(0x3e, 0).B, mine(l.Halts)[0].B = low(0), low(0), low(0)
		}},
	}...)
}

// haltMessageLies take a row that halts for another, or another for one that halts. Mark and transition each stand in the way.
func haltMessageLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	writes := program{helper: "5 0 SSTORE STOP", code: "0 0 0 0 " + helperWord + " GAS STATICCALL STOP"}
	writeOnly := func(l *liar) { l.popNothing(l.row(0x55, 0)) }
	return []lie{
		{what: "a write by a row that halts", program: store, muted: "table chips", given: "table transitions", tell: writeOnly},
		{what: "a write by a row that halts and nothing follows", program: store, muted: "table transitions", given: "table chips", tell: writeOnly},
		{what: "an end of a frame by a row that halts nothing", program: writes, muted: "table chips", given: "table transitions,defineLink", tell: (*liar).haltOrdinarily},
		{what: "an end of a frame that its row goes beyond", program: writes, muted: "table transitions,defineLink", given: "table chips", tell: (*liar).haltOrdinarily},
		{what: "a return of what a row that halts made up", program: program{code: "0 0 RETURN"}, muted: "table chips", tell: func(l *liar) {
			r, f := l.row(0xf3, 0), mine(l.Frames)[0]
			l.popNothing(r)
			r.B, f.Len, f.OutputBase = low(1), 1, 100
			l.returnByte(0)
		}},
		{what: "an underflow as a value of a call", program: program{helper: "1 GAS CALL", code: writes.code}, muted: "table chips", tell: func(l *liar) {
			h, r := mine(l.Halts)[0], l.row(0xf1, 0)
			for _, other := range haltings() {
				if other.row.code == codeOf(0xf1) && other.row.flags[flagOffsetA] == markValue {
					h.Code, h.Given = other.message(), other.given
				}
			}
			h.B, h.Inverse, r.B = low(5), inverse(5), low(5)
		}},
	}
}

// callDynamically makes the one STATICCALL of the new run, of a helper that halts, a DELEGATECALL.
func (l *liar) callDynamically() {
	call, caller, frame, h := mine(l.Calls)[0], mine(l.Frames)[0], mine(l.Frames)[1], mine(l.Halts)[0]
	l.patch(int(toInt(call.PC)), 0xf4)
	l.row(0xfa, 0).Code = codeOf(0xf4)
	call.IsStatic, call.IsDelegate, frame.Entry.Kind = 0, 1, int(evm.DelegateCall)
	frame.Entry.Self, frame.Entry.Static, frame.Entry.Caller, frame.Entry.Value = 0, 0, call.CallerCaller, call.CallerValue
	frame.SelfAddress = caller.SelfAddress
	h.Scope.Self, h.Scope.Static = 0, 0
}

// jumpTo changes the destination of the one jump, which is pushed by the first instruction.
func (l *liar) jumpTo(pc int) {
	l.patch(1, pc)
	l.at(0).O, l.row(opJump, 0).A, mine(l.Halts)[0].A = low(pc), low(pc), low(pc)
}

// popNothing makes a row with two operands one that halts; the operands stay in its columns, and on the stack.
func (l *liar) popNothing(r *Row) {
	l.setFlags(r, haltRow(int(toInt(r.Code))-codeOf(0), markNothing))
	*spare(l.Drains) = Drain{1, r.TimeA, r.Frame, plus(r.SP, -1), r.A}
	*spare(l.Drains) = Drain{1, r.TimeB, r.Frame, plus(r.SP, -2), r.B}
}

// haltOrdinarily makes the SSTORE that halts one that does not, which yet ends its frame.
func (l *liar) haltOrdinarily() {
	r, h := l.row(0x55, 0), mine(l.Halts)[0]
	l.decodeAs(r, codeOf(0x55))
	for i := range l.Drains {
		d := &l.Drains[i]
		if toInt(d.Frame) != toInt(r.Frame) {
			continue
		}
		if toInt(d.Position) == 1 {
			r.A, r.TimeA = d.Value, d.Time
		} else {
			r.B, r.TimeB = d.Value, d.Time
		}
		*d = Drain{}
		zeroEmpty(d)
	}
	h.A, h.B = r.A, r.B
}
