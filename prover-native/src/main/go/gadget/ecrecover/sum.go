// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// Multiples are R, 3·R … 15·R, and the same of lambda·R, whose x is beta times theirs.
type Multiples struct {
	Double           Doubling
	Next             [keyMultiples - 1]Addition
	Mirrored         [keyMultiples]Element
	MirroredQuotient [keyMultiples]Element
}

// define opens the tables of both.
func (m *Multiples) define(b *builder, p affine, x, y Element) (multiples, mirrored *bus.Table) {
	double, at := m.Double.define(b, p), p
	xs, ys, forms := []Element{x}, []Element{y}, []form{p.x}
	for i := range m.Next {
		next := &m.Next[i]
		at = next.define(b, at, double)
		xs, ys, forms = append(xs, next.X), append(ys, next.Y), append(forms, at.x)
	}
	for i, f := range forms {
		mirror := b.scale(b.element(groupLimbs, m.Mirrored[i]), -1)
		if !b.skip[groupMirror] {
			b.congruent(congruence{prime, []product{{constant(beta), f}}, mirror, false}, m.MirroredQuotient[i])
		}
	}
	return b.openMultiples("ecrecover multiples", xs, ys), b.openMultiples("ecrecover mirrored multiples", m.Mirrored[:], ys)
}

func (m *Multiples) assign(p point) (multiples, mirrored []point) {
	double, at := m.Double.assign(p), p
	multiples = []point{p}
	for i := range m.Next {
		at = m.Next[i].assign(at, double)
		multiples = append(multiples, at)
	}
	for i, q := range multiples {
		total := new(big.Int).Mul(beta, q.x)
		x := new(big.Int).Mod(total, prime)
		m.Mirrored[i], m.MirroredQuotient[i] = elementOf(x), congruence{modulus: prime}.quotient(total.Sub(total, x))
		mirrored = append(mirrored, point{x, q.y})
	}
	return multiples, mirrored
}

// Sum is 2^128·offset + u·R + e·generator, step by step, and then the key, which is what that is without the offset. Where
// the key is infinity, another point takes the place of the sum in the last step.
type Sum struct {
	Doublings [keyWindow * (keyDigits - 1)]Doubling
	Key       [keyDigits][2]Addition
	Base      [baseDigits]Addition
	Last      Addition
}

var (
	offsetEnd = *multiply(offset, powerOfTwo(keyWindow*(keyDigits-1)))
	stand     = generator // stands for a sum that is offsetEnd
)

func (s *Sum) define(b *builder, infinite frontend.Variable, t terms) affine {
	at := constantPoint(offset)
	for j := keyDigits - 1; j >= 0; j-- {
		for i := range keyWindow {
			if j < keyDigits-1 {
				at = s.Doublings[keyWindow*j+i].define(b, at)
			}
		}
		at = s.Key[j][0].define(b, at, t.key[0][j])
		at = s.Key[j][1].define(b, at, t.key[1][j])
	}
	for j := range s.Base {
		at = s.Base[j].define(b, at, t.base[j])
	}
	at = affine{b.replace(infinite, at.x, offsetEnd.x, stand.x), b.replace(infinite, at.y, offsetEnd.y, stand.y)}
	return s.Last.define(b, at, constantPoint(negative(offsetEnd)))
}

// replace gives the stand-in where the number is infinity's, which it says, and the number elsewhere.
func (b *builder) replace(infinite frontend.Variable, f form, end, stand *big.Int) form {
	ends, stands := cut(end, limbs), cut(stand, limbs)
	out := form{in: f.in}
	for i, l := range f.limbs {
		b.zero(groupInfinite, infinite, b.api.Sub(l.v, ends[i]))
		out.limbs = append(out.limbs, limb{b.choose(infinite, stands[i], l.v), l.in})
	}
	return out
}

// assign gives the sum before the last step.
func (s *Sum) assign(t selection) point {
	at := offset
	for j := keyDigits - 1; j >= 0; j-- {
		for i := range keyWindow {
			if j < keyDigits-1 {
				at = s.Doublings[keyWindow*j+i].assign(at)
			}
		}
		at = s.Key[j][0].assign(at, t.key[0][j])
		at = s.Key[j][1].assign(at, t.key[1][j])
	}
	for j := range s.Base {
		at = s.Base[j].assign(at, t.base[j])
	}
	return at
}
