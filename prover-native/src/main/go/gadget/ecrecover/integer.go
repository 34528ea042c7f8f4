// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/word"
)

const (
	limbBits  = 5 * word.LimbBits // whole limbs of the range table
	limbs     = 4
	topBits   = 256 - (limbs-1)*limbBits
	pairBits  = 2 * limbBits
	wordBytes = 32
)

// Element is a number below 2^256 in limbs of 65 bits, the lowest first; it need not be reduced.
type Element [limbs]frontend.Variable

// interval is where an integer is known to lie; it must not be written to.
type interval struct{ min, max *big.Int }

func exactly(x *big.Int) interval { return interval{x, x} }

// upTo is 0 … 2^bits − 1.
func upTo(bits int) interval { return interval{new(big.Int), ones(bits)} }

func (i interval) plus(j interval) interval {
	return interval{new(big.Int).Add(i.min, j.min), new(big.Int).Add(i.max, j.max)}
}

func (i interval) times(j interval) interval {
	out := interval{}
	for _, x := range []*big.Int{i.min, i.max} {
		for _, y := range []*big.Int{j.min, j.max} {
			out = out.with(new(big.Int).Mul(x, y))
		}
	}
	return out
}

// with widens an interval; the zero interval is empty.
func (i interval) with(x *big.Int) interval {
	if i.min == nil || x.Cmp(i.min) < 0 {
		i.min = x
	}
	if i.max == nil || x.Cmp(i.max) > 0 {
		i.max = x
	}
	return i
}

func (i interval) magnitude() *big.Int {
	low, high := new(big.Int).Abs(i.min), new(big.Int).Abs(i.max)
	if low.Cmp(high) > 0 {
		return low
	}
	return high
}

// limb is a field element that stands for an integer known to lie in an interval.
type limb struct {
	v  frontend.Variable
	in interval
}

// form is the integer Σ limbs[i]·2^(65·i), linear in columns; in says where it lies, closer than its limbs do.
type form struct {
	limbs []limb
	in    interval
}

func constant(x *big.Int) form {
	f := form{in: exactly(x)}
	for _, part := range cut(x, max(1, (x.BitLen()+limbBits-1)/limbBits)) {
		f.limbs = append(f.limbs, limb{part, exactly(part)})
	}
	return f
}

// cut gives n limbs of |x|, with the sign of x; the highest takes what is left.
func cut(x *big.Int, n int) []*big.Int {
	parts, rest := make([]*big.Int, n), new(big.Int).Abs(x)
	for i := range parts {
		parts[i] = new(big.Int).Set(rest)
		if i < n-1 {
			parts[i].And(rest, ones(limbBits))
		}
		if rest.Rsh(rest, limbBits); x.Sign() < 0 {
			parts[i].Neg(parts[i])
		}
	}
	return parts
}

func elementOf(x *big.Int) (e Element) {
	for i, part := range cut(x, limbs) {
		e[i] = part
	}
	return e
}

func ones(bits int) *big.Int {
	return new(big.Int).Sub(powerOfTwo(bits), big.NewInt(1))
}

func powerOfTwo(bits int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(bits)) }

func (b *builder) zeroLimb() limb { return limb{0, exactly(new(big.Int))} }

func (b *builder) limbAt(f form, i int) limb {
	if i < len(f.limbs) {
		return f.limbs[i]
	}
	return b.zeroLimb()
}

func (b *builder) addLimbs(x, y limb) limb { return limb{b.api.Add(x.v, y.v), x.in.plus(y.in)} }

func (b *builder) scaleLimb(x limb, by *big.Int) limb {
	return limb{b.api.Mul(x.v, by), x.in.times(exactly(by))}
}

func (b *builder) scale(f form, by int64) form {
	k := big.NewInt(by)
	out := form{in: f.in.times(exactly(k))}
	for _, l := range f.limbs {
		out.limbs = append(out.limbs, b.scaleLimb(l, k))
	}
	return out
}

func (b *builder) add(forms ...form) form {
	out := constant(new(big.Int))
	for _, f := range forms {
		sum := form{in: out.in.plus(f.in)}
		for i := range max(len(out.limbs), len(f.limbs)) {
			sum.limbs = append(sum.limbs, b.addLimbs(b.limbAt(out, i), b.limbAt(f, i)))
		}
		out = sum
	}
	return out
}

