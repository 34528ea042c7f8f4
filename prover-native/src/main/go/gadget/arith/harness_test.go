// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/test"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// claim is a queried fact with its result, in columns.
type claim struct {
	Op         frontend.Variable
	A, B, N, O Word
}

// circuit queries claims: those of facts first, then those of facts3.
type circuit struct {
	Chips Chips
	Two   []claim
	Three []claim
}

func (c *circuit) Define(api frontend.API) error {
	a := bus.New(api)
	r := word.NewRanges(a)
	facts, facts3 := a.Static("facts"), a.Static("facts3")
	c.Chips.Define(a, r, facts, facts3)
	for i := range c.Two {
		q := &c.Two[i]
		a.Commit(q.Op, q.A.Hi, q.A.Lo, q.B.Hi, q.B.Lo, q.O.Hi, q.O.Lo)
		facts.Query(1, q.Op, q.A.tuple(), q.B.tuple(), q.O.tuple())
	}
	for i := range c.Three {
		q := &c.Three[i]
		a.Commit(q.Op, q.A.Hi, q.A.Lo, q.B.Hi, q.B.Lo, q.N.Hi, q.N.Lo, q.O.Hi, q.O.Lo)
		facts3.Query(1, q.Op, q.A.tuple(), q.B.tuple(), q.N.tuple(), q.O.tuple())
	}
	return a.Close()
}

func newCircuit(c Capacity, two, three int) *circuit {
	return &circuit{Chips: *New(c), Two: make([]claim, two), Three: make([]claim, three)}
}

// shapeFor is an empty circuit that fits the facts.
func shapeFor(facts []Fact) *circuit {
	two, three := 0, 0
	for _, f := range facts {
		if chipOf[f.Op] == mod3 {
			three++
		} else {
			two++
		}
	}
	return newCircuit(Need(facts), two, three)
}

// assignment fills a circuit for the facts with the right results.
func assignment(t testing.TB, shape *circuit, facts []Fact) *circuit {
	t.Helper()
	c := newCircuit(capacityOf(&shape.Chips), len(shape.Two), len(shape.Three))
	if err := c.Chips.Assign(facts); err != nil {
		t.Fatal(err)
	}
	two, three := c.Two, c.Three
	for _, f := range facts {
		filled := claim{int(f.Op), wordOf(f.A), wordOf(f.B), wordOf(f.N), wordOf(f.Result())}
		if chipOf[f.Op] == mod3 {
			three[0], three = filled, three[1:]
		} else {
			two[0], two = filled, two[1:]
		}
	}
	return c
}

func capacityOf(c *Chips) Capacity {
	return Capacity{
		len(c.ALU), len(c.Mul), len(c.Bitwise), len(c.Shift), len(c.Compare), len(c.Signed), len(c.Byte), len(c.Extend), len(c.Clz),
		len(c.Mod3), len(c.Exp),
	}
}

// engine solves in gnark's test engine.
func engine(shape, c *circuit) error { return test.IsSolved(shape, c, ecc.BN254.ScalarField()) }

// system is a compiled circuit, for many assignments.
type system struct {
	constraint.ConstraintSystem
	options []solver.Option
}

func compile(t testing.TB, shape *circuit) *system {
	t.Helper()
	s, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, shape)
	if err != nil {
		t.Fatal(err)
	}
	id := solver.GetHintID(cs.Bsb22CommitmentComputePlaceholder)
	return &system{s, []solver.Option{solver.OverrideHint(id, challengeHint)}}
}

// challengeHint stands in for the prover's hash of the commitment: a polynomial in all that is committed.
func challengeHint(_ *big.Int, inputs, outputs []*big.Int) error {
	var sum, point, v fr.Element
	point.SetUint64(0x9e3779b97f4a7c15)
	for _, in := range inputs {
		sum.Mul(&sum, &point).Add(&sum, v.SetBigInt(in))
	}
	sum.Mul(&sum, &sum).Mul(&sum, &point).BigInt(outputs[0])
	return nil
}

func (s *system) solve(t testing.TB, c *circuit) error {
	t.Helper()
	w, err := frontend.NewWitness(c, ecc.BN254.ScalarField())
	if err != nil {
		t.Fatal(err)
	}
	return s.IsSolved(w, s.options...)
}

// number reads a decimal, a hexadecimal, or 2^n, 2^n+k or 2^n-k; a negative number is its two's complement.
func number(s string) uint256.Int {
	x := new(big.Int)
	if power, isPower := strings.CutPrefix(s, "2^"); isPower {
		exponent, rest := power, "0"
		if k := strings.IndexAny(power, "+-"); k > 0 {
			exponent, rest = power[:k], power[k:]
		}
		n, err := strconv.Atoi(exponent)
		if err != nil {
			panic(err)
		}
		x.Add(powerOfTwo(uint(n)), parse(rest))
	} else {
		x.Set(parse(s))
	}
	return *uint256.MustFromBig(x.Mod(x, two256))
}

func parse(s string) *big.Int {
	x, ok := new(big.Int).SetString(s, 0)
	if !ok {
		panic(s)
	}
	return x
}

func fact(op byte, a, b string) Fact { return Fact{Op: op, A: number(a), B: number(b)} }

func fact3(op byte, a, b, n string) Fact {
	return Fact{Op: op, A: number(a), B: number(b), N: number(n)}
}
