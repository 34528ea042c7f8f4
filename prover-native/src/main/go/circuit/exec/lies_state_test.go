// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
)

// stateLies are about storage, transient storage and balances.
func stateLies() []lie {
	twice := program{code: "1 0 SSTORE 2 0 SSTORE 0 SLOAD 1 SSTORE STOP"}
	once := program{code: "1 0 SSTORE 0 SLOAD 1 SSTORE STOP"}
	return append(balanceLies(), []lie{
		{what: "a value that was never stored", program: once, muted: "table state", tell: func(l *liar) { l.slotRead(77) }},
		{what: "a value from before the last write", program: twice, muted: "exchange", tell: func(l *liar) {
			first, second, read := mine(l.StorageWrites)[0], mine(l.StorageWrites)[1], mine(l.StorageReads)[0]
			write := read.OldTime
			read.OldTime, second.OldTime = second.OldTime, l.momentOf(read.Site)
			l.Slots[0].Time[codeNew] = write
			l.row(0x54, 0).O, read.Value = first.Value, first.Value
			l.row(0x55, 2).B = first.Value
			mine(l.StorageWrites)[2].Value, l.Slots[1].After[codeNew] = first.Value, first.Value
		}},
		{what: "a slot with two beginnings", program: once, muted: "requireRising", tell: func(l *liar) { l.twoSlots() }},
	}...)
}

// spaceLies are about which cell an access is to.
func spaceLies() []lie {
	once := program{code: "1 0 SSTORE 0 SLOAD 1 SSTORE STOP"}
	return []lie{
		{what: "a slot with two beginnings and a gap between", program: program{code: "1 0 SSTORE 0 SLOAD 0 SSTORE STOP"}, muted: "defineSlots", tell: func(l *liar) {
			read, first := mine(l.StorageReads)[0], mine(l.StorageWrites)[0]
			last := mine(l.StorageWrites)[1]
			again, gap := &l.Slots[2], &l.Slots[1]
			gap.Account = -1
			*again = l.Slots[0]
			again.Before, again.AboveTop = low(77), 1
			again.Time = [runs]frontend.Variable{0, l.momentOf(last.Site)}
			again.After[codeOld] = low(77)
			l.Slots[0].Time[codeNew], l.Slots[0].After[codeNew] = l.momentOf(first.Site), low(1)
			read.OldTime, read.Value, last.Old, last.Value, again.After[codeNew] = 0, low(77), low(77), low(77), low(77)
			l.row(0x54, 0).O, l.row(0x55, 1).B = low(77), low(77)
			l.rebind()
		}},
		{what: "a key that is not the operand", program: once, muted: "table chips", tell: func(l *liar) {
			read := mine(l.StorageReads)[0]
			read.Key = low(1)
			read.OldTime, read.Value = 0, low(0)
			l.Slots[0].Time[codeNew] = l.momentOf(mine(l.StorageWrites)[0].Site)
			mine(l.StorageWrites)[1].OldTime = l.momentOf(read.Site)
			l.row(0x54, 0).O = low(0)
			l.stored(1, low(0))
		}},
		{what: "transient storage with two beginnings", program: program{code: "1 0 TSTORE 0 TLOAD 0 SSTORE STOP"}, muted: "requireRising", tell: func(l *liar) {
			read, written := mine(l.StorageReads)[0], mine(l.Transients)[0]
			again := spare(l.Transients)
			*again = *written
			again.Time, again.After = l.momentOf(read.Site), low(0)
			written.Time = read.OldTime
			read.OldTime, read.Value = 0, low(0)
			l.row(0x5c, 0).O, l.row(0x55, 0).B = low(0), low(0)
			mine(l.StorageWrites)[1].Value, l.Slots[0].After[codeNew] = low(0), low(0)
		}},
		{what: "transient storage of the last transaction", program: program{code: "0 TLOAD 0 SSTORE 1 0 TSTORE STOP"}, change: secondTx, muted: "table frames", tell: func(l *liar) {
			// The second transaction of the new run says that it is the first.
			reads, writes := mine(l.StorageReads), mine(l.StorageWrites)
			first, second := &l.Transients[0], &l.Transients[0]
			for _, s := range used(l.Transients) {
				if toInt(s.Run) == codeNew && toInt(s.Tx) == 0 {
					first = s
				} else if toInt(s.Run) == codeNew {
					second = s
				}
			}
			reads[1].Scope.Tx, writes[3].Scope.Tx = 0, 0
			reads[1].OldTime, reads[1].Value = first.Time, low(1)
			writes[3].Old = low(1)
			first.Time = second.Time
			second.Time, second.After = 0, low(0)
			l.row(0x5c, 1).O, l.row(0x55, 1).B = low(1), low(1)
			writes[2].Value, l.Slots[0].After[codeNew] = low(1), low(1)
		}},
	}
}

