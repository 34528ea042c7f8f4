// SPDX-License-Identifier: Apache-2.0

package exec

// memoryLies are about MLOAD, MSTORE and the cells of memory. An address is a number of bytes that the stack holds as an integer,
// or follows one that does by ones, so there are no fractional addresses to lie about.
func memoryLies() []lie {
	twice := program{code: "0x11 0 MSTORE 0x22 0 MSTORE 0 MLOAD 0 SSTORE STOP"}
	once := program{code: "0x11 0 MSTORE 0 MLOAD 0 SSTORE STOP"}
	return []lie{
		{what: "a load of what was written before the last write", program: twice, muted: "table clocks", tell: func(l *liar) {
			first, second, load := mine(l.Stores)[0], mine(l.Stores)[1], mine(l.Loads)[0]
			for k := range wordBytes {
				load.OldTime[k] = 2*toInt(first.Site.Clock) + phaseWrite
				second.OldTime[k] = 2*toInt(load.Site.Clock) + phaseRead
				mine(l.Cells)[0].Time[k] = 2*toInt(second.Site.Clock) + phaseWrite
			}
			load.Byte = first.Byte
			l.row(0x51, 0).O = low(0x11)
			l.stored(0, low(0x11))
		}},
		{what: "a cell of memory with two beginnings", program: once, muted: "defineCells", tell: func(l *liar) {
			written, load := mine(l.Cells)[0], mine(l.Loads)[0]
			other := spare(l.Cells)
			*other = *written // what the load leaves
			other.First = 0
			for k := range wordBytes {
				written.Time[k] = load.OldTime[k]
				load.OldTime[k], load.Byte[k], other.Byte[k] = 0, 0, 0
			}
			l.row(0x51, 0).O = low(0)
			l.stored(0, low(0))
		}},
		{what: "a frame with two memories", program: once, muted: "table clocks", tell: func(l *liar) {
			written, load := mine(l.Cells)[0], mine(l.Loads)[0]
			other := spare(l.Cells)
			*other = *written // with the bit First
			for k := range wordBytes {
				written.Time[k] = load.OldTime[k]
				load.OldTime[k], load.Byte[k], other.Byte[k] = 0, 0, 0
			}
			l.row(0x51, 0).O = low(0)
			l.stored(0, low(0))
		}},
	}
}

// byteLies are about what bytes hold.
func byteLies() []lie {
	once := program{code: "0x11 0 MSTORE 0 MLOAD 0 SSTORE STOP"}
	return []lie{
		{what: "a load of what was never written", program: once, muted: "table memory", tell: func(l *liar) { l.loaded(31, 0x99) }},
		{what: "a byte of 256", program: program{code: "0x0100 0 MSTORE 31 MLOAD 0 SSTORE STOP"}, muted: "table bytes", tell: func(l *liar) {
			store, load := mine(l.Stores)[0], mine(l.Loads)[0]
			store.Byte[30], store.Byte[31] = 0, 256
			load.Byte[0] = 256
			mine(l.Cells)[0].Byte[30], mine(l.Cells)[0].Byte[31] = 0, 256
			beyond := Word{power(halfBits), 0}
			l.row(0x51, 0).O = beyond
			l.stored(0, beyond)
		}},
		{what: "another byte than the lowest", program: program{code: "0xab 31 MSTORE8 0 MLOAD 0 SSTORE STOP"}, muted: "defineStore8", tell: func(l *liar) {
			mine(l.Store8s)[0].Byte = 0xac
			l.loaded(31, 0xac)
		}},
		{what: "the place of an MLOAD", program: program{code: "0x11 0 MSTORE 32 MLOAD 0 SSTORE STOP"}, muted: "table chips", tell: func(l *liar) {
			load, store := mine(l.Loads)[0], mine(l.Stores)[0]
			first, second := mine(l.Cells)[0], mine(l.Cells)[1]
			load.Off, load.Byte = 0, store.Byte
			for k := range wordBytes {
				load.OldTime[k], first.Time[k], second.Time[k] = first.Time[k], second.Time[k], 0
			}
			l.row(0x51, 0).O = low(0x11)
			l.stored(0, low(0x11))
		}},
	}
}
