// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Row is one step of a run, or a part of one: an instruction with more than two operands takes several rows. Row i has the
// clock i + 1, a constant, so time cannot be lied about.
type Row struct {
	Code                  frontend.Variable // see opcodes.go
	Frame, PC, SP, CodeID frontend.Variable // state before the row; a frame is named by the clock of its call
	Prefix                frontend.Variable // of the code up to and with this byte, as the fetch table gives it
	A, B, O               Word              // operands and result; zero where the code does not use them
	TimeA, TimeB          frontend.Variable // clock of the row that pushed A, B
	Taken, Inverse        frontend.Variable // a JUMPI whose B ≠ 0, and a witness for it
	Flags                 [flagCount]frontend.Variable
}

// Places of words in tuples that rows share, so that their products are shared, too.
const (
	placeA = iota
	placeB
	placeO
	placeFramePC
	placeSPCode
	placeOwnClock
)

// maxStack is the number of words a frame's stack may hold; a run that pushes more halts, and is not proven.
const maxStack = 1024

// rowProducts are powers of γ times columns, made once.
type rowProducts struct {
	frame, pc, sp, codeID, offsetB, change frontend.Variable
	flags                                  [flagCount]frontend.Variable // but flagReal, as in the tuple of the decode table
}

// flagPlace and the number of a flag make the power of γ that is its own in that tuple.
const flagPlace = 2

// Two flags have there the power that they need in other tuples; this compiles only if they do.
var (
	_ = [1]int{}[flagPlace+flagOwn-(2*placeOwnClock+1)]
	_ = [1]int{}[flagPlace+flagOffsetA-(2*placeSPCode+1)]
)

// rowWires is a row while the circuit is compiled.
type rowWires struct {
	*Row
	clock    int
	a, b, o  *bus.Word
	products rowProducts
}

func gammaFrame(c *bus.Challenges) frontend.Variable  { return c.Gamma(2*placeFramePC + 1) }
func gammaPC(c *bus.Challenges) frontend.Variable     { return c.Gamma(2*placeFramePC + 2) }
func gammaSP(c *bus.Challenges) frontend.Variable     { return c.Gamma(2*placeSPCode + 1) }
func gammaCodeID(c *bus.Challenges) frontend.Variable { return c.Gamma(2*placeSPCode + 2) }
func gammaOwn(c *bus.Challenges) frontend.Variable    { return c.Gamma(2*placeOwnClock + 1) }
func gammaClock(c *bus.Challenges) frontend.Variable  { return c.Gamma(2*placeOwnClock + 2) }

// defineRows states every row and the links between neighbours.
func (m *machine) defineRows(rows []Row) {
	m.defineDecodeTable()
	wires := make([]*rowWires, len(rows))
	for i := range rows {
		r := &rows[i]
		wires[i] = &rowWires{Row: r, clock: i + 1, a: r.A.tuple(), b: r.B.tuple(), o: r.O.tuple()}
		m.argument.Later(func(c *bus.Challenges) { wires[i].multiply(m.api, c) })
	}
	for i, w := range wires {
		m.defineFetch(w)
		m.defineStack(w)
		m.defineDispatch(w)
		if i+1 < len(wires) {
			m.defineLink(w, wires[i+1])
		}
	}
	// The first row's state comes from the transactions, as if a row of clock 0 had ended a frame.
	m.transitions.SendAs(1, func(c *bus.Challenges) frontend.Variable { return wires[0].state(m.api, c) })
	// The last row is idle: both runs came to their end before.
	m.api.AssertIsEqual(rows[len(rows)-1].Code, virtualPad)
}

func (r *rowWires) multiply(api frontend.API, c *bus.Challenges) {
	r.products = rowProducts{
		frame: api.Mul(gammaFrame(c), r.Frame), pc: api.Mul(gammaPC(c), r.PC),
		sp: api.Mul(gammaSP(c), r.SP), codeID: api.Mul(gammaCodeID(c), r.CodeID),
		offsetB: api.Mul(gammaSP(c), r.Flags[flagOffsetB]), change: api.Mul(gammaSP(c), r.change(api)),
	}
	for i := 1; i < flagCount; i++ {
		r.products.flags[i] = api.Mul(c.Gamma(flagPlace+i), r.Flags[i])
	}
}

