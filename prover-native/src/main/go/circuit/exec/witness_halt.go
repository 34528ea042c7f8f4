// SPDX-License-Identifier: Apache-2.0

package exec

import "suture.dev/prover-native/evm"

// halt replays an instruction that ends its frame exceptionally.
func (b *builder) halt(f *frame, s *evm.Step) {
	h := take(b, partHalts, b.c.Halts)
	sp := len(f.stack)
	r := b.row(f, codeOf(int(s.Op)), s.PC)
	h.Site = b.site(f, s.PC, sp)
	reason := b.reason(f, s)
	if b.failure != nil {
		return
	}
	h.Code, h.Given = reason.message(), reason.given
	b.readOperands(f, r, &reason.row)
	h.A, h.B = r.A, r.B
	if h.Given.NonZero == 1 {
		h.Inverse = inverse(numbers{}.Add(h.B.Hi, h.B.Lo))
	}
	b.fillScope(&h.Scope, f)
	b.fillEvidence(f, s, h)
	b.endFrame(f, virtualHalt, s.PC, sp)
}

// reason finds what the tables know of a step that halts.
func (b *builder) reason(f *frame, s *evm.Step) halting {
	wanted := func(Given) bool { return false }
	switch s.Halt {
	case evm.StackUnderflow:
		wanted = func(g Given) bool { return g.Depth == -1 }
	case evm.Static:
		wanted = func(g Given) bool { return g.Static == 1 }
	case evm.Stipend:
		wanted = func(g Given) bool { return g.Stipend == 1 }
	case evm.BadJump:
		_, within := b.landing(f, s)
		wanted = func(g Given) bool { return g.Lands == bit(within) && g.Leaves == bit(!within) }
	case evm.ReturnDataBounds:
		wanted = func(g Given) bool { return g.Exceeds == 1 }
	}
	for _, h := range haltings() {
		if h.row.code == codeOf(int(s.Op)) && wanted(h.given) {
			return h
		}
	}
	b.unsupported("a frame that ends by %v", s.Halt)
	return halting{}
}

// landing is where a bad jump lands, and whether that is in the code.
func (b *builder) landing(f *frame, s *evm.Step) (pc int, within bool) {
	to := &s.Pops[0]
	if within = to.LtUint64(uint64(len(b.codeBytes[f.codeID]))); within {
		pc = int(to.Uint64())
	}
	return pc, within
}

// readOperands gives a row the flags of one that halts, and the words that these say.
func (b *builder) readOperands(f *frame, r *Row, row *decoded) {
	for i, v := range row.flags {
		r.Flags[i] = v
	}
	if b.beforeLast == codeOf(opGas) {
		r.Flags[flagOwn] = virtualGas
	}
	top := len(f.stack) - 1
	if row.flags[flagPop1] == 1 {
		r.A, r.TimeA = f.stack[top-row.flags[flagOffsetA]].read()
	}
	if row.flags[flagPop2] == 1 {
		r.B, r.TimeB = f.stack[top-1-row.flags[flagOffsetB]].read()
	}
}

// read takes a word from where it is: nobody needs to drain it.
func (c *stackCell) read() (Word, int) {
	time := c.time
	c.time = 0
	return halves(&c.value), time
}

// fillEvidence fills what the reason asks of code and return data.
func (b *builder) fillEvidence(f *frame, s *evm.Step, h *Halt) {
	switch {
	case h.Given.Lands == 1:
		pc, _ := b.landing(f, s)
		scan, at := b.scanAt(f.codeID, pc)
		meta := int(scan.bytes[at]) + 256*scan.e[at]
		h.Landing = Landing{meta, scan.prefix[at], inverse(meta - codeOf(opJumpdest))}
	case h.Given.Leaves == 1:
		h.Length = len(b.codeBytes[f.codeID])
	case h.Given.Exceeds == 1:
		h.Returned = b.touchReturn(f, b.clock)
	}
}