func (b *builder) sub(f, g form) form { return b.add(f, b.scale(g, -1)) }

// element says that the limbs are short, and gives the number below 2^256.
func (b *builder) element(g group, e Element) form {
	for i, v := range e {
		b.below(g, v, limbWidth(i))
	}
	return formOf(e)
}

// formOf is the number of an element whose limbs are known to be short.
func formOf(e Element) form {
	f := form{in: upTo((limbs-1)*limbBits + topBits)}
	for i, v := range e {
		f.limbs = append(f.limbs, limb{v, upTo(limbWidth(i))})
	}
	return f
}

func limbWidth(i int) int {
	if i == limbs-1 {
		return topBits
	}
	return limbBits
}

// native is the number as a field element, modulo the order of the field.
func (b *builder) native(f form) frontend.Variable {
	var total frontend.Variable = 0
	for i, l := range f.limbs {
		total = b.api.Add(total, b.api.Mul(l.v, powerOfTwo(i*limbBits)))
	}
	return total
}

// product is a term of a congruence.
type product struct{ x, y form }

// congruence says Σ x·y + linear = 0 modulo a number.
type congruence struct {
	modulus  *big.Int
	products []product
	linear   form
	wide     bool // quotients beyond ±2^256
}

// quotientTop is the width of the highest limb of a quotient: quotients are within ±2^256 or ±2^259, and are stored with
// that added.
func (c *congruence) quotientTop() int {
	if c.wide {
		return limbBits
	}
	return topBits + 1
}

func (c *congruence) quotientOffset() *big.Int {
	return powerOfTwo((limbs-1)*limbBits + c.quotientTop() - 1)
}

// quotient is the column for a sum that the modulus divides; of another sum it is rounded down.
func (c congruence) quotient(total *big.Int) Element {
	q := new(big.Int).Div(total, c.modulus)
	return elementOf(q.Add(q, c.quotientOffset()))
}

// congruent says that the congruence holds: Σ x·y + linear − quotient·modulus = 0.
func (b *builder) congruent(c congruence, quotient Element) {
	q := form{in: interval{new(big.Int).Neg(c.quotientOffset()), new(big.Int).Sub(c.quotientOffset(), big.NewInt(1))}}
	for i, v := range quotient {
		bits := limbBits
		if i == limbs-1 {
			bits = c.quotientTop()
		}
		b.below(groupQuotient, v, bits)
		q.limbs = append(q.limbs, limb{v, upTo(bits)})
	}
	q = form{b.sub(q, constant(c.quotientOffset())).limbs, q.in}
	total := b.add(c.linear, b.multiplied(q, new(big.Int).Neg(c.modulus)))
	for _, p := range c.products {
		total = b.add(total, b.multiply(p))
	}
	b.vanishes(total)
}

// multiplied is f times a constant.
func (b *builder) multiplied(f form, by *big.Int) form {
	out := form{in: f.in.times(exactly(by)), limbs: make([]limb, len(f.limbs)+limbs-1)}
	for i := range out.limbs {
		out.limbs[i] = b.zeroLimb()
	}
	for j, part := range cut(by, limbs) {
		for i, l := range f.limbs {
			out.limbs[i+j] = b.addLimbs(out.limbs[i+j], b.scaleLimb(l, part))
		}
	}
	return out
}

// multiply gives x·y, limb by limb, from the values of the polynomials at seven points: the product polynomial has seven
// coefficients, so these determine it, as field elements. It takes seven R1CS.
func (b *builder) multiply(p product) form {
	var values []frontend.Variable
	for _, at := range evaluationPoints {
		values = append(values, b.api.Mul(b.evaluate(p.x, at), b.evaluate(p.y, at)))
	}
	values = append(values, b.api.Mul(b.limbAt(p.x, limbs-1).v, b.limbAt(p.y, limbs-1).v))
	out := form{in: p.x.in.times(p.y.in)}
	for c, row := range b.interpolation {
		l := b.zeroLimb()
		for i := range limbs {
			if j := c - i; 0 <= j && j < limbs {
				l.in = l.in.plus(b.limbAt(p.x, i).in.times(b.limbAt(p.y, j).in))
			}
		}
		for k, v := range values {
			l.v = b.api.Add(l.v, b.api.Mul(v, row[k]))
		}
		out.limbs = append(out.limbs, l)
	}
	return out
}

