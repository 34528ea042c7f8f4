// SPDX-License-Identifier: Apache-2.0

package exec

import "suture.dev/prover-native/gadget/arith"

const opDup1 = 0x80

// scenarioLies are about scenarios that cannot be: what a private scenario commits to must be a state that a chain could have.
func scenarioLies() []lie {
	sizeOf := func(helper string) program {
		return program{helper: helper, code: helperWord + " EXTCODESIZE 0 SSTORE STOP"}
	}
	long := sizeOf("0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20 POP STOP")
	return []lie{
		{what: "a code shorter than its bytes", program: sizeOf("1 2 3 STOP"), muted: "defineCodeEnd", tell: func(l *liar) {
			l.endsAt(3)
		}},
		{what: "a code with chunks behind its end", program: long, muted: "defineRest", tell: func(l *liar) {
			l.Others.Rest[1] = 1
			l.endsAt(31)
		}},
		{what: "an account without code that has a size", program: program{code: "0xdd00 EXTCODESIZE 0 SSTORE STOP"}, muted: "defineLengths", tell: func(l *liar) {
			l.Lengths[codeEmpty] = 9
			l.sizeInstead(9)
		}},
		{what: "the size of a code that there is not", program: sizeOf("1 2 3 STOP"), muted: "table accounts", tell: func(l *liar) {
			l.CodeEnds[0].Active, l.Lengths[codeEmpty+1] = 0, 0
			l.sizeInstead(0)
		}},
		{what: "a size of the target that is kept", program: program{code: "ADDRESS EXTCODESIZE ISZERO POP STOP"}, muted: "table fetch", tell: func(l *liar) {
			pop, size := l.row(opPop, 0), l.row(0x3b, 0)
			r := l.row(opIsZero, 0)
			l.decodeAs(r, codeOf(opJumpdest))
			r.A, r.O, r.TimeA = low(0), low(0), 0
			pop.A, pop.TimeA = size.O, l.clock(size)
			l.patch(2, opJumpdest)
		}},
		{what: "a size of the target that is kept beside an ISZERO", program: program{code: "ADDRESS EXTCODESIZE ISZERO JUMPDEST POP STOP"}, muted: "table fetch", tell: func(l *liar) {
			size, dup, isZero, pop, stop := l.at(1), l.at(2), l.at(3), l.at(4), l.at(5)
			l.decodeAs(dup, codeOf(opDup1))
			l.decodeAs(isZero, codeOf(opIsZero))
			dup.O, isZero.A, isZero.O = size.O, size.O, low(0)
			isZero.TimeA, pop.TimeA = l.clock(dup), l.clock(isZero)
			isZero.SP, pop.SP, stop.SP, mine(l.Frames)[0].EndSP = 2, 2, 1, 1
			*spare(l.Drains) = Drain{1, l.clock(dup), dup.Frame, 0, size.O}
			l.patch(2, opDup1, opIsZero)
		}},
		{what: "the size of the target's own code", program: program{code: "ADDRESS EXTCODESIZE ISZERO POP STOP"}, muted: "defineCodeSize", tell: func(l *liar) {
			size := mine(l.CodeSizes)[0]
			size.OfTarget = 0
			l.row(0x3b, 0).O, l.row(opIsZero, 0).A = low(size.Bytes), low(size.Bytes)
			l.compare(comparison(arith.ISZERO, 1, 0), comparison(arith.ISZERO, uint64(toInt(size.Bytes)), 0))
		}},
		{what: "a transaction whose value does not move", program: program{code: "STOP", value: 5}, muted: "defineTxs", tell: func(l *liar) {
			tx := &l.Txs[0]
			tx.Transfers, tx.ValueInverse = 0, 0
			for r := range runs {
				tx.Runs[r].Transfer = Transfer{}
				zeroEmpty(&tx.Runs[r].Transfer)
				for _, a := range used(l.Accounts) {
					a.After[r], a.Time[r] = a.Balance, 0
				}
			}
		}},
	}
}

