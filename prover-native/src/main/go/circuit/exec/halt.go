// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/bus"
)

// Halt ends a frame with an instruction that halts for a reason other than not existing. It takes the instruction's row, shows the
// reason, and hands the row on as one of code virtualHalt, which is how the frame ends.
//
// Such a row has the code of the instruction, so the fetch binds it to the code that runs, but reads only what shows the reason, and
// leaves. Two things keep it apart from the instruction as it else is. Its message has a mark, so no other chip takes it, nor is a row
// without mark taken here. And whoever takes it otherwise than by the end of its frame finds no taker for the transition behind it.
type Halt struct {
	Site     Site
	Code     frontend.Variable // of the row, with its mark
	Given    Given             // as the table of halts says of the code
	A, B     Word              // operands, where the reason needs any
	Scope    Scope
	Inverse  frontend.Variable // of the sum of the halves of B, where B must not be zero
	Landing  Landing
	Length   frontend.Variable // of the code that a jump leaves
	Returned Returned          // what a RETURNDATACOPY reads beyond
}

// Given says when a reason is given: Static·(the frame is static) + Stipend·(it is on the stipend) + Depth·SP + Constant is not
// negative; and what the bits name is so.
type Given struct {
	Static, Stipend, Depth, Constant frontend.Variable
	NonZero                          frontend.Variable // B is not zero
	Lands                            frontend.Variable // at A, the code has something else than a JUMPDEST
	Leaves                           frontend.Variable // A is not below the length of the code
	Exceeds                          frontend.Variable // A + B is above the length of the return data
}

// Landing is what the fetch table says of the byte at which a jump lands.
type Landing struct{ Meta, Prefix, Inverse frontend.Variable }

func (g *Given) words() []*bus.Word {
	return []*bus.Word{bus.Pair(g.Static, g.Stipend), bus.Pair(g.Depth, g.Constant), bus.Pair(g.NonZero, g.Lands), bus.Pair(g.Leaves, g.Exceeds)}
}

// A row's mark is its offset of A, which no other row for a chip has: where A is read, as deep as it lies, otherwise one of
// these. JUMP and JUMPI need none, since no chip knows them but this one.
const (
	markNothing = 16 + iota // nothing is read
	markValue               // B alone is read, the value of a call

	markShift = 1 << 15 // above all codes
)

// halting is an instruction with a reason to halt, and the row that shows it.
type halting struct {
	row   decoded
	given Given
}

// message is the code of the row, as chips see it.
func (h *halting) message() int { return h.row.code + markShift*h.row.flags[flagOffsetA] }

// haltings lists every reason. Stack overflow is none of them: no shape could take 1,024 words off a stack.
func haltings() []halting {
	var list []halting
	for op := range 256 {
		if reads := evm.Reads(byte(op)); reads > 0 {
			list = append(list, halting{haltRow(op, markNothing), Given{Depth: -1, Constant: reads - 1}})
		}
	}
	for _, op := range []int{0x55, 0xf0, 0xf5} { // SSTORE, CREATE, CREATE2
		list = append(list, halting{haltRow(op, markNothing), Given{Static: 1, Stipend: 1, Constant: -1}})
	}
	for _, op := range append(span(0xa0, 0xa4), 0x5d, 0xff) { // LOG0 … LOG4, TSTORE, SELFDESTRUCT
		list = append(list, halting{haltRow(op, markNothing), Given{Static: 1, Constant: -1}})
	}
	// The value of a call is its third operand.
	call, callCode := haltRow(0xf1, markValue, flagPop2).with(flagOffsetB, 1), haltRow(0xf2, markValue, flagPop2).with(flagOffsetB, 1)
	list = append(list,
		halting{call, Given{Static: 1, Stipend: 1, Constant: -1, NonZero: 1}},
		halting{callCode, Given{Stipend: 1, Constant: -1, NonZero: 1}})
	jump, jumpIf := haltRow(opJump, 0, flagPop1), haltRow(opJumpi, 0, flagPop1, flagPop2)
	list = append(list,
		halting{jump, Given{Lands: 1}}, halting{jump, Given{Leaves: 1}},
		halting{jumpIf, Given{NonZero: 1, Lands: 1}}, halting{jumpIf, Given{NonZero: 1, Leaves: 1}})
	// RETURNDATACOPY: offset and length in the return data are its second and third operand.
	list = append(list, halting{haltRow(0x3e, 1, flagPop1, flagPop2).with(flagOffsetB, 1), Given{Exceeds: 1}})
	for i := range list {
		zeroEmpty(&list[i].given)
	}
	return list
}

