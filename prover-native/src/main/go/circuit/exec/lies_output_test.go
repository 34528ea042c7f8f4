// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
	"suture.dev/prover-native/gadget/arith"
)

// returns asks for a word of what a transaction returns.
func returns(tx, word int, value uint64) outcome.Condition {
	return outcome.Condition{Subject: outcome.ReturnData, Tx: tx, Word: word, Op: outcome.Equal, Value: evm.Word{value}}
}

// isBroken asks for the answer of the helper, which a transaction has asked.
func isBroken(tx int, broken uint64) outcome.Condition {
	return outcome.Condition{Subject: outcome.Checker, Tx: tx, Address: helperAddress, Op: outcome.Equal, Value: evm.Word{broken}}
}

// asking appends a transaction and expects a condition.
func asking(tx evm.Tx, condition outcome.Condition) func(*Input) {
	return func(in *Input) {
		in.Scenario.Txs = append(in.Scenario.Txs, tx)
		in.Expected = []outcome.Condition{condition}
	}
}

func returnedWordLies() []lie {
	const eight = "0000000000000000000000000000000000000000000000000000000000000008"
	seven := program{code: "7 0 MSTORE 33 0 RETURN", data: eight}
	answer := evm.CheckerCall(helperAddress)
	return []lie{
		{what: "a word that was not returned", program: seven, change: expect(returns(0, 0, 8)), muted: "table rom", tell: func(l *liar) {
			l.Outputs[0].sayWord(8)
			l.expectWord(low(8))
		}},
		{what: "a word from elsewhere", program: seven, change: expect(returns(0, 0, 8)), muted: "table outputs", tell: func(l *liar) {
			o, tx := &l.Outputs[0], &l.Txs[0]
			o.Base, o.Len, o.Zeros = tx.DataBase, tx.DataLen, l.Rom.Zeros[toInt(tx.DataBase)+toInt(tx.DataLen)]
			o.sayWord(8)
			l.expectWord(low(8))
		}},
		{what: "a word between two words", program: seven, change: expect(returns(0, 0, 7)), muted: "defineOutput", tell: func(l *liar) {
			o := &l.Outputs[0]
			o.Index, l.Expected.Conditions[0].Key.Lo = fraction(1, wordBytes), fraction(1, wordBytes)
			copy(o.Byte[:], o.Byte[1:])
			o.Byte[wordBytes-1] = 0
			l.expectWord(low(7 << 8))
		}},
		{what: "a word of nothing, in a run that undoes the mark of what is not in use", program: seven, change: expect(returns(0, 0, 8)), muted: "defineOutput", tell: func(l *liar) {
			o := &l.Outputs[0]
			o.Active, o.Run = 0, plus(1, -unused/observedMoment)
			o.sayWord(8)
			l.expectWord(low(8))
		}},
		{what: "an answer of who was not asked", program: program{code: "1 0 MSTORE 32 0 RETURN"}, change: expect(returns(0, 0, 1)), muted: "defineAnswer", tell: func(l *liar) {
			l.passForAnswer()
		}},
		{what: "an answer of a transaction that is not in use", program: program{code: "1 0 MSTORE 32 0 RETURN", data: "7fb1ad62"}, change: expect(returns(0, 0, 1)), muted: "defineOutput", tell: func(l *liar) {
			asked, tx, o := &l.Txs[0], &l.Txs[1], &l.Outputs[0]
			tx.Static, tx.To, tx.ToAddress = 1, 1, addressWord(helperAddress)
			tx.DataBase, tx.DataLen = asked.DataBase, asked.DataLen
			tx.Runs[codeNew].Closing = asked.Runs[codeNew].Closing
			o.Tx, o.Static, o.Callee = 1+unused, 1, AddressElement(helperAddress)
			l.passForAnswer()
		}},
		{what: "an answer of less than a word", program: program{code: "STOP", helper: "31 0 RETURN"}, change: asking(answer, isBroken(1, 0)), muted: "defineAnswer", tell: func(l *liar) {
			l.Outputs[0].Whole = 1
			l.expectWord(low(0))
		}},
		{what: "no answer where there is one", program: program{code: "STOP", helper: "32 0 RETURN"}, change: asking(answer, isBroken(1, outcome.NoAnswer)), muted: "defineAnswer", tell: func(l *liar) {
			l.Outputs[0].Whole = 0
			l.expectWord(low(outcome.NoAnswer))
		}},
		{what: "an answer of a checker that fails", program: program{code: "STOP", helper: "32 0 REVERT"}, change: asking(answer, isBroken(1, 0)), muted: "table outputs", tell: func(l *liar) {
			l.Outputs[0].Success = 1
			l.expectWord(low(0))
		}},
		{what: "an answer of another checker", program: program{code: "STOP", helper: "32 0 RETURN"}, change: asking(answer, isBroken(1, 0)), muted: "table outputs", tell: func(l *liar) {
			l.Outputs[0].Callee, l.Expected.Conditions[0].Address = AddressElement(testUser), AddressElement(testUser)
			l.expectWord(low(0))
		}},
	}
}