func secondTx(in *Input) { in.Scenario.Txs = append(in.Scenario.Txs, in.Scenario.Txs[0]) }

// momentOf is the time of a chip's access to the state.
func (l *liar) momentOf(s Site) int64 { return toInt(s.Clock)*int64(l.shape.span()) + momentFirst }

// slotRead changes what the one SLOAD reads and the second SSTORE writes to slot 1.
func (l *liar) slotRead(value int) {
	l.row(0x54, 0).O, mine(l.StorageReads)[0].Value = low(value), low(value)
	l.stored(1, low(value))
}

// twoSlots has the SLOAD read a slot 0 that begins anew, with a value of its own.
func (l *liar) twoSlots() {
	read, write := mine(l.StorageReads)[0], mine(l.StorageWrites)[0]
	l.Slots[2] = l.Slots[1]
	l.Slots[1] = l.Slots[0]
	again := &l.Slots[1]
	again.Before, again.AboveTop = low(77), 0
	again.Time, again.After = [runs]frontend.Variable{0, l.momentOf(read.Site)}, [runs]Word{low(77), low(77)}
	l.Slots[0].Time[codeNew] = l.momentOf(write.Site)
	read.OldTime, read.Value = 0, low(77)
	l.row(0x54, 0).O, l.row(0x55, 1).B = low(77), low(77)
	mine(l.StorageWrites)[1].Value, l.Slots[2].After[codeNew] = low(77), low(77)
	l.rebind()
}

// balanceLies are about wei.
func balanceLies() []lie {
	other := evm.Address{0: 0xcc, 19: 3}
	richOther := func(in *Input) {
		account := &evm.Account{}
		account.Balance.SetUint64(55)
		in.Scenario.Pre[other] = account
	}
	send := program{helper: "STOP", code: "0 0 0 0 2 " + helperWord + " GAS CALL STOP", targetBalance: 9}
	return []lie{
		{what: "a balance of another account with the same lower half", program: program{
			code: helperWord + " BALANCE 0 SSTORE 0xcc00000000000000000000000000000000000003 BALANCE 1 SSTORE STOP",
		}, change: richOther, muted: "cutAddress", tell: func(l *liar) {
			first, second := mine(l.Balances)[0], mine(l.Balances)[1]
			first.AddressHigh, first.Account, first.Code = second.AddressHigh, second.Account, second.Code
			first.Value, second.OldTime = second.Value, l.momentOf(first.Site)
			for _, a := range used(l.Accounts) { // the helper's is not read
				if toInt(a.High) == 0xbb000000 {
					a.Time[codeNew] = 0
				}
			}
			l.row(0x31, 0).O = low(55)
			l.stored(0, low(55))
		}},
		{what: "another's balance for the own", program: program{code: "SELFBALANCE 0 SSTORE STOP", targetBalance: 3}, muted: "defineBalance", tell: func(l *liar) {
			read := mine(l.Balances)[0]
			user := used(l.Accounts)[1]
			read.Account, read.Value = 1, user.Balance
			l.Accounts[0].Time[codeNew], user.Time[codeNew] = 0, l.momentOf(read.Site)
			l.row(0x47, 0).O = low(user.Balance)
			l.stored(0, low(user.Balance))
		}},
		{what: "a transfer of more than there is", program: send, muted: "transfer", tell: func(l *liar) {
			l.transferInstead(100)
		}},
		{what: "a value that does not move", program: send, muted: "defineValue", tell: func(l *liar) {
			call := mine(l.Calls)[0]
			call.Transfers, call.ValueInverse, call.Transfer = 0, 0, Transfer{}
			zeroEmpty(&call.Transfer)
			for _, a := range used(l.Accounts) {
				a.After[codeNew], a.Time[codeNew] = a.Balance, 0
			}
		}},
	}
}

// transferInstead has the one call with a value move another.
func (l *liar) transferInstead(value int64) {
	call := mine(l.Calls)[0]
	l.at(4).O = low(value) // the fifth PUSH
	l.rows(virtualCallValue)[0].A = low(value)
	call.Value, call.ValueInverse = low(value), inverse(value)
	mine(l.Frames)[1].Entry.Value = low(value)
	l.Accounts[0].After[codeNew] = plus(call.Transfer.FromOld, -value)
	l.Accounts[toInt(call.Callee)].After[codeNew] = plus(call.Transfer.ToOld, value)
	l.patch(int(toInt(l.at(4).PC))+1, value)
}
