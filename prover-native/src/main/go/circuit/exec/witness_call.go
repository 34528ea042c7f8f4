// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
)

// call replays an instruction of the CALL family and the frame it enters.
func (b *builder) call(f *frame, s *evm.Step) {
	switch s.Call {
	case evm.Precompile:
		b.precompile(f, s)
		return
	case evm.NoBalance:
		b.refused(f, s)
		return
	case evm.DepthLimit:
		b.unsupported("a call at the depth limit")
		return
	}
	if !callable(evm.AddressFromWord(&s.Pops[1])) {
		b.unsupported("a call of an account below 0x101")
		return
	}
	c := take(b, partCalls, b.c.Calls)
	c.Active = 1
	c.PC, c.SP, c.CodeID, c.Clock = s.PC, len(f.stack), f.codeID, b.clock+1
	o := b.operands(f, s)
	c.Gas, c.Address, c.Value, c.Spans = halves(&s.Pops[0]), halves(&s.Pops[1]), halves(&o.value), o.spans()

	child := b.enter(f, s, c, &o.value, o.argsLen)
	c.ArgsBase = child.dataBase
	b.readMemory(f, b.clock, o.argsOff, o.argsLen, func(i int) frontend.Variable { return child.dataBase + i })
	if !o.value.IsZero() {
		c.Transfers, c.ValueInverse = 1, inverse(c.Value.Lo)
		b.transfer(&c.Transfer, child, f.self, b.payee(f, s), &o.value, b.clock, 0)
	}
	b.replayFrame(child)
	if b.failure != nil {
		return
	}
	b.resume(f, c, child, s.PC, o.returnOff, o.returnLen)
}

// enter makes the callee's frame and fills what the call says of it.
func (b *builder) enter(f *frame, s *evm.Step, c *Call, value *evm.Word, argsLen int) *frame {
	address := evm.AddressFromWord(&s.Pops[1])
	callee := b.indices[address]
	child := &frame{
		id: int(toInt(c.Clock)), run: f.run, tx: f.tx, parent: f, self: f.self, codeID: b.codeID(address, f.run), codeAccount: callee, origin: f.origin,
		caller: b.accounts[f.self].Word(), value: *value, static: f.static || s.Op == 0xfa,
		stip: f.stip || s.Pops[0].LtUint64(stipend+1), success: !s.Pushes[0].IsZero(),
	}
	switch s.Op {
	case 0xf1:
		child.self, child.kind = callee, evm.Call
	case 0xf2:
		child.kind = evm.CallCode
	case 0xf4:
		child.kind, child.caller, child.value = evm.DelegateCall, f.caller, f.value
	case 0xfa:
		child.self, child.kind = callee, evm.StaticCall
	}
	c.Kind = kindOf(s.Op)
	child.input = b.memoryBytes(f, b.size(&s.Pops[len(s.Pops)-4]), argsLen)
	if s.Call == evm.Entered {
		child.trace = &b.traces[f.run].Frames[s.Child]
		child.output = child.trace.Output
	}
	child.dataBase = b.rom.place(b, child.input, b.longestTails[string(child.input)])
	c.Callee, c.CalleeCode, c.StipendOnly = callee, child.codeID, bit(s.Pops[0].LtUint64(stipend+1))
	c.AddressTop, c.AddressHigh = addressCut(&s.Pops[1])
	c.CallerSelf, c.CallerCaller, c.CallerValue, c.Origin = addressWord(b.accounts[f.self]), halves(&f.caller), halves(&f.value), halves(&f.origin)
	b.fillScope(&c.Caller, f)
	return child
}

// callable tells whether a call of the address can be proven.
func callable(a evm.Address) bool {
	w := a.Word()
	return w.GtUint64(firstCallable - 1)
}

// addressCut gives the parts of an operand above its lower 160 and 128 bits.
func addressCut(w *evm.Word) (top, high frontend.Variable) {
	return evmShift(w, 160), uint32(w[2])
}

func evmShift(w *evm.Word, bits uint) frontend.Variable { return new(evm.Word).Rsh(w, bits).ToBig() }

// resume replays the row behind the callee: success, return data, and the output in memory.
func (b *builder) resume(f *frame, c *Call, child *frame, pc, returnOff, returnLen int) {
	var success evm.Word
	success.SetUint64(uint64(bit(child.success)))
	b.push(f, b.row(f, virtualResume, pc), success)
	c.Returned = b.exchangeReturn(f, b.clock, child.outputBase, child.output)
	c.CopyAll = bit(len(child.output) <= returnLen)
	b.writeMemory(f, b.clock, returnOff, child.output[:min(returnLen, len(child.output))], func(i int) frontend.Variable { return child.outputBase + i })
	b.scopes = append(b.scopes, func() { c.Closing = b.closing(child) })
}

// exchangeReturn replaces a frame's return data at a clock and gives what it was.
func (b *builder) exchangeReturn(f *frame, clock, base int, data []byte) Returned {
	old := f.returns
	f.returns = returned{base, clock, data}
	return Returned{old.time, old.base, len(old.data)}
}

// touchReturn reads a frame's return data at a clock.
func (b *builder) touchReturn(f *frame, clock int) Returned {
	return b.exchangeReturn(f, clock, f.returns.base, f.returns.data)
}

// fillScope fills a scope once it is known how the frames around end.
func (b *builder) fillScope(s *Scope, f *frame) {
	b.scopes = append(b.scopes, func() {
		*s = Scope{f.id, f.run, f.tx, f.self, f.undo(), bit(f.static), bit(f.stip)}
	})
}

func (b *builder) assignFrames() error {
	for _, f := range b.frames {
		row := take(b, partFrames, b.c.Frames)
		parentUndo := 0
		if f.parent != nil {
			parentUndo = f.parent.undo()
		}
		*row = Frame{
			Active: 1,
			Entry: Entry{
				ID: f.id, Run: f.run, Tx: f.tx, Self: f.self, CodeID: f.codeID, CodeAccount: f.codeAccount, Kind: int(f.kind), Caller: halves(&f.caller), Value: halves(&f.value),
				Origin: halves(&f.origin), Static: bit(f.static), Stipend: bit(f.stip), ParentUndo: parentUndo,
				DataBase: f.dataBase, DataLen: len(f.input),
			},
			EndCode: f.endCode, End: f.end, EndPC: f.endPC, EndSP: f.endSP, Off: f.off, Len: f.length, OutputBase: f.outputBase,
			Undo: f.undo(), SelfAddress: addressWord(b.accounts[f.self]), CodeLength: len(b.codeBytes[f.codeID]),
			ReturnTime: f.returns.time, ReturnBase: f.returns.base, ReturnLen: len(f.returns.data),
		}
		for _, e := range endings() {
			if codeOf(e.op) == f.endCode {
				row.Success, row.HasOutput = e.success, e.output
			}
		}
	}
	for i := b.used[partFrames]; i < len(b.c.Frames); i++ {
		b.c.Frames[i].Entry.Self = 0
	}
	return b.failure
}
