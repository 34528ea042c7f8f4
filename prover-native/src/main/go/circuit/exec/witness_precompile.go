// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/ecrecover"
)

// precompile replays a call of ecrecover or identity.
func (b *builder) precompile(f *frame, s *evm.Step) {
	p := take(b, partPrecompiles, b.c.Precompiles)
	p.Site, p.Kind, p.Gas = b.siteOfCall(f, s.PC), kindOf(s.Op), halves(&s.Pops[0])
	p.AddressTop, _ = addressCut(&s.Pops[1])
	o := b.operands(f, s)
	p.Spans, p.Value = o.spans(), halves(&o.value).Lo
	if !o.value.IsZero() {
		p.Pays, p.Inverse = 1, inverse(p.Value)
		b.pay(f, s, &o.value)
	}

	base, outputBase := b.runPrecompile(p, s, b.memoryBytes(f, o.argsOff, o.argsLen))
	b.readMemory(f, b.clock, o.argsOff, o.argsLen, func(i int) frontend.Variable { return base + i })
	b.push(f, b.row(f, virtualResume, s.PC), evm.Word{1})
	output := s.PrecompileOutput
	p.Returned = b.exchangeReturn(f, b.clock, outputBase, output)
	p.CopyAll = bit(len(output) <= o.returnLen)
	b.writeMemory(f, b.clock, o.returnOff, output[:min(o.returnLen, len(output))], func(i int) frontend.Variable { return outputBase + i })
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
