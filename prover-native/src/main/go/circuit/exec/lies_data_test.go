// SPDX-License-Identifier: Apache-2.0

package exec

// dataLies are about runs of bytes between memory and the rom, call data, return data and hashes.
func dataLies() []lie {
	copies := program{code: "3 0 0 CALLDATACOPY 0 MLOAD 0 SSTORE STOP", data: "112233"}
	returns := program{code: "0x11 0 MSTORE 32 0 RETURN"}
	otherReturn := "0x22 0 MSTORE 32 0 RETURN"
	return append(returnLies(), []lie{
		{what: "a copy without its last byte", program: copies, muted: "table runs", tell: func(l *liar) { l.copyLess() }},
		{what: "a copy with a byte behind its end", program: program{code: "3 0 0 CALLDATACOPY 0 MLOAD 0 SSTORE STOP", data: "11223344"}, muted: "table runs", tell: func(l *liar) {
			last := mine(l.Bytes)[2]
			more := spare(l.Bytes)
			*more = *last
			more.Address, more.Position, more.Byte = 3, plus(last.Position, 1), 0x44
			mine(l.Loads)[0].OldTime[3] = last.Time
			l.loaded(3, 0x44)
		}},
		{what: "a copy of bytes that are not in the rom", program: copies, muted: "table rom", tell: func(l *liar) {
			mine(l.Bytes)[1].Byte = 0x99
			l.loaded(1, 0x99)
		}},
		{what: "a reader that changes the byte", program: returns, newCode: otherReturn, muted: "defineByteRow", tell: func(l *liar) {
			row := mine(l.Bytes)[31]
			row.Byte = 0x33
			l.Rom.Bytes[toInt(row.Position)] = 0x33
			mine(l.Cells)[0].Byte[31] = 0x33
		}},
	}...)
}

// callDataLies are about call data and their end, hashes, and copies within memory.
func callDataLies() []lie {
	return []lie{
		{what: "other bytes behind short call data", program: program{code: "0 CALLDATALOAD 0 SSTORE STOP", data: "11"}, muted: "defineRom", tell: func(l *liar) { l.loadBehind(true) }},
		{what: "call data read beyond the zeros", program: program{code: "0 CALLDATALOAD 0 SSTORE STOP", data: "11"}, muted: "requireWithin", tell: func(l *liar) { l.loadBehind(false) }},
		{what: "call data of somewhere else", program: program{code: "0 CALLDATALOAD 0 SSTORE STOP", data: "11"}, muted: "table frames", tell: func(l *liar) {
			load := mine(l.DataLoads)[0]
			load.Base, load.Len = plus(load.Base, 1), 0
			load.Byte[0] = 0
			l.row(0x35, 0).O = low(0)
			l.stored(0, low(0))
		}},
		{what: "more zeros than there are", program: program{code: "0 CALLDATALOAD 0 SSTORE STOP", data: "11"}, muted: "table zeros", tell: func(l *liar) {
			l.loadBehind(false)
			for _, d := range used(l.DataLoads) {
				d.Zeros = 31
			}
		}},
		{what: "the digest of another message", program: program{code: "0 0 KECCAK256 0 SSTORE STOP"}, muted: "table digests", tell: func(l *liar) {
			l.row(opSha3, 0).O, mine(l.Hashes)[0].Digest = low(5), low(5)
			l.stored(0, low(5))
		}},
		{what: "a copy that reads and writes at will", program: program{code: "0x11 0 MSTORE 1 31 0 MCOPY 0 MLOAD 0 SSTORE STOP"}, muted: "table runs", tell: func(l *liar) {
			// The byte that MCOPY puts in the rom on its way is another.
			read, write := mine(l.Bytes)[0], mine(l.Bytes)[1]
			*read = Byte{}
			zeroEmpty(read)
			mine(l.Cells)[0].Time[31], mine(l.Loads)[0].OldTime[31] = mine(l.Loads)[0].Site.Clock, mine(l.Loads)[0].OldTime[30]
			mine(l.Cells)[0].Time[31] = mine(l.Cells)[0].Time[30]
			position := 200
			l.Rom.Bytes[position], l.Rom.Zero[position] = 0x55, 0
			l.countZeros()
			write.Position, write.Byte = position, 0x55
			l.loaded(0, 0x55)
		}},
	}
}

// copyLess takes the last byte row of a copy away; the place where it went is as it was.
func (l *liar) copyLess() {
	rows := mine(l.Bytes)
	n := len(rows) - 1
	*rows[n] = Byte{}
	zeroEmpty(rows[n])
	mine(l.Loads)[0].OldTime[n] = 0
	l.loaded(n, 0)
}

