// SPDX-License-Identifier: Apache-2.0

package word

import (
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"
)

// Products asserts x·y = o for linear expressions x, y and o in one R1CS; with api.Mul and api.AssertIsEqual it takes two.
type Products struct {
	api  frontend.API
	r1cs bool
	gate constraint.BlueprintID
}

// NewProducts registers the gate; a circuit makes one. Builders of another kind than R1CS, and the test engine, get the
// two-step assertion.
func NewProducts(api frontend.API) *Products {
	p := &Products{api: api}
	if _, p.r1cs = api.Compiler().ToCanonicalVariable(1).(constraint.LinearExpression); p.r1cs {
		p.gate = api.Compiler().AddBlueprint(&constraint.BlueprintGenericR1C{})
	}
	return p
}

// Assert says x·y = o.
func (p *Products) Assert(x, y, o frontend.Variable) {
	if !p.r1cs {
		p.api.AssertIsEqual(p.api.Mul(x, y), o)
		return
	}
	var calldata []uint32
	row := constraint.R1C{L: p.expression(x), R: p.expression(y), O: p.expression(o)}
	(&constraint.BlueprintGenericR1C{}).CompressR1C(&row, &calldata)
	p.api.Compiler().AddInstruction(p.gate, calldata)
}

// expression gives the terms of v; adding 0 makes a constant a multiple of the wire that is 1.
func (p *Products) expression(v frontend.Variable) constraint.LinearExpression {
	return p.api.Compiler().ToCanonicalVariable(p.api.Add(v, 0)).(constraint.LinearExpression)
}
