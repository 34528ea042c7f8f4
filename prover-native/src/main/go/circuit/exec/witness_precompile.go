// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/ecrecover"
)

// precompile replays a call of ecrecover or identity.
func (b *builder) precompile(f *frame, s *evm.Step) {
	rest := s.Pops[2:]
	if s.Op == 0xf1 {
		rest = rest[1:]
	}
	if s.Op != 0xf1 && s.Op != 0xfa || s.Op == 0xf1 && !s.Pops[2].IsZero() {
		b.unsupported("a precompile called with a value, or by CALLCODE or DELEGATECALL")
		return
	}
	p := take(b, partPrecompiles, b.c.Precompiles)
	p.Site = Site{1, f.id, s.PC, len(f.stack), f.codeID, b.clock + 1}
	p.IsCall, p.IsStatic, p.Gas = bit(s.Op == 0xf1), bit(s.Op == 0xfa), halves(&s.Pops[0])
	p.AddressTop, _ = addressCut(&s.Pops[1])
	b.pop(f, b.callRow(f, s), 2)
	if s.Op == 0xf1 {
		b.pop(f, b.row(f, virtualCallValue, s.PC), 1)
	}
	argsOff, argsLen, returnOff, returnLen := b.size(&rest[0]), b.size(&rest[1]), b.size(&rest[2]), b.size(&rest[3])
	b.pop(f, b.row(f, virtualCallArguments, s.PC), 2)
	b.pop(f, b.row(f, virtualCallReturn, s.PC), 2)
	p.ArgsOff, p.ArgsLen, p.ReturnOff, p.ReturnLen = argsOff, argsLen, returnOff, returnLen

	base, outputBase := b.runPrecompile(p, s, b.memoryBytes(f, argsOff, argsLen))
	b.readMemory(f, b.clock, argsOff, argsLen, func(i int) frontend.Variable { return base + i })
	b.push(f, b.row(f, virtualResume, s.PC), evm.Word{1})
	output := s.PrecompileOutput
	p.Returned = b.exchangeReturn(f, b.clock, outputBase, output)
	p.CopyAll = bit(len(output) <= returnLen)
	b.writeMemory(f, b.clock, returnOff, output[:min(returnLen, len(output))], func(i int) frontend.Variable { return outputBase + i })
}

// runPrecompile lays out input and output in the rom.
func (b *builder) runPrecompile(p *Precompile, s *evm.Step, input []byte) (base, outputBase int) {
	if evm.AddressFromWord(&s.Pops[1]) == (evm.Address{19: addressIdentity}) {
		base = b.rom.place(b, input, 0)
		p.ArgsBase, p.OutputBase = base, base
		return base, base
	}
	base = b.rom.place(b, input, max(0, recoverInput-len(input)))
	outputBase = b.rom.place(b, s.PrecompileOutput, 0)
	p.IsRecover, p.Found, p.ArgsBase, p.OutputBase = 1, bit(len(s.PrecompileOutput) > 0), base, outputBase
	b.rom.zerosAt(b, base+len(input), &p.Zeros)
	for i, v := range padded(input[:min(len(input), recoverInput)], recoverInput) {
		p.Input[i] = v
	}
	for i, v := range s.PrecompileOutput {
		p.Output[i] = v
	}
	b.recoveries = append(b.recoveries, ecrecover.CallOf(input))
	return base, outputBase
}