// position is the part of a key that names frame, pc, stack pointer and code.
func (r *rowWires) position(api frontend.API) frontend.Variable {
	p := r.products
	return api.Add(p.frame, p.pc, p.sp, p.codeID)
}

// state is position with the row's virtual code: what a row must know of the next one.
func (r *rowWires) state(api frontend.API, _ *bus.Challenges) frontend.Variable {
	return api.Add(r.position(api), r.products.flags[flagOwn])
}

// change is the difference of the stack pointer that the row makes.
func (r *Row) change(api frontend.API) frontend.Variable {
	f := r.Flags
	return api.Sub(api.Add(f[flagPush], f[flagDup], f[flagSwap]), api.Add(f[flagPop1], f[flagPop2]))
}

func (m *machine) defineDecodeTable() {
	m.decode = m.static("decode")
	for _, d := range decodeTable() {
		m.decode.Entry(d.flags[flagReal], decodeWords(d.code, func(i int) frontend.Variable { return d.flags[i] })...)
	}
	m.clocks = m.static("clocks") // differences of clocks, and of times of memory, which count twice as fast
	for i := range 2*m.shape.Rows + 2 {
		m.clocks.Entry(i)
	}
	m.depths = m.static("depths")
	for i := range maxStack {
		m.depths.Entry(i)
	}
}

// decodeWords are a code and its flags, but flagReal, which is the meta of the tuple.
func decodeWords(code frontend.Variable, flag func(int) frontend.Variable) []*bus.Word {
	words := []*bus.Word{bus.Pair(code, 0)}
	for i := 1; i < flagCount-1; i += 2 {
		words = append(words, bus.Pair(flag(i), flag(i+1)))
	}
	return append(words, bus.Pair(flag(flagCount-1), 0))
}

// defineFetch says that the code decodes to the flags and, unless virtual, stands in the code at pc as an instruction.
func (m *machine) defineFetch(r *rowWires) {
	code, fetches := bus.Pair(r.Code, 0), r.Flags[flagReal]
	m.decode.QueryAs(1,
		func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(fetches, code.At(c, 0), r.products.flags[1:]...)
		},
		fetches, decodeWords(r.Code, func(i int) frontend.Variable { return r.Flags[i] })...)
	m.fetch.QueryAs(fetches,
		func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(r.Prefix, code.At(c, 0), r.products.pc, r.products.codeID)
		},
		r.Prefix, fetchWords(code, r.PC, r.CodeID)...)
}

// defineStack reads A and B and writes O, and for DUP and SWAP A once more. A cell of the stack is a tuple (time; value, frame,
// position); reading destroys it. At most one cell of a position is older than its reader and not yet read, so what is
// read is what was last written; the comparison of clocks alone says so.
func (m *machine) defineStack(r *rowWires) {
	f := r.Flags
	one := func(c *bus.Challenges) frontend.Variable { return gammaSP(c) }
	cell := func(time frontend.Variable, value *bus.Word, below func(*bus.Challenges) frontend.Variable) func(*bus.Challenges) frontend.Variable {
		return func(c *bus.Challenges) frontend.Variable {
			return m.api.Sub(m.api.Add(time, value.At(c, placeA), r.products.frame, r.products.sp), below(c))
		}
	}
	belowA := func(c *bus.Challenges) frontend.Variable { return m.api.Add(one(c), r.products.flags[flagOffsetA]) }
	belowB := func(c *bus.Challenges) frontend.Variable { return m.api.Add(one(c), one(c), r.products.offsetB) }
	m.stack.ReceiveAs(f[flagPop1], cell(r.TimeA, r.a, belowA))
	m.stack.ReceiveAs(f[flagPop2], cell(r.TimeB, r.b, belowB))
	m.clocks.Query(f[flagPop1], m.api.Sub(r.clock-1, r.TimeA))
	m.clocks.Query(f[flagPop2], m.api.Sub(r.clock-1, r.TimeB))
	m.depths.Query(f[flagPush], m.api.Sub(m.api.Add(r.SP, r.change(m.api)), 1))
	m.stack.SendAs(f[flagPush], cell(r.clock, r.o, func(c *bus.Challenges) frontend.Variable {
		return m.api.Sub(one(c), r.products.change)
	}))
	m.stack.SendAs(m.api.Add(f[flagDup], f[flagSwap]), cell(r.clock, r.a, func(c *bus.Challenges) frontend.Variable {
		return m.api.Add(one(c), r.products.flags[flagOffsetA], r.products.offsetB, m.api.Mul(one(c), f[flagSwap]))
	}))
	m.argument.Later(func(c *bus.Challenges) {
		o := r.o.At(c, placeA)
		m.api.AssertIsEqual(m.api.Mul(f[flagDup], m.api.Sub(o, r.a.At(c, placeA))), 0)
		m.api.AssertIsEqual(m.api.Mul(f[flagSwap], m.api.Sub(o, r.b.At(c, placeA))), 0)
	})
}

