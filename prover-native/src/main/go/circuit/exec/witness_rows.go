// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/arith"
)

// frame is a frame of the replay.
type frame struct {
	id, run, tx    int
	parent         *frame
	trace          *evm.Frame // nil for a frame of the empty code
	self, codeID   int
	codeAccount    int
	kind           evm.FrameKind
	caller, value  evm.Word
	origin         evm.Word
	static, stip   bool
	input          []byte
	dataBase       int
	end, endPC     int
	endSP, endCode int
	off, length    int
	success        bool
	output         []byte
	outputBase     int

	stack   []stackCell
	memory  memory
	journal []*write
	returns returned
}

type stackCell struct {
	value evm.Word
	time  int // of the row that pushed it; 0 where a row that halts has read it
}

// returned is a frame's return data.
type returned struct {
	base, time int
	data       []byte
}

// undo is the clock at which the innermost failed frame around this one ends.
func (f *frame) undo() int {
	switch {
	case !f.success:
		return f.end
	case f.parent == nil:
		return 0
	}
	return f.parent.undo()
}

// run replays both traces.
func (b *builder) run() error {
	for r := range runs {
		for k := range b.in.Scenario.Txs {
			if b.failure != nil {
				return b.failure
			}
			b.replayTx(r, k)
		}
	}
	b.steps = b.clock
	for b.clock < len(b.c.Rows) {
		b.row(nil, virtualPad, 0)
	}
	for _, fill := range b.scopes {
		fill()
	}
	if last := b.c.Rows[len(b.c.Rows)-1].Code; b.failure == nil && last != virtualPad {
		b.failure = &CapacityError{partSteps, b.clock + 1, len(b.c.Rows)}
	}
	return b.failure
}

func (b *builder) replayTx(r, k int) {
	tx := &b.in.Scenario.Txs[k]
	result := b.traces[r].Txs[k]
	f := &frame{
		id: b.clock + 1, run: r, tx: k, self: b.indices[tx.To], codeID: b.codeID(tx.To, r), codeAccount: b.indices[tx.To], caller: tx.From.Word(), value: tx.Value,
		origin: tx.From.Word(), static: tx.Static, input: tx.Data, dataBase: int(toInt(b.c.Txs[k].DataBase)), success: result.Success, output: result.Output,
	}
	if result.RootFrame >= 0 {
		f.trace = &b.traces[r].Frames[result.RootFrame]
	}
	row := &b.c.Txs[k].Runs[r]
	row.ToCode = f.codeID
	if !tx.Value.IsZero() {
		b.transfer(&row.Transfer, f, b.indices[tx.From], f.self, &tx.Value, f.id, momentsBefore)
	}
	b.replayFrame(f)
	b.scopes = append(b.scopes, func() { row.Closing = b.closing(f) })
}

// closing is what a frame gives back.
func (b *builder) closing(f *frame) Closing {
	return Closing{f.end, bit(f.success), f.outputBase, len(f.output), f.undo()}
}

// replayFrame runs the steps of a frame, and of the frames it opens.
func (b *builder) replayFrame(f *frame) {
	b.frames = append(b.frames, f)
	if f.trace == nil {
		b.row(f, codeOf(opStop), 0)
		b.endFrame(f, codeOf(opStop), 0, 0)
		return
	}
	steps := b.traces[f.run].Steps
	index := frameIndex(b.traces[f.run], f.trace)
	for i := f.trace.FirstStep; i <= f.trace.LastStep && b.failure == nil; i++ {
		if steps[i].Frame == index {
			b.step(f, &steps[i])
		}
	}
}

func frameIndex(t *evm.Trace, f *evm.Frame) int {
	for i := range t.Frames {
		if &t.Frames[i] == f {
			return i
		}
	}
	return -1
}

// row writes the next row for a frame: its code and position; operands are set by whoever runs it.
func (b *builder) row(f *frame, code, pc int) *Row {
	r := take(b, partSteps, b.c.Rows)
	b.clock++
	r.Code, b.beforeLast, b.last = code, b.last, code
	for i, v := range b.flags[code] {
		r.Flags[i] = v
	}
	if f != nil {
		r.Frame, r.PC, r.SP, r.CodeID = f.id, pc, len(f.stack), f.codeID
		if code < virtualPad {
			r.Prefix = b.prefix(f.codeID, pc)
		}
	}
	return r
}

// pop takes A, and B where the row has it, off the stack. What is there is what the trace says, but for the size of the target's
// code, which the circuit keeps to itself.
func (b *builder) pop(f *frame, r *Row, words int) (popped [2]evm.Word) {
	for i, column := range []struct {
		value *Word
		time  *frontend.Variable
	}{{&r.A, &r.TimeA}, {&r.B, &r.TimeB}} {
		if i < words {
			top := f.stack[len(f.stack)-1]
			f.stack = f.stack[:len(f.stack)-1]
			*column.value, *column.time, popped[i] = halves(&top.value), top.time, top.value
		}
	}
	return popped
}

func (b *builder) push(f *frame, r *Row, value evm.Word) {
	r.O = halves(&value)
	f.stack = append(f.stack, stackCell{value, b.clock})
}

