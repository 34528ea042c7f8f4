// SPDX-License-Identifier: Apache-2.0

package exec

// refusedLies are about calls with a value that the caller does not have.
func refusedLies() []lie {
	refused := program{code: "0 0 0 0 2 " + helperWord + " GAS CALL 0 SSTORE STOP", targetBalance: 1}
	sends := "0 0 0 0 2 0xdd00 GAS CALL STOP"
	return []lie{
		{what: "a call refused although the balance covers it", program: refused, muted: "requireUncovered", tell: func(l *liar) {
			l.valueInstead(1)
			mine(l.Refused)[0].Value = low(1)
		}},
		{what: "a refused call that succeeds", program: refused, muted: "table chips", tell: func(l *liar) {
			l.rows(virtualResume)[0].O = low(1)
			l.stored(0, low(1))
		}},
		{what: "a call refused by another's balance", program: program{
			code: "0 0 0 0 2 " + helperWord + " GAS CALL POP " + helperWord + " BALANCE POP STOP", targetBalance: 1,
		}, muted: "table frames", tell: func(l *liar) {
			l.valueInstead(1)
			r, read := mine(l.Refused)[0], mine(l.Balances)[0]
			r.Value, r.Scope.Self, r.Balance, r.OldTime = low(1), read.Account, 0, 0
			read.OldTime, l.Accounts[0].Time[codeNew] = l.momentOf(r.Site), 0
		}},
		{what: "a refused call that goes on elsewhere", program: program{code: "0 0 0 0 2 " + helperWord + " GAS CALL JUMPDEST JUMPDEST STOP STOP"},
			muted: "table chips,table transitions", tell: func(l *liar) { l.resumeFurther() }},
		{what: "a refused call that leaves the return data", program: program{helper: "32 0 RETURN",
			code: "0 0 0 0 0 " + helperWord + " GAS CALL 0 0 0 0 2 " + helperWord + " GAS CALL RETURNDATASIZE 0 SSTORE STOP",
		}, muted: "table return data", tell: func(l *liar) {
			size, before := mine(l.ReturnSizes)[0], mine(l.Refused)[0].Returned
			size.Returned = before
			l.row(0x3d, 0).O = low(before.Len)
			l.stored(0, low(before.Len))
		}},
		{what: "a refused call with a place beyond all memory", program: program{code: "32 " + zeroOffset + " 0 0 2 " + helperWord + " GAS CALL STOP"},
			muted: "defineRefused", tell: func(l *liar) { mine(l.Refused)[0].ReturnOff = l.offsetInstead() }},
		{what: "a refused call on the stipend", program: program{helper: sends, code: "0 0 0 0 0 " + helperWord + " 0xffff CALL STOP"},
			muted: "defineRefused", tell: func(l *liar) {
				l.callOnStipend()
				mine(l.Refused)[0].Scope.Stipend = 1
			}},
		{what: "a refused call in a static frame", program: program{helper: sends, code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP"},
			muted: "defineRefused", tell: func(l *liar) {
				l.callStatically()
				r, callee := mine(l.Refused)[0], mine(l.Calls)[0].Callee
				r.Scope.Self, r.Scope.Static, r.OldTime = callee, 1, 0
				l.Accounts[toInt(callee)].Time[codeNew], l.Accounts[0].Time[codeNew] = l.momentOf(r.Site), 0
			}},
		{what: "a CALLCODE with a value that is not there", program: program{helper: "STOP", code: "0 0 0 0 2 " + helperWord + " GAS CALLCODE STOP", targetBalance: 9},
			muted: "transfer", tell: func(l *liar) {
				l.valueInstead(100)
				call := mine(l.Calls)[0]
				call.Value, call.ValueInverse = low(100), inverse(100)
				mine(l.Frames)[1].Entry.Value = low(100)
				call.Transfer.ToOld = plus(call.Transfer.FromOld, -100)
			}},
		{what: "a call with a place beyond all memory", program: program{helper: "STOP", code: "32 " + zeroOffset + " 0 0 " + helperWord + " GAS DELEGATECALL STOP"},
			muted: "writeOutput", tell: func(l *liar) { mine(l.Calls)[0].ReturnOff = l.offsetInstead() }},
	}
}

// zeroOffset is a 0 in 16 bytes.
const zeroOffset = "0x00000000000000000000000000000000"

// valueInstead changes the fifth PUSH, a call's value.
func (l *liar) valueInstead(value int64) {
	l.at(4).O = low(value)
	l.rows(virtualCallValue)[0].A = low(value)
	l.patch(int(toInt(l.at(4).PC))+1, value)
}

// offsetInstead makes the second PUSH, a zeroOffset, 2^120.
func (l *liar) offsetInstead() any {
	far := power(120)
	l.at(1).O = low(far)
	l.rows(virtualCallReturn)[0].A = low(far)
	l.patch(int(toInt(l.at(1).PC))+1, 1)
	return far
}

// callOnStipend has the outermost call give no gas but the stipend.
func (l *liar) callOnStipend() {
	l.gasInstead(stipend)
	mine(l.Calls)[0].StipendOnly = 1
	mine(l.Frames)[1].Entry.Stipend = 1
}

// resumeFurther goes on one byte further behind the call of the new run; the code has one JUMPDEST more there.
func (l *liar) resumeFurther() {
	r, resumed := mine(l.Refused)[0], false
	for i := l.boundary(); i < len(l.Rows); i++ {
		row := &l.Rows[i]
		resumed = resumed || toInt(row.Code) == virtualResume
		if resumed && toInt(row.Code) != virtualPad {
			row.PC = plus(row.PC, 1)
		}
	}
	f := mine(l.Frames)[0]
	f.EndPC = plus(f.EndPC, 1)
	l.patch(int(toInt(r.Site.PC))+3, opJumpdest, opStop)
}

// paymentLies are about the value of a call of a precompile.
func paymentLies() []lie {
	pays := program{code: "0 0 0 0 2 4 GAS CALL STOP", targetBalance: 9}
	return []lie{
		{what: "a value that a precompile does not get", program: pays, muted: "definePrecompileValue", tell: func(l *liar) {
			p := mine(l.Precompiles)[0]
			p.Pays, p.Inverse = 0, 0
			l.forgetPayment()
		}},
		{what: "a payment that is not made", program: pays, muted: "table payments", tell: (*liar).forgetPayment},
		{what: "a payment to another", program: pays, muted: "table accounts", tell: func(l *liar) {
			p := mine(l.Payments)[0]
			meant, user := &l.Accounts[toInt(p.Account)], &l.Accounts[toInt(l.Txs[0].From)]
			user.Time[codeNew], user.After[codeNew] = meant.Time[codeNew], plus(user.Balance, 2)
			meant.Time[codeNew], meant.After[codeNew] = 0, meant.Balance
			p.Account, p.Transfer.ToOld = l.Txs[0].From, user.Balance
		}},
		{what: "a payment on the stipend", program: program{helper: pays.code, code: "0 0 0 0 2 " + helperWord + " 0xffff CALL STOP", targetBalance: 9},
			muted: "definePayment", tell: func(l *liar) {
				l.callOnStipend()
				mine(l.Payments)[0].Caller.Stipend = 1
			}},
		{what: "a static call that pays a precompile", program: program{code: "4 BALANCE POP 0 0 0 0 4 GAS STATICCALL STOP", targetBalance: 9},
			muted: "definePrecompileValue", tell: (*liar).payStatically},
	}
}

// forgetPayment takes the payment of the new run away.
func (l *liar) forgetPayment() {
	p := mine(l.Payments)[0]
	*p = Payment{}
	zeroEmpty(p)
	for _, a := range used(l.Accounts) {
		a.Time[codeNew], a.After[codeNew] = 0, a.Balance
	}
}

// payStatically adds a payment of 2 wei for the one call of a precompile.
func (l *liar) payStatically() {
	call, read, p := mine(l.Precompiles)[0], mine(l.Balances)[0], &l.Payments[0]
	call.Value, call.Pays, call.Inverse = 2, 1, inverse(2)
	clock := toInt(call.Site.Clock) + 2
	time := clock * int64(l.shape.span())
	*p = Payment{Active: 1, Clock: clock, Caller: read.Scope, Address: addressIdentity, Account: read.Account, Value: 2}
	p.Transfer.FromOld, p.Transfer.ToTime = 9, l.momentOf(read.Site)
	zeroEmpty(p)
	payee := &l.Accounts[toInt(read.Account)]
	l.Accounts[0].Time[codeNew], l.Accounts[0].After[codeNew] = time+momentFirst, 7
	payee.Time[codeNew], payee.After[codeNew] = time+momentSecond, 2
}