// defineDispatch hands the row to whoever knows its result.
func (m *machine) defineDispatch(r *rowWires) {
	f := r.Flags
	op := m.api.Sub(r.Code, codeOf(0)) // pure instructions have no push data
	m.facts.QueryAs(f[flagPure],
		func(c *bus.Challenges) frontend.Variable { return m.api.Add(op, r.operands(m.api, c)) },
		op, r.a, r.b, r.o)
	m.frameFacts.QueryAs(f[flagFrame],
		func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(op, r.o.At(c, placeO), r.products.frame)
		},
		op, nil, nil, r.o, bus.Pair(r.Frame, 0))
	m.pushes.QueryAs(f[flagPushData],
		func(c *bus.Challenges) frontend.Variable {
			return m.api.Add(r.o.At(c, placeO), r.products.pc, r.products.codeID)
		},
		0, nil, nil, r.o, bus.Pair(0, r.PC), bus.Pair(0, r.CodeID))
	m.wide.SendAs(f[flagWide], func(c *bus.Challenges) frontend.Variable {
		message := m.api.Add(r.Code, m.api.Mul(f[flagOffsetA], markShift)) // the mark of a row that halts
		return m.api.Add(message, r.operands(m.api, c), r.position(m.api), m.api.Mul(r.clock, gammaClock(c)))
	})
}

// operands is the part of a key that holds A, B and O.
func (r *rowWires) operands(api frontend.API, c *bus.Challenges) frontend.Variable {
	return api.Add(r.a.At(c, placeA), r.b.At(c, placeB), r.o.At(c, placeO))
}

// defineLink says how the next row's state follows: in the frame by itself, otherwise from whoever takes the transition.
func (m *machine) defineLink(r, next *rowWires) {
	f := r.Flags
	// Taken is 0 where B is zero, and flagJumpIf where it is not: both halves are below 2^128, so their sum is zero only if both are.
	sum := m.api.Add(r.B.Hi, r.B.Lo)
	m.api.AssertIsEqual(m.api.Mul(sum, r.Inverse), r.Taken)
	m.api.AssertIsEqual(m.api.Mul(m.api.Sub(f[flagJumpIf], r.Taken), sum), 0)
	jump := m.api.Add(f[flagJump], r.Taken)
	// The fetch of the next row says that an instruction starts there. Codes are below 2^16 and A.Hi below 2^128, so the sum is
	// zero only if both terms are.
	m.api.AssertIsEqual(m.api.Mul(jump, m.api.Add(m.api.Sub(next.Code, codeOf(opJumpdest)), m.api.Mul(r.A.Hi, 1<<16))), 0)
	after := m.api.Add(r.PC, f[flagLength])
	detour := m.api.Mul(jump, m.api.Sub(r.A.Lo, after))

	m.argument.Later(func(c *bus.Challenges) {
		expected := m.api.Add(r.position(m.api),
			m.api.Mul(gammaPC(c), m.api.Add(f[flagLength], detour)),
			r.products.change,
			m.api.Mul(gammaOwn(c), f[flagNext]))
		difference := m.api.Sub(next.state(m.api, c), expected)
		m.api.AssertIsEqual(m.api.Mul(m.api.Sub(1, f[flagLeave]), difference), 0)
	})
	m.transitions.SendAs(f[flagLeave], func(c *bus.Challenges) frontend.Variable {
		return m.api.Add(next.state(m.api, c), m.api.Mul(r.clock, gammaClock(c)))
	})
}
