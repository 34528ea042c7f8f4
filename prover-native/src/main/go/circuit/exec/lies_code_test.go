// SPDX-License-Identifier: Apache-2.0

package exec

import "github.com/consensys/gnark/frontend"

// codeLies are about what stands in the code and what a PUSH reads there.
func codeLies() []lie {
	jumpOver := program{code: "4 JUMP STOP JUMPDEST 1 0 SSTORE STOP"}
	jumpOverData := program{code: "5 JUMP STOP STOP JUMPDEST STOP"}
	return []lie{
		{what: "a PUSH is read as an instruction without data", program: jumpOver, muted: "table opcodes", tell: func(l *liar) {
			l.patch(3, 0x60)
		}},
		{what: "a fractional byte moves weight to the next", program: jumpOver, muted: "table opcodes", tell: func(l *liar) {
			l.patch(3, fraction(0x60*256+1, 256)) // and the code is the same as with 0x60 0x5c
			chunk := chunksIn(l.New)
			l.patch(3, 0x60, 0x5c)
			if element(chunk[0]) != element(chunksIn(l.New)[0]) {
				l.t.Fatal("the forgery changes the code")
			}
			l.patch(3, fraction(0x60*256+1, 256), 0x5b)
		}},
		{what: "a jump into push data", program: jumpOver, muted: "table fetch", tell: func(l *liar) {
			l.patch(3, 0x60)
			l.New.PushData[3] = 1 // as it should be
		}},
		{what: "push data without a PUSH", program: program{code: "1 0 SSTORE STOP"}, muted: "define", tell: func(l *liar) {
			for j := 6; j < len(l.New.PushData); j++ {
				l.New.PushData[j] = plus(0, int64(5-j))
			}
		}},
		{what: "code behind what is committed", program: jumpOver, muted: "defineTarget", tell: func(l *liar) { l.patch(93, 0x5b) }},
		{what: "a byte behind the data of a PUSH", program: jumpOverData, muted: "define", tell: func(l *liar) {
			l.patch(4, 0x60) // its data is the JUMPDEST, which would be due when E says an instruction
			l.New.PushData[4] = 1
			for j := 5; j < len(l.New.PushData); j++ {
				l.New.PushData[j] = 1
			}
		}},
	}
}

// pushLies are about the data of PUSH and CODECOPY.
func pushLies() []lie {
	copies := program{code: "3 14 0 CODECOPY 0 MLOAD 0 SSTORE STOP ADD ADD ADD"}
	otherCode := func(in *Input) { in.New = append(in.New[:14:14], 2, 2, 2) }
	number := program{code: "0x1122 0 SSTORE STOP"}
	return []lie{
		{what: "push data shifted by one byte", program: number, muted: "table fetch", tell: func(l *liar) {
			p := mine(l.Pushes)[0]
			p.Prefix[2] = l.New.Prefix[3]
			l.storeInstead(l.shiftedData(p))
		}},
		{what: "push data of another width", program: number, muted: "table push data scales", tell: func(l *liar) {
			p := mine(l.Pushes)[0]
			scale, first, last := element(p.ScaleLow), element(p.Prefix[1]), element(p.Prefix[2])
			scale.Sub(&last, &fourtyTwo)
			scale.Div(&scale, &first)
			p.ScaleLow = scale
			l.storeInstead(42)
		}},
		{what: "push data that are not in the code", program: number, muted: "table push data", tell: func(l *liar) { l.storeInstead(42) }},
		{what: "copied code that is another", program: copies, change: otherCode, muted: "table fetch", tell: func(l *liar) {
			b := mine(l.CodeBytes)[2]
			b.Byte = 0x77
			l.copied(2, 0x77)
		}},
		{what: "copied code packed with a fraction", program: copies, change: otherCode, muted: "defineCodeByte", tell: func(l *liar) {
			b := mine(l.CodeBytes)[2]
			b.Byte, b.E = 0x77, fraction(256*toInt(b.E)+toInt(b.Byte)-0x77, 256)
			l.copied(2, 0x77)
		}},
		{what: "copied code with a byte left out", program: copies, change: otherCode, muted: "table runs of code", tell: func(l *liar) {
			*mine(l.CodeBytes)[2] = CodeByte{0, 0, 0, 0, 0, 0, 0}
			l.copied(2, 0x77)
		}},
	}
}

var fourtyTwo = element(42)

// shiftedData is the lower half that a push row gives.
func (l *liar) shiftedData(p *Push) frontend.Variable {
	lo, first, scale := element(p.Prefix[2]), element(p.Prefix[1]), element(p.ScaleLow)
	first.Mul(&first, &scale)
	lo.Sub(&lo, &first)
	return lo
}

// storeInstead changes the value that the first PUSH pushes and the first SSTORE takes.
func (l *liar) storeInstead(value frontend.Variable) {
	l.at(0).O = low(value)
	l.stored(0, low(value))
}

// stored changes the value of the n-th SSTORE of the new run, to slot n, and what is left there.
func (l *liar) stored(n int, value Word) {
	l.row(0x55, n).B = value
	mine(l.StorageWrites)[n].Value = value
	l.Slots[n].After[codeNew] = value
}

// copied changes the n-th byte of the first run from the rom to memory, which ends in slot 0 by an MLOAD of address 0.
func (l *liar) copied(n int, value int) {
	row := mine(l.Bytes)[n]
	row.Byte = value
	l.Rom.Bytes[toInt(row.Position)] = value
	l.loaded(n, value)
}

// loaded changes the n-th byte that the MLOAD of address 0 gives, which ends in slot 0.
func (l *liar) loaded(n int, value frontend.Variable) {
	load := mine(l.Loads)[0]
	load.Byte[n] = value
	for _, c := range used(l.Cells) {
		if c.Frame == load.Site.Frame && toInt(c.Index) == 0 {
			c.Byte[n] = value
		}
	}
	word := joinBytes(numbersAPI{}, load.Byte[:])
	l.row(0x51, 0).O = Word{word.Hi, word.Lo}
	l.stored(0, Word{word.Hi, word.Lo})
}

// numbersAPI lets circuit code run on numbers, as far as it only adds and multiplies.
type numbersAPI struct{ frontend.API }

func (numbersAPI) Add(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable {
	return numbers{}.Add(x, y, more...)
}

func (numbersAPI) Mul(x, y frontend.Variable, more ...frontend.Variable) frontend.Variable {
	return numbers{}.Mul(x, y, more...)
}
