// SPDX-License-Identifier: Apache-2.0

package exec

// frameLies are about how frames end and what is undone then.
func frameLies() []lie {
	halts := program{helper: "5 0 SSTORE INVALID", code: "0 0 0 0 0 " + helperWord + " GAS CALL 0 SSTORE STOP"}
	reverts := program{helper: "5 0 SSTORE 0 0 REVERT", code: "0 0 0 0 0 " + helperWord + " GAS CALL 0 SSTORE STOP"}
	return append(outputLies(), []lie{
		{what: "a halt that is a success", program: halts, muted: "table endings", tell: func(l *liar) {
			l.keepHelper()
			l.succeedHelper()
			mine(l.Frames)[1].Success = 1
		}},
		{what: "a revert that is reported as a success", program: reverts, muted: "table closes", tell: (*liar).succeedHelper},
		{what: "a revert that leaves a write", program: reverts, muted: "undo", tell: func(l *liar) {
			w := l.helperWrite()
			w.Undo.Needed, w.Undo.Inverse, w.Undo.OldTime, w.Undo.Value = 0, 0, 0, low(0)
			l.leaveHelperSlot(w)
		}},
		{what: "a failed frame that is kept", program: reverts, muted: "defineFrame", tell: (*liar).keepHelper},
		{what: "a write whose frame says that it is kept", program: reverts, muted: "table frames", tell: func(l *liar) {
			l.helperWrite().Scope.Undo = 0
			l.forgetUndo(l.helperWrite())
		}},
	}...)
}

// undoLies are about what a failed frame takes back.
func undoLies() []lie {
	twice := program{helper: "5 0 SSTORE 6 0 SSTORE 0 0 REVERT", code: "0 0 0 0 0 " + helperWord + " GAS CALL STOP"}
	throughParent := program{helper: "5 0 SSTORE STOP", code: "0 0 0 0 0 " + helperWord + " GAS CALL 0 0 REVERT"}
	return []lie{
		{what: "a success that a failed parent does not undo", program: throughParent, muted: "table opens", tell: func(l *liar) {
			f := mine(l.Frames)[1]
			f.Entry.ParentUndo = 0
			l.keepHelper()
		}},
		{what: "writes undone in the order in which they were made", program: twice, muted: "exchange", tell: func(l *liar) {
			writes := mine(l.StorageWrites)
			first, second := writes[0], writes[1]
			firstUndone, secondUndone := l.undoneAt(first), l.undoneAt(second)
			slot := l.helperSlot()
			first.Undo.OldTime, first.Undo.Value = l.momentOf(second.Site), second.Value
			second.Undo.OldTime, second.Undo.Value = firstUndone, first.Old
			slot.Time[codeNew], slot.After[codeNew] = secondUndone, second.Old
		}},
		{what: "a transfer that a revert leaves", program: program{helper: "0 0 REVERT", code: "0 0 0 0 2 " + helperWord + " GAS CALL STOP", targetBalance: 9}, muted: "undo", tell: func(l *liar) {
			call := mine(l.Calls)[0]
			t := &call.Transfer
			for _, u := range []*Undo{&t.FromUndo, &t.ToUndo} {
				*u = Undo{}
				zeroEmpty(u)
			}
			moved := toInt(call.Clock) + 3
			l.Accounts[0].After[codeNew], l.Accounts[0].Time[codeNew] = plus(t.FromOld, -2), moved*int64(l.shape.span())+momentFirst
			helper := &l.Accounts[toInt(call.Callee)]
			helper.After[codeNew], helper.Time[codeNew] = plus(t.ToOld, 2), moved*int64(l.shape.span())+momentSecond
		}},
		{what: "the value of a failed transaction that stays", program: program{code: "0 0 REVERT", value: 5}, muted: "undo", tell: func(l *liar) {
			t, start := &l.Txs[0].Runs[codeNew].Transfer, int64(l.boundary())+1
			for _, u := range []*Undo{&t.FromUndo, &t.ToUndo} {
				*u = Undo{}
				zeroEmpty(u)
			}
			user := &l.Accounts[toInt(l.Txs[0].From)]
			user.After[codeNew], user.Time[codeNew] = plus(t.FromOld, -5), start*int64(l.shape.span())
			l.Accounts[0].After[codeNew], l.Accounts[0].Time[codeNew] = plus(t.ToOld, 5), start*int64(l.shape.span())+1
		}},
	}
}