func haltRow(op, mark int, set ...int) decoded {
	return decode(codeOf(op), append(set, flagWide, flagLeave)...).with(flagOffsetA, mark)
}

// haltOps are the rows of all haltings for the decode table; those of calls twice, as in callOps.
func haltOps() []decoded {
	var table []decoded
	seen := map[decoded]bool{}
	for _, h := range haltings() {
		if seen[h.row] {
			continue
		}
		seen[h.row] = true
		table = append(table, h.row)
		if evm.IsCall(byte(h.row.code)) {
			table = append(table, h.row.with(flagOwn, virtualGas))
		}
	}
	return table
}

func (m *machine) defineHalts(halts []Halt) {
	table := m.static("halts")
	for _, h := range haltings() {
		table.Entry(h.message(), h.given.words()...)
	}
	for i := range halts {
		h := &halts[i]
		m.defineSite(&h.Site)
		table.Query(h.Site.Active, h.Code, h.Given.words()...)
		m.handOn(h)
		m.requireGiven(h)
		m.requireBadLanding(h)
		m.requireBeyond(h)
	}
}

// handOn takes the row and gives it to the frame that it ends.
func (m *machine) handOn(h *Halt) {
	s := &h.Site
	where, state, clock := bus.Pair(s.Frame, s.PC), bus.Pair(s.SP, s.CodeID), bus.Pair(0, s.Clock)
	m.wide.Receive(s.Active, h.Code, h.A.tuple(), h.B.tuple(), nil, where, state, clock)
	m.wide.Send(s.Active, virtualHalt, nil, nil, nil, where, state, clock)
}

// requireGiven is about frame, stack and operand.
func (m *machine) requireGiven(h *Halt) {
	api, g := m.api, &h.Given
	m.requireScopeAt(&h.Site, &h.Scope)
	given := api.Add(api.Mul(g.Static, h.Scope.Static), api.Mul(g.Stipend, h.Scope.Stipend), api.Mul(g.Depth, h.Site.SP), g.Constant)
	m.ranges.AssertIf(h.Site.Active, given, 13)
	// Both halves are below 2^128, so their sum is zero only if both are.
	api.AssertIsEqual(api.Mul(api.Add(h.B.Hi, h.B.Lo), h.Inverse), api.Mul(h.Site.Active, g.NonZero))
}

// requireBadLanding says that a jump lands in the code, but on no JUMPDEST. Where the upper half of the destination is not zero, the
// lower one may be asked for: such a jump is bad in any case.
func (m *machine) requireBadLanding(h *Halt) {
	api, l := m.api, &h.Landing
	lands := api.Mul(h.Site.Active, h.Given.Lands)
	m.fetch.Query(lands, l.Prefix, fetchWords(bus.Pair(l.Meta, 0), h.A.Lo, h.Site.CodeID)...)
	api.AssertIsEqual(api.Mul(api.Sub(l.Meta, codeOf(opJumpdest)), l.Inverse), lands)
}

// beyondBits has room for the product of two lengths and two halves; it is a multiple of the limbs' width.
const beyondBits = 156

// requireBeyond says that a jump leaves the code, or that a copy reads beyond the return data.
func (m *machine) requireBeyond(h *Halt) {
	api, s := m.api, &h.Site
	leaves, exceeds := api.Mul(s.Active, h.Given.Leaves), api.Mul(s.Active, h.Given.Exceeds)
	m.accounts.Query(leaves, tagCodeLength, bus.Pair(s.CodeID, h.Length))
	m.exchangeReturn(exceeds, s.Frame, s.Clock, &h.Returned, h.Returned.Base, h.Returned.Len)
	bound := api.Add(h.Length, api.Mul(exceeds, api.Sub(h.Returned.Len, h.Length, -1)))
	hi, lo := api.Add(h.A.Hi, api.Mul(exceeds, h.B.Hi)), api.Add(h.A.Lo, api.Mul(exceeds, h.B.Lo))
	// hi > 0 or lo ≥ bound: as both are sums of halves, that is bound·(hi − 1) + lo ≥ 0.
	m.ranges.AssertIf(api.Add(leaves, exceeds), api.Add(api.Mul(bound, api.Sub(hi, 1)), lo), beyondBits)
}
