// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fp"
)

// e2Column holds elements a0 + a1·u of F_p², u² = −1.
type e2Column struct{ a0, a1 fp.Vector }

func newE2Column(n int) e2Column { return e2Column{make(fp.Vector, n), make(fp.Vector, n)} }

func (c e2Column) first(n int) e2Column { return e2Column{c.a0[:n], c.a1[:n]} }

func (c e2Column) sub(a, b e2Column) {
	sub(c.a0, a.a0, b.a0)
	sub(c.a1, a.a1, b.a1)
}

// mul is Karatsuba's product; c may be a or b. t has two columns of scratch.
func (c e2Column) mul(a, b, t e2Column) {
	t.a0.Add(a.a0, a.a1)
	t.a1.Add(b.a0, b.a1)
	mul(t.a0, t.a0, t.a1) // (a0 + a1)(b0 + b1)
	mul(t.a1, a.a1, b.a1)
	mul(c.a0, a.a0, b.a0)
	sub(c.a1, t.a0, t.a1)
	sub(c.a1, c.a1, c.a0)
	sub(c.a0, c.a0, t.a1)
}

// square is (a0 + a1)(a0 − a1) + 2·a0·a1·u; c may not be a.
func (c e2Column) square(a, t e2Column) {
	mul(c.a1, a.a0, a.a1)
	c.a1.Add(c.a1, c.a1)
	t.a0.Add(a.a0, a.a1)
	sub(t.a1, a.a0, a.a1)
	mul(c.a0, t.a0, t.a1)
}

// invert divides the conjugate by the norm, which is zero for zero only: −1 is no square in F_p.
func (c e2Column) invert(t e2Column, scratch fp.Vector) {
	mul(t.a0, c.a0, c.a0)
	mul(t.a1, c.a1, c.a1)
	t.a0.Add(t.a0, t.a1)
	invert(t.a0, scratch)
	mul(c.a0, c.a0, t.a0)
	mul(c.a1, c.a1, t.a0)
	clear(t.a1)
	sub(c.a1, t.a1, c.a1)
}

// g2Lanes are points of G2 that grow side by side, as g1Lanes do.
type g2Lanes struct {
	x, y, qx, qy, slope, square, temporary e2Column
	scratch                                fp.Vector
	exceptions                             []exception[bn254.G2Affine]
	empty                                  bool
}

func newG2Lanes(n int) lanes[bn254.G2Affine] {
	return &g2Lanes{
		x: newE2Column(n), y: newE2Column(n), qx: newE2Column(n), qy: newE2Column(n),
		slope: newE2Column(n), square: newE2Column(n), temporary: newE2Column(n),
		scratch: make(fp.Vector, invertScratch(n)), empty: true,
	}
}

func (l *g2Lanes) clear() { l.empty = true }

// addMultiples uses the formulas of g1Lanes.
func (l *g2Lanes) addMultiples(multiples []bn254.G2Affine, digits []int32) {
	n := len(digits)
	x, y, qx, qy := l.x.first(n), l.y.first(n), l.qx.first(n), l.qy.first(n)
	if l.empty {
		gatherG2(x, y, multiples, digits)
		l.empty = false
		return
	}
	gatherG2(qx, qy, multiples, digits)
	slope, square, t := l.slope.first(n), l.square.first(n), l.temporary.first(n)
	slope.sub(qx, x)
	l.setExceptionsApart(slope)
	slope.invert(t, l.scratch)
	qy.sub(qy, y)
	slope.mul(slope, qy, t)
	square.square(slope, t)
	square.sub(square, qx)
	square.sub(square, x)
	x.sub(x, square)
	slope.mul(slope, x, t)
	y.sub(slope, y)
	copy(x.a0, square.a0)
	copy(x.a1, square.a1)
	for i := range l.exceptions {
		e := &l.exceptions[i]
		l.set(e.lane, &e.sum)
	}
}

func (l *g2Lanes) set(i int, p *bn254.G2Affine) {
	l.x.a0[i], l.x.a1[i], l.y.a0[i], l.y.a1[i] = p.X.A0, p.X.A1, p.Y.A0, p.Y.A1
}

// setExceptionsApart is that of g1Lanes.
func (l *g2Lanes) setExceptionsApart(dx e2Column) {
	l.exceptions = l.exceptions[:0]
	for i := range dx.a0 {
		p, q := pointG2(l.x, l.y, i), pointG2(l.qx, l.qy, i)
		if !(dx.a0[i].IsZero() && dx.a1[i].IsZero()) && !p.IsInfinity() && !q.IsInfinity() {
			continue
		}
		p.Add(&p, &q)
		l.exceptions = append(l.exceptions, exception[bn254.G2Affine]{i, p})
		dx.a0[i].SetOne() // whatever a1 is, this is not zero
	}
}

func (l *g2Lanes) store(out []bn254.G2Affine) {
	for i := range out {
		out[i] = pointG2(l.x, l.y, i)
	}
}

func pointG2(x, y e2Column, i int) bn254.G2Affine {
	return bn254.G2Affine{X: bn254.E2{A0: x.a0[i], A1: x.a1[i]}, Y: bn254.E2{A0: y.a0[i], A1: y.a1[i]}}
}

// gatherG2 is gatherG1 in four columns.
func gatherG2(x, y e2Column, multiples []bn254.G2Affine, digits []int32) {
	for i, digit := range digits {
		if digit == 0 {
			x.a0[i], x.a1[i], y.a0[i], y.a1[i] = fp.Element{}, fp.Element{}, fp.Element{}, fp.Element{}
			continue
		}
		sign := int(digit >> 31)
		p := &multiples[(int(digit)^sign)-sign-1]
		x.a0[i], x.a1[i] = p.X.A0, p.X.A1
		y.a0[i].Neg(&p.Y.A0)
		y.a1[i].Neg(&p.Y.A1)
		y.a0[i].Select(sign, &p.Y.A0, &y.a0[i])
		y.a1[i].Select(sign, &p.Y.A1, &y.a1[i])
	}
}