// site describes the row of the current clock for a chip.
func (b *builder) site(f *frame, pc, sp int) Site {
	return Site{1, f.id, pc, sp, f.codeID, b.clock}
}

// step replays one instruction.
func (b *builder) step(f *frame, s *evm.Step) {
	if s.Halt != evm.None && s.Halt != evm.InvalidOpcode {
		b.halt(f, s)
		return
	}
	op := int(s.Op)
	if op == opDelegated {
		b.unsupported("opcode 0xef")
		return
	}
	switch {
	case s.Halt == evm.InvalidOpcode, op == opStop, op == 0xf3, op == 0xfd:
		b.end(f, s)
	case op >= 0x5f && op <= 0x7f:
		b.push(f, b.row(f, codeOf(op), s.PC), s.Pushes[0])
		if op > 0x5f {
			b.sites[pushSite{f.codeID, s.PC}] = true
		}
	case op >= 0x80 && op <= 0x8f:
		b.duplicate(f, b.row(f, codeOf(op), s.PC), op-0x7f)
	case op >= 0x90 && op <= 0x9f:
		b.swap(f, b.row(f, codeOf(op), s.PC), op-0x8f)
	case op == 0xf1 || op == 0xf2 || op == 0xf4 || op == 0xfa:
		b.call(f, s)
	default:
		b.plain(f, s)
	}
}

// plain replays an instruction of at most two operands by itself, and hands others to their chips.
func (b *builder) plain(f *frame, s *evm.Step) {
	code := codeOf(int(s.Op))
	flags, known := b.flags[code]
	if !known {
		b.unsupported("opcode 0x%02x", s.Op)
		return
	}
	sp := len(f.stack)
	r := b.row(f, code, s.PC)
	popped := b.pop(f, r, flags[flagPop1]+flags[flagPop2])
	if flags[flagPush] == 1 {
		b.push(f, r, b.pushed(s))
	}
	switch {
	case flags[flagJumpIf] == 1 && !popped[1].IsZero():
		hi, lo := evm.Word{popped[1][2], popped[1][3]}, evm.Word{popped[1][0], popped[1][1]}
		r.Taken, r.Inverse = 1, inverse(new(evm.Word).Add(&hi, &lo).ToBig())
	case flags[flagPure] == 1 && len(s.Pops) > 0:
		b.facts = append(b.facts, arith.Fact{Op: s.Op, A: popped[0], B: popped[1]})
	case flags[flagWide] == 1:
		b.chip(f, s, sp)
	}
}

// pushed is the result of an instruction; EXTCODESIZE of the target gives 1 here.
func (b *builder) pushed(s *evm.Step) evm.Word {
	if s.Op == 0x3b && evm.AddressFromWord(&s.Pops[0]) == b.in.Scenario.Target {
		return evm.Word{1}
	}
	return s.Pushes[0]
}

func (b *builder) duplicate(f *frame, r *Row, n int) {
	source := &f.stack[len(f.stack)-n]
	r.A, r.TimeA = halves(&source.value), source.time
	source.time = b.clock
	b.push(f, r, source.value)
}

func (b *builder) swap(f *frame, r *Row, n int) {
	top, other := &f.stack[len(f.stack)-1], &f.stack[len(f.stack)-1-n]
	r.A, r.TimeA, r.B, r.TimeB = halves(&top.value), top.time, halves(&other.value), other.time
	r.O = r.B
	top.value, other.value = other.value, top.value
	top.time, other.time = b.clock, b.clock
}

// end replays the last row of a frame.
func (b *builder) end(f *frame, s *evm.Step) {
	code, sp := codeOf(int(s.Op)), len(f.stack)
	r := b.row(f, code, s.PC)
	if s.Op == 0xf3 || s.Op == 0xfd {
		b.pop(f, r, 2)
		f.off, f.length = b.size(&s.Pops[0]), b.size(&s.Pops[1])
	}
	b.endFrame(f, code, s.PC, sp)
}

func (b *builder) endFrame(f *frame, code, pc, sp int) {
	f.end, f.endCode, f.endPC, f.endSP = b.clock, code, pc, sp
	if tail := b.outputTail(f); len(f.output)+tail > 0 {
		f.outputBase = b.rom.place(b, f.output, tail)
		b.readMemory(f, b.clock, f.off, f.length, func(i int) frontend.Variable { return f.outputBase + i })
	}
	for position, left := range f.stack {
		if left.time == 0 {
			continue
		}
		d := take(b, partDrains, b.c.Drains)
		*d = Drain{1, left.time, f.id, position, halves(&left.value)}
	}
	if !f.success {
		b.undoWrites(f)
	} else if f.parent != nil {
		f.parent.journal = append(f.parent.journal, f.journal...)
	}
}

// size is an offset or length in memory; what does not fit is unsupported.
func (b *builder) size(w *evm.Word) int {
	if !w.IsUint64() || w.Uint64() >= 1<<lengthBits {
		b.unsupported("a memory or data offset or length of %d bits", w.BitLen())
		return 0
	}
	return int(w.Uint64())
}