// staticLies are about the transactions that ask checkers.
func staticLies() []lie {
	says := func(code string) program { return program{code: "STOP", helper: code} }
	call := func(change func(*evm.Tx)) evm.Tx {
		tx := evm.CheckerCall(helperAddress)
		change(&tx)
		return tx
	}
	selector := evm.BrokenSelector[:]
	return []lie{
		{what: "a checker asked by somebody", program: says("CALLER 160 SHR 0 MSTORE 32 0 RETURN"), muted: "defineStatic", tell: asItIs,
			change: asking(call(func(tx *evm.Tx) { tx.From = testUser }), isBroken(1, 0))},
		{what: "a checker asked for something else", program: says("32 0 RETURN"), muted: "table rom", tell: asItIs,
			change: asking(call(func(tx *evm.Tx) { tx.Data = []byte{1, 2, 3, 4} }), isBroken(1, 0))},
		{what: "a checker asked for more", program: says("32 0 RETURN"), muted: "defineStatic", tell: asItIs,
			change: asking(call(func(tx *evm.Tx) { tx.Data = append(selector[:4:4], 5) }), isBroken(1, 0))},
		{what: "a checker asked before the end", program: says("32 0 RETURN"), muted: "defineStatic", tell: asItIs, change: func(in *Input) {
			in.Scenario.Txs = append([]evm.Tx{evm.CheckerCall(helperAddress)}, in.Scenario.Txs...)
			in.Expected = []outcome.Condition{isBroken(0, 0)}
		}},
		{what: "a checker that is the target", program: program{code: "32 0 RETURN"}, muted: "defineStatic", tell: asItIs,
			change: func(in *Input) {
				condition := isBroken(1, 0)
				condition.Address = testTarget
				asking(evm.CheckerCall(testTarget), condition)(in)
			}},
		{what: "a checker that is sent a value", program: says("1 0 MSTORE 32 0 RETURN"), muted: "defineStatic", change: func(in *Input) {
			in.Scenario.Pre[evm.Address{}] = &evm.Account{Balance: evm.Word{9}}
			asking(call(func(tx *evm.Tx) { tx.Value, tx.Static = evm.Word{5}, false }), returns(1, 0, 1))(in)
		}, tell: func(l *liar) {
			l.Txs[1].Static, l.Outputs[0].Static = 1, 1
			for _, f := range used(l.Frames) {
				if toInt(f.Entry.Tx) == 1 {
					f.Entry.Static = 1
				}
			}
			l.passForAnswer()
		}},
		{what: "a checker that writes", program: says("1 0 SSTORE 1 0 MSTORE 32 0 RETURN"), muted: "table opens",
			change: asking(call(func(tx *evm.Tx) { tx.Static = false }), returns(1, 0, 1)), tell: func(l *liar) {
				l.Txs[1].Static, l.Outputs[0].Static = 1, 1
				l.passForAnswer()
			}},
	}
}

// passForAnswer makes a word 1 that was returned an answer to who asks whether all is broken.
func (l *liar) passForAnswer() {
	o, c := &l.Outputs[0], &l.Expected.Conditions[0]
	o.OfChecker, o.Whole = 1, 1
	c.Kind, c.Address, c.Key = ObservedChecker, o.Callee, low(0)
	l.expectWord(low(1))
}

// sayWord replaces the word of an output by a small one.
func (o *Output) sayWord(value int) {
	for i := range o.Byte {
		o.Byte[i] = 0
	}
	o.Byte[wordBytes-1] = value
}

// expectWord makes a word both expected and seen.
func (l *liar) expectWord(word Word) {
	l.Expected.Conditions[0].Value, l.Expected.Seen[0] = word, Observation{word, 1}
	value := uint64(toInt(word.Lo))
	l.compare(comparison(arith.EQ, value, value))
	l.rebind()
}