// evaluationPoints and infinity.
var evaluationPoints = []int64{0, 1, -1, 2, -2, 3}

func (b *builder) evaluate(f form, at int64) frontend.Variable {
	if len(f.limbs) > limbs {
		panic("ecrecover: a factor of too many limbs")
	}
	var total frontend.Variable = 0
	for i, l := range f.limbs {
		total = b.api.Add(total, b.api.Mul(l.v, new(big.Int).Exp(big.NewInt(at), big.NewInt(int64(i)), nil)))
	}
	return total
}

// interpolationMatrix gives the coefficients of a polynomial of degree 6 from its values at evaluationPoints and its highest
// coefficient: the inverse of the matrix of powers, by elimination.
func interpolationMatrix(field *big.Int) [][]*big.Int {
	n := len(evaluationPoints) + 1
	rows := make([][]*big.Int, n)
	for i := range rows {
		rows[i] = make([]*big.Int, 2*n)
		for j := range rows[i] {
			rows[i][j] = new(big.Int)
			switch {
			case j >= n:
				if j-n == i {
					rows[i][j].SetInt64(1)
				}
			case i < n-1:
				mod(rows[i][j].Exp(big.NewInt(evaluationPoints[i]), big.NewInt(int64(j)), nil), field)
			case j == n-1:
				rows[i][j].SetInt64(1)
			}
		}
	}
	for c := range n {
		eliminate(rows, c, field)
	}
	for i := range rows {
		rows[i] = rows[i][n:]
	}
	return rows
}

func eliminate(rows [][]*big.Int, c int, field *big.Int) {
	for p := c; p < len(rows); p++ {
		if rows[p][c].Sign() != 0 {
			rows[c], rows[p] = rows[p], rows[c]
			break
		}
	}
	inverse := new(big.Int).ModInverse(rows[c][c], field)
	for _, v := range rows[c] {
		mod(v.Mul(v, inverse), field)
	}
	for i, row := range rows {
		if i == c {
			continue
		}
		factor := new(big.Int).Set(row[c])
		for j, v := range row {
			mod(v.Sub(v, new(big.Int).Mul(factor, rows[c][j])), field)
		}
	}
}

// vanishes says that a form is zero as an integer: it is zero modulo the order of the field, and modulo 2^130 or so many
// powers of it that both moduli together exceed it.
func (b *builder) vanishes(f form) {
	field := b.api.Compiler().Field()
	modulus, pairs := new(big.Int).Set(field), 0
	for ; modulus.Cmp(f.in.magnitude()) <= 0; pairs++ {
		modulus.Lsh(modulus, pairBits)
	}
	carry := b.zeroLimb()
	for i := range pairs {
		low, high := b.limbAt(f, 2*i), b.limbAt(f, 2*i+1)
		sum := b.addLimbs(b.addLimbs(low, carry), b.scaleLimb(high, powerOfTwo(limbBits)))
		carry = b.carry(sum)
	}
	b.equal(groupNative, b.native(f), 0)
}

// carry says that 2^130 divides the limb, and gives the quotient.
func (b *builder) carry(sum limb) limb {
	least := new(big.Int).Rsh(sum.in.min, pairBits)
	most := new(big.Int).Rsh(sum.in.max, pairBits)
	bits := max(1, new(big.Int).Sub(most, least).BitLen())
	bits = (bits + word.LimbBits - 1) / word.LimbBits * word.LimbBits // whole limbs of the range table are cheaper
	quotient := b.api.DivUnchecked(sum.v, powerOfTwo(pairBits))
	b.below(groupCarry, b.api.Sub(quotient, least), bits)
	in := interval{least, new(big.Int).Add(least, ones(bits))}
	// Both sides of sum = 2^130·quotient are integers, equal modulo the order of the field; so their difference must be below it.
	reach := new(big.Int).Add(sum.in.magnitude(), new(big.Int).Lsh(in.magnitude(), pairBits))
	if reach.Cmp(b.api.Compiler().Field()) >= 0 {
		panic(fmt.Sprintf("ecrecover: a carry reaches %d bits", reach.BitLen())) // a programmer's mistake, seen at compile time
	}
	return limb{quotient, in}
}
