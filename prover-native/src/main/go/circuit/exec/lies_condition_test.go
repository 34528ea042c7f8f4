// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/arith"
)

var (
	slotIsOne     = outcome.Condition{Subject: outcome.Slot, Address: testTarget, Op: outcome.Equal, Value: evm.Word{1}}
	slotIsBefore  = outcome.Condition{Subject: outcome.Slot, Address: testTarget, Op: outcome.Equal, Pre: true}
	firstSucceeds = outcome.Condition{Subject: outcome.TxStatus, Op: outcome.Equal, Value: evm.Word{1}}
)

func harm(conditions ...outcome.Condition) func(*Input) {
	return func(in *Input) { in.Harm = conditions }
}

func expect(conditions ...outcome.Condition) func(*Input) {
	return func(in *Input) { in.Expected = conditions }
}

// asItIs tells what the runs do not bear out.
func asItIs(*liar) {}

func harmLies() []lie {
	store, other := program{code: "1 0 SSTORE STOP"}, "2 0 SSTORE STOP"
	harmless := program{code: "2 0 SSTORE STOP"}
	return []lie{
		{what: "harm that new code does, too", program: store, newCode: other, change: harm(slotIsOne), muted: "defineHarm", tell: func(l *liar) {
			l.Harm.Conditions[0].Op, l.Harm.Conditions[0].Value = arith.GT, low(0)
			for r := range runs {
				l.Harm.Seen[r][0].Result = 1
			}
			l.compare(comparison(arith.GT, 1, 0), comparison(arith.GT, 2, 0))
			l.rebind()
		}},
		{what: "harm by a comparison that is wrong", program: store, muted: "table facts", tell: func(l *liar) {
			l.claimSlotIsOne()
			l.Harm.Seen[codeNew][0].Result = 0
			l.rebind()
		}},
		{what: "harm by an observation that is wrong", program: store, muted: "table observed", tell: func(l *liar) {
			l.claimSlotIsOne()
			l.Harm.Seen[codeNew][0] = Observation{low(2), 0}
			l.compare(comparison(arith.EQ, 1, 1), comparison(arith.EQ, 2, 1))
			l.rebind()
		}},
		{what: "harm to a slot that is not used", program: harmless, muted: "table terms", tell: func(l *liar) {
			spare(l.Slots).After = [runs]Word{low(1), low(0)}
			l.claimHarm(Condition{Active: 1, Kind: ObservedSlot + unused, Op: arith.EQ, Value: low(1)}, Observation{low(1), 1}, Observation{low(0), 0})
			l.compare(comparison(arith.EQ, 1, 1), comparison(arith.EQ, 0, 1))
		}},
		{what: "harm by an opcode that proves nothing", program: harmless, muted: "table terms", tell: func(l *liar) {
			l.claimHarm(Condition{Active: 1, Kind: ObservedStatus, Op: 0, Value: low(5)}, Observation{low(1), 1}, Observation{low(1), 0})
			for r := range runs { // rows of a chip that are not in use may hold anything
				row := &l.Arith.Compare[r]
				row.A, row.B, row.O = arith.Word{Hi: 0, Lo: 1}, arith.Word{Hi: 0, Lo: 5}, 1-r
			}
		}},
	}
}

func expectedLies() []lie {
	store, other := program{code: "1 0 SSTORE STOP"}, "2 0 SSTORE STOP"
	return []lie{
		{what: "what is expected and does not hold", program: store, newCode: other, change: expect(slotIsOne), muted: "defineExpected", tell: asItIs},
		{what: "what is expected of two conditions, of which one holds", program: store, newCode: other, change: expect(firstSucceeds, slotIsOne),
			muted: "defineExpected", tell: asItIs},
		{what: "what holds on old code alone", program: store, newCode: other, change: expect(slotIsOne), muted: "table observed", tell: func(l *liar) {
			l.Expected.Seen[0] = Observation{l.Slots[0].After[codeOld], 1}
			l.compare(comparison(arith.EQ, 1, 1))
		}},
		{what: "an expectation of nothing", program: store, muted: "defineExpected", tell: func(l *liar) {
			l.Expected.Claimed = 1
			l.rebind()
		}},
		{what: "half an expectation", program: store, newCode: other, change: expect(slotIsOne), muted: "defineExpected", tell: func(l *liar) {
			l.Expected.Claimed = fraction(1, 2)
			l.rebind()
		}},
		{what: "a condition that passes for one that is not in use", program: store, newCode: other, change: expect(firstSucceeds, slotIsOne),
			muted: "defineCondition", tell: func(l *liar) {
				c := &l.Expected.Conditions[1]
				packed := conditionElements(numbers{}, &l.Expected.Conditions)[5]
				*c = Condition{
					Active: 0, Kind: 0, Op: 0, Negated: 0, Pre: 0, Key: c.Key, Value: c.Value,
					Address: numbers{}.Mul(packed, fraction(1, 1<<16)),
				}
			}},
		{what: "a value from before that was none", program: store, change: expect(slotIsBefore), muted: "table observed", tell: func(l *liar) {
			l.Expected.Conditions[0].Value = low(1)
			l.Expected.Seen[0].Result = 1
			l.compare(comparison(arith.EQ, 1, 1))
		}},
		{what: "a value from before in place of one that is given", program: program{code: "9 0 SSTORE STOP"}, change: expect(slotIsOne), muted: "binding", tell: func(l *liar) {
			c := &l.Expected.Conditions[0]
			c.Pre, c.Value, l.Expected.Seen[0].Result = 1, low(9), 1
			l.compare(comparison(arith.EQ, 9, 9))
		}},
	}
}

// claimSlotIsOne claims that slot 0 is 1 behind the old run and not behind the new one; the new run is to be lied about.
func (l *liar) claimSlotIsOne() {
	l.claimHarm(Condition{Active: 1, Kind: ObservedSlot, Address: AddressElement(testTarget), Op: arith.EQ, Value: low(1)},
		Observation{low(1), 1}, Observation{low(1), 1})
	l.compare(comparison(arith.EQ, 1, 1))
}

// claimHarm claims harm by one condition and what is seen of it in both runs.
func (l *liar) claimHarm(c Condition, old, new Observation) {
	l.Harm.Claimed, l.Harm.Conditions[0] = 1, c
	l.Harm.Seen[codeOld][0], l.Harm.Seen[codeNew][0] = old, new
	zeroEmpty(&l.Harm)
	l.rebind()
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
