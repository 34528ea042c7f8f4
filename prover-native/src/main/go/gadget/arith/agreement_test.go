// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/holiman/uint256"
)

var binaryOps = []byte{
	ADD, MUL, SUB, DIV, SDIV, MOD, SMOD, SIGNEXTEND, LT, GT, SLT, SGT, EQ, AND, OR, XOR, BYTE, SHL, SHR, SAR,
}

var unaryOps = []byte{ISZERO, NOT, CLZ}

var ternaryOps = []byte{ADDMOD, MULMOD}

// edges are where carries, signs, indices and shifts change.
var edges = []string{
	"0", "1", "2", "7", "8", "30", "31", "32", "127", "128", "129", "255", "256", "2^65-1", "2^65", "2^127", "2^128-1", "2^128", "2^128+1",
	"2^255-1", "2^255", "2^255+1", "2^256-1",
}

var (
	two256 = powerOfTwo(256)
	two255 = powerOfTwo(255)
)

// reference is the Yellow Paper's definition in unbounded integers, written apart from uint256.
func reference(f Fact) *big.Int {
	a, b, n := f.A.ToBig(), f.B.ToBig(), f.N.ToBig()
	zeroIf := func(divisor *big.Int, divide func() *big.Int) *big.Int {
		if divisor.Sign() == 0 {
			return divisor
		}
		return divide()
	}
	o := new(big.Int)
	switch f.Op {
	case ADD:
		o.Add(a, b)
	case MUL:
		o.Mul(a, b)
	case SUB:
		o.Sub(a, b)
	case DIV:
		o = zeroIf(b, func() *big.Int { return o.Div(a, b) })
	case SDIV:
		o = zeroIf(b, func() *big.Int { return o.Quo(twos(a), twos(b)) })
	case MOD:
		o = zeroIf(b, func() *big.Int { return o.Mod(a, b) })
	case SMOD:
		o = zeroIf(b, func() *big.Int { return o.Rem(twos(a), twos(b)) })
	case ADDMOD:
		o = zeroIf(n, func() *big.Int { return o.Mod(o.Add(a, b), n) })
	case MULMOD:
		o = zeroIf(n, func() *big.Int { return o.Mod(o.Mul(a, b), n) })
	case EXP:
		o.Exp(a, b, two256)
	default:
		return comparedOrBitwise(f.Op, a, b)
	}
	return o.Mod(o, two256)
}

func comparedOrBitwise(op byte, a, b *big.Int) *big.Int {
	is := func(condition bool) *big.Int {
		if condition {
			return big.NewInt(1)
		}
		return new(big.Int)
	}
	by := 256
	if a.Cmp(big.NewInt(256)) < 0 {
		by = int(a.Int64())
	}
	o := new(big.Int)
	switch op {
	case LT:
		o = is(a.Cmp(b) < 0)
	case GT:
		o = is(a.Cmp(b) > 0)
	case SLT:
		o = is(twos(a).Cmp(twos(b)) < 0)
	case SGT:
		o = is(twos(a).Cmp(twos(b)) > 0)
	case EQ:
		o = is(a.Cmp(b) == 0)
	case ISZERO:
		o = is(a.Sign() == 0)
	case AND:
		o.And(a, b)
	case OR:
		o.Or(a, b)
	case XOR:
		o.Xor(a, b)
	case NOT:
		o.Not(a)
	case SHL:
		o.Lsh(b, uint(by))
	case SHR:
		o.Rsh(b, uint(by))
	case SAR:
		o.Rsh(twos(b), uint(by))
	default:
		return byBits(op, a, b)
	}
	return o.Mod(o, two256)
}

// byBits builds BYTE, SIGNEXTEND and CLZ bit by bit.
func byBits(op byte, a, b *big.Int) *big.Int {
	o := new(big.Int)
	for i := range 256 {
		switch op {
		case BYTE:
			if a.Cmp(big.NewInt(32)) < 0 && i < 8 {
				o.SetBit(o, i, b.Bit(8*(31-int(a.Int64()))+i))
			}
		case SIGNEXTEND:
			from := i
			if a.Cmp(big.NewInt(31)) < 0 {
				from = min(i, 8*int(a.Int64())+7)
			}
			o.SetBit(o, i, b.Bit(from))
		case CLZ:
			o.SetInt64(int64(256 - a.BitLen()))
		}
	}
	return o
}

