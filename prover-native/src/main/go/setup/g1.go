// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fp"
)

// g1Lanes are points of G1 that grow side by side, in columns of coordinates: (0, 0) is infinity.
type g1Lanes struct {
	x, y, qx, qy, slope, scratch fp.Vector
	exceptions                   []exception[bn254.G1Affine]
	empty                        bool
}

// exception is a lane whose sum the formula for distinct, finite x cannot give.
type exception[P any] struct {
	lane int
	sum  P
}

func newG1Lanes(n int) lanes[bn254.G1Affine] {
	column := func() fp.Vector { return make(fp.Vector, n) }
	return &g1Lanes{
		x: column(), y: column(), qx: column(), qy: column(), slope: column(),
		scratch: make(fp.Vector, invertScratch(n)), empty: true,
	}
}

func (l *g1Lanes) clear() { l.empty = true }

func (l *g1Lanes) addMultiples(multiples []bn254.G1Affine, digits []int32) {
	n := len(digits)
	x, y, qx, qy := l.x[:n], l.y[:n], l.qx[:n], l.qy[:n]
	if l.empty {
		gatherG1(x, y, multiples, digits)
		l.empty = false
		return
	}
	gatherG1(qx, qy, multiples, digits)
	slope := l.slope[:n]
	sub(slope, qx, x)
	l.setExceptionsApart(slope)
	invert(slope, l.scratch)
	// λ = (qy − y)/(qx − x), x' = λ² − x − qx, y' = λ(x − x') − y
	sub(qy, qy, y)
	mul(slope, slope, qy)
	square := qy
	mul(square, slope, slope)
	sub(square, square, qx)
	sub(square, square, x)
	sub(x, x, square)
	mul(slope, slope, x)
	sub(y, slope, y)
	copy(x, square)
	for i := range l.exceptions {
		e := &l.exceptions[i]
		x[e.lane], y[e.lane] = e.sum.X, e.sum.Y
	}
}

// setExceptionsApart adds P + P, P + (−P), P + ∞ and ∞ + P the slow way, and puts a 1 where 1/0 would be.
func (l *g1Lanes) setExceptionsApart(dx fp.Vector) {
	l.exceptions = l.exceptions[:0]
	for i := range dx {
		p, q := bn254.G1Affine{X: l.x[i], Y: l.y[i]}, bn254.G1Affine{X: l.qx[i], Y: l.qy[i]}
		if !dx[i].IsZero() && !p.IsInfinity() && !q.IsInfinity() {
			continue
		}
		p.Add(&p, &q)
		l.exceptions = append(l.exceptions, exception[bn254.G1Affine]{i, p})
		dx[i].SetOne()
	}
}

func (l *g1Lanes) store(out []bn254.G1Affine) {
	for i := range out {
		out[i] = bn254.G1Affine{X: l.x[i], Y: l.y[i]}
	}
}

// gatherG1 fetches digit·base for each digit. Signs are random, so a branch would be mispredicted half of the time.
func gatherG1(x, y fp.Vector, multiples []bn254.G1Affine, digits []int32) {
	for i, digit := range digits {
		if digit == 0 {
			x[i], y[i] = fp.Element{}, fp.Element{}
			continue
		}
		sign := int(digit >> 31)
		p := &multiples[(int(digit)^sign)-sign-1]
		x[i] = p.X
		y[i].Neg(&p.Y)
		y[i].Select(sign, &p.Y, &y[i])
	}
}