// accountLies are about transactions, accounts and the block.
func accountLies() []lie {
	balances := program{code: helperWord + " BALANCE 0 SSTORE " + helperWord + " BALANCE 1 SSTORE STOP"}
	return []lie{
		{what: "call data longer than a word can be", program: program{code: "CALLDATASIZE 0 SSTORE STOP"}, muted: "requireCommittedData", tell: func(l *liar) {
			l.Txs[0].DataLen = power(halfBits)
			for r, f := range used(l.Frames) {
				f.Entry.DataLen = power(halfBits)
				l.storedBy(r, 0x36, low(power(halfBits)))
			}
			l.rebind()
		}},
		{what: "call data that the claim does not hold", program: program{code: "0 CALLDATALOAD 0 SSTORE STOP", data: "11"}, muted: "requireCommittedData", tell: func(l *liar) {
			const place = 150
			l.Rom.Bytes[place], l.Rom.Zero[place] = 0x11, 0
			l.countZeros()
			l.Txs[0].DataBase = place
			for r, f := range used(l.Frames) {
				f.Entry.DataBase = place
				load := used(l.DataLoads)[r]
				load.Base, load.Zeros = place, l.Rom.Zeros[place+1]
			}
			l.rebind()
		}},
		{what: "an account listed twice", program: balances, muted: "requireRising", tell: func(l *liar) { l.listAgain(l.Accounts[2]) }},
		{what: "the target listed again", program: balances, muted: "defineAccounts", given: "requireRising,table accounts", tell: func(l *liar) {
			l.listAgain(l.Accounts[0])
			l.Accounts[3].CodeID = codeEmpty
			l.rebind()
		}},
		{what: "an account that has the target's new code", program: balances, muted: "defineAccounts", tell: func(l *liar) {
			l.Accounts[2].CodeID, l.Accounts[2].Listed = codeNew, 1
			for _, b := range used(l.Balances) {
				b.Code = codeNew
			}
			l.rebind()
		}},
		{what: "a coinbase that is no address", program: program{code: "COINBASE 0 SSTORE STOP"}, muted: "defineBlock", tell: func(l *liar) {
			l.Env.Coinbase.Hi = power(32)
			for r := range runs {
				l.storedBy(r, 0x41, l.Env.Coinbase)
			}
			l.rebind()
		}},
	}
}

// endsAt makes the helper's code n bytes long.
func (l *liar) endsAt(n int) {
	s, e := l.Others.Scan, &l.CodeEnds[0]
	first := 31 * 2 // behind the empty code
	if toInt(l.Others.Begins[2]) == 0 {
		first = 31
	}
	meta := func(at int) int64 {
		before := numbers{}.Mul(s.Prefix[at-1], 256)
		due := element(s.PushData[at])
		last := element(s.PushData[at-1])
		due.Sub(&due, &last)
		return toInt(numbers{}.Add(s.Prefix[at], numbers{}.Mul(before, -1))) + 256*toInt(plus(due, 1))
	}
	e.Start, e.Tail, e.Scale = 0, n, power(8*(31-n))
	e.Prefix, e.ChunkPrefix, e.Meta = s.Prefix[first+n-1], s.Prefix[first+30], meta(first+n-1)
	l.Lengths[codeEmpty+1] = n
	l.sizeInstead(n)
}

// sizeInstead changes what the EXTCODESIZE of both runs gives, which ends in slot 0.
func (l *liar) sizeInstead(n int) {
	for r, s := range used(l.CodeSizes) {
		s.Bytes = n
		l.storedBy(r, 0x3b, low(n))
	}
	l.rebind()
}

// storedBy changes the result of an opcode in a run, the first there, and the value of the SSTORE that takes it.
func (l *liar) storedBy(run, op int, value Word) {
	boundary := l.boundary()
	for i := range l.Rows {
		if r := &l.Rows[i]; (i >= boundary) == (run == codeNew) {
			switch toInt(r.Code) {
			case int64(codeOf(op)):
				r.O = value
			case int64(codeOf(0x55)):
				r.B = value
			}
		}
	}
	used(l.StorageWrites)[run].Value, l.Slots[0].After[run] = value, value
}

// listAgain lists an account once more, with a balance of 55 wei, for the second BALANCE to find.
func (l *liar) listAgain(account Account) {
	first, second := mine(l.Balances)[0], mine(l.Balances)[1]
	again := &l.Accounts[3]
	*again = account
	again.Balance, again.Listed, again.AboveTop = 55, 1, 0
	second.Account, second.Value, second.OldTime = 3, 55, 0
	again.Time, again.After[codeOld], again.After[codeNew] = l.Accounts[4].Time, 55, 55
	again.Time[codeNew] = l.momentOf(second.Site)
	l.Accounts[2].Time[codeNew] = l.momentOf(first.Site)
	l.row(0x31, 1).O = low(55)
	l.stored(1, low(55))
	l.rebind()
}