// twos reads a word as a signed number.
func twos(x *big.Int) *big.Int {
	if x.Cmp(two255) >= 0 {
		return new(big.Int).Sub(x, two256)
	}
	return x
}

func assertReference(t *testing.T, facts []Fact) {
	t.Helper()
	for _, f := range facts {
		if got := f.Result(); got.ToBig().Cmp(reference(f)) != 0 {
			t.Fatalf("0x%02x(%v, %v, %v) = %v, the definition says %v", f.Op, &f.A, &f.B, &f.N, &got, reference(f))
		}
	}
}

// assertProven solves a circuit of exactly the rows these facts need.
func assertProven(t *testing.T, facts []Fact) {
	t.Helper()
	assertReference(t, facts)
	shape := shapeFor(facts)
	if err := engine(shape, assignment(t, shape, facts)); err != nil {
		t.Fatalf("%d facts from 0x%02x: %v", len(facts), facts[0].Op, err)
	}
}

func pairs(op byte) []Fact {
	var facts []Fact
	for _, a := range edges {
		for _, b := range edges {
			facts = append(facts, fact(op, a, b))
		}
	}
	return facts
}

func TestChips_AgreeOnEdges(t *testing.T) {
	t.Parallel()
	for _, op := range binaryOps {
		assertProven(t, pairs(op))
	}
	for _, op := range unaryOps {
		var facts []Fact
		for _, a := range edges {
			facts = append(facts, fact(op, a, "0"))
		}
		assertProven(t, facts)
	}
	moduli := []string{"0", "1", "2", "2^65", "2^128-1", "2^128+1", "2^255", "2^256-1"}
	for _, op := range ternaryOps {
		for _, n := range moduli {
			var facts []Fact
			for _, f := range pairs(op) {
				f.N = number(n)
				facts = append(facts, f)
			}
			assertProven(t, facts)
			if testing.Short() {
				break
			}
		}
	}
}

func TestChips_AgreeOnEdgesOfExp(t *testing.T) {
	t.Parallel()
	bases := []string{"0", "1", "2", "3", "10", "256", "2^128", "2^128+1", "2^255", "2^256-1"}
	exponents := edges
	if testing.Short() {
		bases, exponents = []string{"10", "2^128"}, []string{"0", "1", "2", "18", "31", "255", "256"}
	}
	for _, a := range bases {
		var facts []Fact
		for _, b := range exponents {
			facts = append(facts, fact(EXP, a, b))
		}
		assertProven(t, facts)
	}
}

// random has short and long words, powers of two and their neighbours.
func random(r *rand.Rand) uint256.Int {
	x := uint256.Int{r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64()}
	switch r.IntN(5) {
	case 0:
		return *uint256.NewInt(r.Uint64N(300))
	case 1:
		x.Rsh(&x, uint(r.IntN(256)))
	case 2:
		x.Lsh(uint256.NewInt(1), uint(r.IntN(256)))
		x.SubUint64(&x, r.Uint64N(3))
	case 3:
		x.Not(x.Rsh(&x, uint(r.IntN(256))))
	}
	return x
}

func randomFact(r *rand.Rand) Fact {
	ops := append(append(append([]byte{EXP}, binaryOps...), unaryOps...), ternaryOps...)
	f := Fact{Op: ops[r.IntN(len(ops))], A: random(r), B: random(r)}
	switch f.Op {
	case ISZERO, NOT, CLZ:
		f.B.Clear()
	case ADDMOD, MULMOD:
		f.N = random(r)
	case EXP:
		f.B = *uint256.NewInt(r.Uint64N(64))
	case SHL, SHR, SAR, BYTE, SIGNEXTEND:
		if r.IntN(4) > 0 {
			f.A = *uint256.NewInt(r.Uint64N(270))
		}
	}
	return f
}