// outputLies are about what a frame returns.
func outputLies() []lie {
	return []lie{
		{what: "a STOP with output", program: program{code: "STOP"}, muted: "table endings", tell: func(l *liar) {
			f := mine(l.Frames)[0]
			f.HasOutput, f.Len, f.OutputBase = 1, 1, 100
			l.row(opStop, 0).B = low(1)
			l.returnByte(0)
		}},
		{what: "an output that the frame did not return", program: program{code: "0 0 RETURN"}, muted: "table closes", tell: func(l *liar) {
			closing := &l.Txs[0].Runs[codeNew].Closing
			closing.OutputLen, closing.OutputBase = 32, 100
		}},
		{what: "an output of more bytes", program: program{code: "0 0 RETURN"}, muted: "table chips", tell: func(l *liar) {
			f := mine(l.Frames)[0]
			f.Len, f.OutputBase = 1, 100
			l.returnByte(0)
		}},
		{what: "an output of what is not in memory", program: program{code: "1 0 RETURN"}, newCode: "1 1 RETURN", muted: "table memory", tell: func(l *liar) {
			b := mine(l.Bytes)[0]
			b.Position, b.Byte, b.OldByte = 100, 0x55, 0x55
			l.Rom.Bytes[100], l.Rom.Zero[100] = 0x55, 0
			l.countZeros()
			f := mine(l.Frames)[0]
			f.OutputBase, l.Txs[0].Runs[codeNew].Closing.OutputBase = 100, 100
		}},
		{what: "a transaction that failed", program: program{code: "0 0 REVERT"}, muted: "table closes", tell: func(l *liar) {
			l.Txs[0].Runs[codeNew].Closing.Success = 1
		}},
	}
}

// returnByte adds the row of one byte of output at position 100 of the rom.
func (l *liar) returnByte(value int) {
	f := mine(l.Frames)[0]
	time := 2*toInt(f.End) + phaseRead
	*spare(l.Bytes) = Byte{1, f.Entry.ID, 0, 100, time, 0, value, value, 0}
	c := spare(l.Cells)
	c.Active, c.First, c.Frame = 1, 1, f.Entry.ID
	c.Time[0] = time
	closing := &l.Txs[0].Runs[codeNew].Closing
	closing.OutputLen, closing.OutputBase = 1, 100
}

// helperWrite is the write of the helper in the new run, the first one there.
func (l *liar) helperWrite() *StorageWrite { return mine(l.StorageWrites)[0] }

func (l *liar) helperSlot() *Slot { return used(l.Slots)[len(used(l.Slots))-1] }

func (l *liar) undoneAt(w *StorageWrite) int64 {
	span := int64(l.shape.span())
	return toInt(w.Scope.Undo)*span + span - 1 - 2*toInt(w.Site.Clock)
}

// leaveHelperSlot leaves what a write wrote.
func (l *liar) leaveHelperSlot(w *StorageWrite) {
	slot := l.helperSlot()
	slot.Time[codeNew], slot.After[codeNew] = l.momentOf(w.Site), w.Value
}

func (l *liar) forgetUndo(w *StorageWrite) {
	w.Undo = Undo{}
	zeroEmpty(&w.Undo)
	l.leaveHelperSlot(w)
}

// keepHelper has the helper's frame say that nothing around it fails.
func (l *liar) keepHelper() {
	mine(l.Frames)[1].Undo = 0
	mine(l.Calls)[0].Closing.Undo = 0
	w := l.helperWrite()
	w.Scope.Undo = 0
	l.forgetUndo(w)
}

// succeedHelper has the call push 1, and the SSTORE behind it write that.
func (l *liar) succeedHelper() {
	mine(l.Calls)[0].Closing.Success = 1
	l.rows(virtualResume)[0].O = low(1)
	rows := l.rows(codeOf(0x55))
	rows[1].B = low(1)
	mine(l.StorageWrites)[1].Value, l.Slots[0].After[codeNew] = low(1), low(1)
}
