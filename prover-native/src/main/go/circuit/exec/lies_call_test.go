// SPDX-License-Identifier: Apache-2.0

package exec

import "suture.dev/prover-native/evm"

// callLies are about who runs as whom, and with which rights.
func callLies() []lie {
	writes := program{helper: "5 0 SSTORE STOP", code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP"}
	logs := program{helper: "0 0 LOG0 STOP", code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP"}
	return []lie{
		{what: "a static call that writes", program: writes, muted: "defineStorageWrite", tell: func(l *liar) {
			l.callStatically()
			write := mine(l.StorageWrites)[0]
			write.Scope.Self, write.Scope.Static = mine(l.Calls)[0].Callee, 1
			helper := &l.Slots[1] // the slot 0 of the helper, in both runs
			*helper = l.Slots[0]
			helper.Address = l.addressOf(write.Scope.Self)
			helper.Account, helper.AboveTop, helper.Time[codeOld], helper.After[codeOld] = write.Scope.Self, 1, 0, helper.Before
			l.Slots[0].Time[codeNew], l.Slots[0].After[codeNew] = 0, l.Slots[0].Before
			l.rebind()
		}},
		{what: "a static call that logs", program: logs, muted: "defineLog", tell: func(l *liar) {
			l.callStatically()
			l.Logs[codeNew][0].Scope.Self, l.Logs[codeNew][0].Scope.Static = mine(l.Calls)[0].Callee, 1
		}},
		{what: "a static call that is none to its frame", program: writes, muted: "table opens", tell: func(l *liar) {
			l.callStatically()
			mine(l.Frames)[1].Entry = l.helperEntry(codeOld)
			f := mine(l.Frames)[1]
			f.Entry.ID, f.Entry.Run = mine(l.Calls)[0].Clock, codeNew
			f.SelfAddress = mine(l.Frames)[0].SelfAddress
		}},
		{what: "a static call that moves a value", program: program{helper: "STOP", code: "0 0 0 0 " + helperWord + " GAS STATICCALL STOP", targetBalance: 9}, muted: "defineCallRows", tell: func(l *liar) {
			call := mine(l.Calls)[0]
			call.Value, call.Transfers, call.ValueInverse = low(2), 1, inverse(2)
			call.Transfer.FromOld = 9
			mine(l.Frames)[1].Entry.Value = low(2)
			span, clock := int64(l.shape.span()), toInt(call.Clock)+2
			l.Accounts[0].After[codeNew], l.Accounts[0].Time[codeNew] = 7, clock*span+momentFirst
			helper := &l.Accounts[toInt(call.Callee)]
			helper.After[codeNew], helper.Time[codeNew] = 2, clock*span+momentSecond
		}},
		{what: "a write in the scope of another frame", program: program{
			helper: "5 0 SSTORE 0 0 REVERT", code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP",
		}, muted: "requireScopeAt", tell: func(l *liar) {
			w := l.helperWrite()
			w.Scope = mine(l.Calls)[0].Caller // which does not fail
			l.forgetUndo(w)
		}},
	}
}

// stipendLies are about calls with little gas.
func stipendLies() []lie {
	poor := program{helper: "5 0 SSTORE STOP", code: "0 0 0 0 0 " + helperWord + " 0xffff CALL STOP"}
	return []lie{
		{what: "a call on the stipend that writes", program: poor, muted: "defineStorageWrite", tell: func(l *liar) {
			l.gasInstead(2300)
			mine(l.Calls)[0].StipendOnly = 1
			mine(l.Frames)[1].Entry.Stipend = 1
			mine(l.StorageWrites)[0].Scope.Stipend = 1
		}},
		{what: "a call on the stipend that is said to have more", program: poor, muted: "defineStipend", tell: func(l *liar) { l.gasInstead(2300) }},
	}
}

// calleeLies are about who is called, and by whom.
func calleeLies() []lie {
	return []lie{
		{what: "a call of a precompile as of nobody", program: program{code: "0 0 0 0 " + "0x1001 GAS STATICCALL 0 SSTORE STOP"}, muted: "defineAccounts", tell: func(l *liar) {
			call := mine(l.Calls)[0]
			for _, a := range used(l.Accounts) {
				if toInt(a.Low) == 0x1001 {
					a.Low = 1
				}
			}
			for _, f := range used(l.Frames) {
				if toInt(f.SelfAddress.Lo) == 0x1001 {
					f.SelfAddress = low(1)
				}
			}
			l.eachCall(func(c *Call) { c.Address = low(1) })
			for i := range l.Rows {
				r := &l.Rows[i]
				if toInt(r.Code) == int64(codeOf(0xfa)) {
					r.B = low(1)
				}
				if toInt(r.O.Lo) == 0x1001 {
					r.O = low(1)
				}
			}
			l.patchBoth(int(toInt(call.PC))-3, 0, 1)
		}},
		{what: "a call of an account that is another", program: program{helper: "INVALID", code: "0 0 0 0 0xdd00 GAS STATICCALL 0 SSTORE " + helperWord + " EXTCODESIZE STOP"}, muted: "table accounts", tell: func(l *liar) {
			call := mine(l.Calls)[0]
			call.Callee = plus(call.Callee, 1)
			frame := mine(l.Frames)[1]
			frame.Entry.Self, frame.Entry.CodeAccount = call.Callee, call.Callee
			frame.SelfAddress = low(0xdd00)
		}},
		{what: "a callee that sees another caller", program: program{helper: "CALLER 0 SSTORE STOP", code: "0 0 0 0 0 " + helperWord + " GAS CALL STOP"}, muted: "table opens", tell: func(l *liar) {
			mine(l.Frames)[1].Entry.Caller = low(99)
			l.row(0x33, 0).O = low(99)
			l.stored(0, low(99))
		}},
		{what: "a caller other than the caller's own address", program: program{helper: "CALLER 0 SSTORE STOP", code: "0 0 0 0 0 " + helperWord + " GAS CALL STOP"}, muted: "table frames", tell: func(l *liar) {
			mine(l.Calls)[0].CallerSelf = low(99)
			mine(l.Frames)[1].Entry.Caller = low(99)
			l.row(0x33, 0).O = low(99)
			l.stored(0, low(99))
		}},
	}
}

// eachCall is for lies that old and new run share.
func (l *liar) eachCall(tell func(*Call)) {
	for _, c := range used(l.Calls) {
		tell(c)
	}
}

// patchBoth is patch for both codes.
func (l *liar) patchBoth(pc int, bytes ...any) {
	l.patch(pc, bytes...)
	l.Old = l.New // the programs are alike
	for i := range l.boundary() {
		if r := &l.Rows[i]; toInt(r.CodeID) == codeOld && toInt(r.Code) < virtualPad {
			r.Prefix = l.Old.Prefix[toInt(r.PC)]
		}
	}
	pushes := used(l.Pushes)
	for i, p := range pushes[:len(pushes)/2] {
		p.Prefix, p.Meta = pushes[len(pushes)/2+i].Prefix, pushes[len(pushes)/2+i].Meta
	}
	l.rebind()
}

// callStatically makes the one DELEGATECALL of the new run a STATICCALL.
func (l *liar) callStatically() {
	call, frame := mine(l.Calls)[0], mine(l.Frames)[1]
	l.patch(int(toInt(call.PC)), 0xfa)
	r := l.row(0xf4, 0)
	r.Code = codeOf(0xfa)
	call.IsDelegate, call.IsStatic, frame.Entry.Kind = 0, 1, int(evm.StaticCall)
	frame.Entry.Self, frame.Entry.Static, frame.Entry.Caller, frame.Entry.Value = call.Callee, 1, call.CallerSelf, low(0)
	frame.SelfAddress = Word{call.AddressHigh, call.Address.Lo}
}

// helperEntry is what a run's helper was entered with.
func (l *liar) helperEntry(run int) Entry { return used(l.Frames)[2*run+1].Entry }

// gasInstead changes the PUSH2 of the gas operand.
func (l *liar) gasInstead(gas int) {
	call := mine(l.Calls)[0]
	call.Gas = low(gas)
	r := l.row(0xf1, 0)
	r.A = low(gas)
	l.Rows[l.clock(r)-2].O = low(gas)
	l.patch(int(toInt(r.PC))-2, gas>>8, gas&0xff)
}
