// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/evm"
)

// poppedOperands are what a call pops but gas and address.
type poppedOperands struct {
	value                                  evm.Word // zero where there is none
	argsOff, argsLen, returnOff, returnLen int
}

func (o *poppedOperands) spans() Spans {
	return Spans{o.argsOff, o.argsLen, o.returnOff, o.returnLen}
}

// operands replays the rows of a call that pop.
func (b *builder) operands(f *frame, s *evm.Step) *poppedOperands {
	row := b.row(f, codeOf(int(s.Op)), s.PC)
	if b.beforeLast == codeOf(opGas) {
		row.Flags[flagOwn] = virtualGas
	}
	b.pop(f, row, 2)
	o, rest := &poppedOperands{}, s.Pops[2:]
	if s.Op == 0xf1 || s.Op == 0xf2 {
		o.value, rest = s.Pops[2], s.Pops[3:]
		b.pop(f, b.row(f, virtualCallValue, s.PC), 1)
	}
	o.argsOff, o.argsLen, o.returnOff, o.returnLen = b.size(&rest[0]), b.size(&rest[1]), b.size(&rest[2]), b.size(&rest[3])
	b.pop(f, b.row(f, virtualCallArguments, s.PC), 2)
	b.pop(f, b.row(f, virtualCallReturn, s.PC), 2)
	return o
}

func kindOf(op byte) Kind {
	is := func(other byte) frontend.Variable { return bit(op == other) }
	return Kind{is(0xf1), is(0xf2), is(0xf4), is(0xfa)}
}

// siteOfCall describes the row that comes next.
func (b *builder) siteOfCall(f *frame, pc int) Site {
	return Site{1, f.id, pc, len(f.stack), f.codeID, b.clock + 1}
}

// payee is who gets the value of a call.
func (b *builder) payee(f *frame, s *evm.Step) int {
	if s.Op == 0xf2 {
		return f.self
	}
	return b.indices[evm.AddressFromWord(&s.Pops[1])]
}

// refused replays a call with a value that the caller does not have.
func (b *builder) refused(f *frame, s *evm.Step) {
	r := take(b, partRefused, b.c.Refused)
	r.Site, r.IsCallCode = b.siteOfCall(f, s.PC), bit(s.Op == 0xf2)
	balance := b.exchange(cellName{spaceBalance + f.run, f.self, evm.Word{}}, nil, b.moment(b.clock+1, momentFirst))
	r.Balance, r.OldTime = halves(&balance.value).Lo, balance.time
	o := b.operands(f, s)
	r.Gas, r.Address, r.Value, r.Spans = halves(&s.Pops[0]), halves(&s.Pops[1]), halves(&o.value), o.spans()
	r.Inverse = inverse(r.Value.Hi)
	b.push(f, b.row(f, virtualResume, s.PC), evm.Word{})
	r.Returned = b.exchangeReturn(f, b.clock, 0, nil)
	b.fillScope(&r.Scope, f)
}

// pay moves the value of a call of a precompile.
func (b *builder) pay(f *frame, s *evm.Step, value *evm.Word) {
	p, address := take(b, partPayments, b.c.Payments), evm.AddressFromWord(&s.Pops[1])
	*p = Payment{
		Active: 1, Clock: b.clock, IsCallCode: bit(s.Op == 0xf2), Address: addressWord(address).Lo, Account: b.indices[address], Value: halves(value).Lo,
	}
	b.transfer(&p.Transfer, f, f.self, b.payee(f, s), value, b.clock, 0)
	b.fillScope(&p.Caller, f)
}
