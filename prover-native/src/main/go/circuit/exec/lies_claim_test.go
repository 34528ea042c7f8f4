// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/arith"
)

// claimLies are about what is claimed of the two runs.
func claimLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	const other = "2 0 SSTORE STOP"
	return append(harmLies(), []lie{
		{what: "a slot that is not preserved", program: store, newCode: other, muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "a status that is not preserved", program: program{code: "STOP"}, newCode: "INVALID", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "an output that is not preserved", program: program{code: "7 0 MSTORE 32 0 RETURN"}, newCode: "8 0 MSTORE 32 0 RETURN", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "the length of an output that is not preserved", program: program{code: "32 0 RETURN"}, newCode: "31 0 RETURN", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "a balance that is not preserved", program: program{code: "0 0 0 0 1 0xdd00 GAS CALL POP STOP", targetBalance: 9},
			newCode: "0 0 0 0 2 0xdd00 GAS CALL POP STOP", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "more successes than there were", program: store, muted: "definePreserved", tell: func(l *liar) {
			l.claimPreserved()
			l.Succeeded = 2
			l.rebind()
		}},
		{what: "a claim of half of preserved", program: store, newCode: other, muted: "definePreserved", tell: func(l *liar) {
			l.Preserved, l.Succeeded = fraction(1, 2), fraction(1, 2)
			l.rebind()
		}},
		{what: "another block than the claim's", program: store, muted: "binding", tell: func(l *liar) { l.Env.Number.Lo = 21 }},
		{what: "another balance than the claim's", program: program{code: "STOP"}, muted: "binding", tell: func(l *liar) {
			user := &l.Accounts[1]
			user.Balance, user.After = 3, [runs]frontend.Variable{3, 3}
			l.list()
		}},
		{what: "a code that is not the committed one", program: store, muted: "binding", tell: func(l *liar) {
			claim := l.Claim
			l.storeInstead(7)
			l.patch(1, 7)
			l.Claim = claim
		}},
		{what: "another evaluation", program: store, muted: "binding", tell: func(l *liar) { l.Evaluation = plus(l.Evaluation, 1) }},
		{what: "another challenge", program: store, muted: "binding", tell: func(l *liar) { l.Challenge = plus(l.Challenge, 1) }},
	}...)
}

// slotIsOne says that slot 0 of the target is 1.
func slotIsOne(in *Input) {
	in.Harm = []outcome.Condition{{Subject: outcome.Slot, Address: testTarget, Op: outcome.Equal, Value: evm.Word{1}}}
}

func harmLies() []lie {
	store, other := program{code: "1 0 SSTORE STOP"}, "2 0 SSTORE STOP"
	harmless := program{code: "2 0 SSTORE STOP"}
	return []lie{
		{what: "harm that new code does, too", program: store, newCode: other, change: slotIsOne, muted: "defineHarm", tell: func(l *liar) {
			l.Harm.Conditions[0].Negated, l.Harm.Conditions[0].Op = 0, arith.GT
			l.Harm.Conditions[0].Value = low(0)
			l.Harm.Conditions[0].Result = [runs]frontend.Variable{1, 1}
			l.compare(comparison(arith.GT, 1, 0), comparison(arith.GT, 2, 0))
			l.rebind()
		}},
		{what: "harm by a comparison that is wrong", program: store, muted: "table facts", tell: func(l *liar) {
			l.claimSlotIsOne()
			l.Harm.Conditions[0].Result[codeNew] = 0
			l.rebind()
		}},
		{what: "harm by an observation that is wrong", program: store, muted: "table observed", tell: func(l *liar) {
			l.claimSlotIsOne()
			l.Harm.Conditions[0].Observed[codeNew] = low(2)
			l.Harm.Conditions[0].Result[codeNew] = 0
			l.compare(comparison(arith.EQ, 1, 1), comparison(arith.EQ, 2, 1))
			l.rebind()
		}},
		{what: "harm to a slot that is not used", program: harmless, muted: "requireKnown,requireOneOf", tell: func(l *liar) {
			slot := spare(l.Slots)
			slot.After = [runs]Word{low(1), low(0)}
			c := &l.Harm.Conditions[0]
			*c = Condition{
				Active: 1, Kind: ObservedSlot + unused, Index: len(used(l.Slots)), Op: arith.EQ, Negated: 0, Value: low(1),
				Observed: slot.After, Result: [runs]frontend.Variable{1, 0},
			}
			l.compare(comparison(arith.EQ, 1, 1), comparison(arith.EQ, 0, 1))
			l.Harm.Claimed = 1
			l.rebind()
		}},
		{what: "harm by an opcode that proves nothing", program: harmless, muted: "requireKnown,requireOneOf", tell: func(l *liar) {
			c := &l.Harm.Conditions[0]
			*c = Condition{
				Active: 1, Kind: ObservedStatus, Index: 0, Op: 0, Negated: 0, Value: low(5),
				Observed: [runs]Word{low(1), low(1)}, Result: [runs]frontend.Variable{1, 0},
			}
			for r := range runs { // rows of a chip that are not in use may hold anything
				row := &l.Arith.Compare[r]
				row.A, row.B, row.O = arith.Word{Hi: 0, Lo: 1}, arith.Word{Hi: 0, Lo: 5}, 1-r
			}
			l.Harm.Claimed = 1
			l.rebind()
		}},
	}
}

// claimSlotIsOne claims that slot 0 is 1 behind the old run and not behind the new one; the new run is to be lied about.
func (l *liar) claimSlotIsOne() {
	l.Harm.Claimed = 1
	l.Harm.Conditions[0] = Condition{
		Active: 1, Kind: ObservedSlot, Index: 0, Op: arith.EQ, Negated: 0, Value: low(1),
		Observed: [runs]Word{low(1), low(1)}, Result: [runs]frontend.Variable{1, 1},
	}
	l.compare(comparison(arith.EQ, 1, 1))
}

// compare gives the arithmetic chips these facts to prove, beside nothing else: the programs do no arithmetic.
func (l *liar) compare(facts ...arith.Fact) {
	if err := l.Arith.Assign(facts); err != nil {
		l.t.Fatal(err)
	}
}

func comparison(op byte, a, b uint64) arith.Fact {
	return arith.Fact{Op: op, A: evm.Word{a}, B: evm.Word{b}}
}