// loadBehind has a CALLDATALOAD of one byte of call data give the one behind it, too.
func (l *liar) loadBehind(asZero bool) {
	load := mine(l.DataLoads)[0]
	at := toInt(load.Base) + 1
	l.Rom.Bytes[at] = 0xee
	if !asZero {
		l.Rom.Zero[at] = 0
		l.countZeros()
		for _, d := range used(l.DataLoads) {
			d.Zeros = 0
		}
	}
	for r, d := range used(l.DataLoads) {
		d.Byte[1] = 0xee
		word := joinBytes(numbersAPI{}, d.Byte[:])
		value := Word{word.Hi, word.Lo}
		for i := range l.Rows {
			if row := &l.Rows[i]; toInt(row.Code) == int64(codeOf(0x35)) {
				row.O = value
			} else if toInt(row.Code) == int64(codeOf(0x55)) {
				row.B = value
			}
		}
		used(l.StorageWrites)[r].Value = value
		l.Slots[0].After[r] = value
	}
	l.rebind()
}

// countZeros makes the counts of zeros those of the bits.
func (l *liar) countZeros() {
	after := int64(0)
	for g := len(l.Rom.Zero) - 1; g >= 0; g-- {
		after = toInt(l.Rom.Zero[g]) * (after + 1)
		l.Rom.Zeros[g] = after
	}
}

// returnLies are about return data.
func returnLies() []lie {
	size := program{helper: "5 0 RETURN", code: "0 0 0 0 " + helperWord + " GAS STATICCALL RETURNDATASIZE 0 SSTORE STOP"}
	return []lie{
		{what: "the size of the return data", program: size, muted: "table return data", tell: func(l *liar) {
			mine(l.ReturnSizes)[0].Returned.Len = 99
			l.row(0x3d, 0).O = low(99)
			l.stored(0, low(99))
		}},
		{what: "the size of the return data before", program: size, muted: "table clocks", tell: func(l *liar) {
			read, call, frame := mine(l.ReturnSizes)[0], mine(l.Calls)[0], mine(l.Frames)[0]
			resumed := read.Returned.Time
			read.Returned = Returned{0, 0, 0}
			call.Returned = Returned{read.Site.Clock, 0, 0}
			frame.ReturnTime, frame.ReturnBase, frame.ReturnLen = resumed, call.Closing.OutputBase, call.Closing.OutputLen
			l.row(0x3d, 0).O = low(0)
			l.stored(0, low(0))
		}},
	}
}

// outputCopyLies are about copies of what a call returned.
func outputCopyLies() []lie {
	copies := program{
		helper: "7 0 MSTORE 32 0 RETURN", code: "0 0 0 0 " + helperWord + " GAS STATICCALL 32 0 0 RETURNDATACOPY 0 MLOAD 0 SSTORE STOP",
	}
	return []lie{
		{what: "return data read beyond their end", program: copies, muted: "defineCopySource", tell: func(l *liar) {
			site := mine(l.Copies)[0]
			site.From = 1
			l.row(0x3e, 0).B = low(1)
			for i := l.boundary(); i < len(l.Rows); i++ { // the PUSH of it
				if r := &l.Rows[i]; i+2 < len(l.Rows) && &l.Rows[i+2] == l.row(0x3e, 0) {
					r.O = low(1)
					l.patch(int(toInt(r.PC))+1, 1)
				}
			}
			mine(l.Loads)[0].Byte[31] = 0
			for i, b := range l.copyBytes(site.Site.Frame) {
				b.Position = plus(b.Position, 1)
				b.Byte = l.Rom.Bytes[toInt(b.Position)]
				if i < 32 {
					l.loaded(i, b.Byte)
				}
			}
		}},
		{what: "more output than there is", program: program{
			helper: "STOP", data: "ff", code: "1 0 0 0 0 " + helperWord + " GAS CALL POP 0 MLOAD 0 SSTORE STOP",
		}, muted: "defineResume,writeOutput", tell: func(l *liar) {
			call, load := mine(l.Calls)[0], mine(l.Loads)[0]
			call.CopyAll = 0
			time := 2*(toInt(call.Closing.End)+1) + phaseWrite
			*spare(l.Bytes) = Byte{1, call.Caller.Frame, 0, 0, time, 1, 0xff, 0, 0}
			load.OldTime[0] = time
			l.loaded(0, 0xff)
		}},
	}
}

// copyBytes lists the rows that write to a frame's memory.
func (l *liar) copyBytes(frame any) []*Byte {
	var list []*Byte
	for _, b := range used(l.Bytes) {
		if toInt(b.Frame) == toInt(frame) && toInt(b.Write) == 1 {
			list = append(list, b)
		}
	}
	return list
}