func TestChips_AgreeOnRandomFacts(t *testing.T) {
	t.Parallel()
	batches := 40
	if testing.Short() {
		batches = 2
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range batches {
		facts := make([]Fact, 510)
		for i := range facts {
			facts[i] = randomFact(r)
		}
		assertProven(t, facts)
	}
}

func TestBitwise_EveryWidth(t *testing.T) {
	facts := []Fact{fact(AND, "2^256-1", "0x5a5a"), fact(OR, "2^200-9", "2^128+1"), fact(XOR, "2^255+3", "2^127-77")}
	for width, rows := range map[int]int{4: 8, 5: 40, 6: 200, 7: 700} {
		if got := chunkWidth(rows); got != width {
			t.Errorf("%d rows have chunks of %d bits, want %d", rows, got, width)
		}
		shape := newCircuit(Capacity{Bitwise: rows}, len(facts), 0)
		if err := engine(shape, assignment(t, shape, facts)); err != nil {
			t.Errorf("width %d: %v", width, err)
		}
	}
}

// TestChips_CompileAndSolve uses the constraint system itself, where products are single rows.
func TestChips_CompileAndSolve(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var facts []Fact
	for range 200 {
		facts = append(facts, randomFact(r))
	}
	facts = append(facts, fact(EXP, "0", "0"), fact(EXP, "2", "2^255"))
	shape := shapeFor(facts)
	if err := compile(t, shape).solve(t, assignment(t, shape, facts)); err != nil {
		t.Fatal(err)
	}
}

func TestAssign_FillsUnusedRows(t *testing.T) {
	c := Capacity{2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}
	if err := engine(newCircuit(c, 0, 0), assignment(t, newCircuit(c, 0, 0), nil)); err != nil {
		t.Fatal(err)
	}
}

func TestAssign_SharesRows(t *testing.T) {
	for _, c := range []struct {
		facts []Fact
		want  Capacity
	}{
		{[]Fact{fact(ADD, "1", "2"), fact(ADD, "1", "2"), fact(ADD, "2", "1")}, Capacity{ALU: 2}},
		{[]Fact{fact(DIV, "7", "2"), fact(MOD, "7", "2")}, Capacity{Mul: 1}},
		{[]Fact{fact(DIV, "7", "0"), fact(MOD, "7", "0")}, Capacity{Mul: 2}},
		{[]Fact{fact(SDIV, "7", "2")}, Capacity{Signed: 1, Mul: 1}},
		{[]Fact{fact(SHL, "256", "2")}, Capacity{Shift: 1, Mul: 1, ALU: 1}},
		{[]Fact{fact(EXP, "10", "18"), fact(EXP, "10", "9")}, Capacity{Exp: 6, Mul: 5}},
		{[]Fact{fact(EXP, "0", "0")}, Capacity{Exp: 1}},
	} {
		if got := Need(c.facts); got != c.want {
			t.Errorf("%v takes %+v, want %+v", c.facts, got, c.want)
		}
	}
}

func TestAssign_Refuses(t *testing.T) {
	var capacity *CapacityError
	err := New(Capacity{ALU: 9, Mul: 1}).Assign([]Fact{fact(MUL, "1", "2"), fact(MUL, "1", "3")})
	if !errors.As(err, &capacity) || *capacity != (CapacityError{"Mul", 2, 1}) {
		t.Errorf("two products in one row: %v", err)
	}
	for _, f := range []Fact{{}, {Op: 0x20}, fact(ISZERO, "1", "1"), fact(CLZ, "1", "1"), fact3(ADD, "1", "2", "3")} {
		if err := New(Capacity{9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}).Assign([]Fact{f}); err == nil || errors.As(err, &capacity) {
			t.Errorf("%+v: %v", f, err)
		}
		if Need([]Fact{f}) != (Capacity{}) {
			t.Errorf("%+v takes rows", f)
		}
	}
}
