// SPDX-License-Identifier: Apache-2.0

package keccak

import "github.com/consensys/gnark/frontend"

const thetaBase = 12

// definePermutation chains the rounds of a pack.
func (b *builder) definePermutation(p int) {
	state := b.Packs[p].Input
	for r, round := range b.Packs[p].Rounds {
		b.defineTheta(p, state, round.Theta)
		b.defineChi(p, state, round)
		state = b.iota(p, r, round.Output)
	}
}

// defineTheta says that theta holds the parity of column (x−1, z) and column (x+1, z−1).
func (b *builder) defineTheta(p int, state, theta []frontend.Variable) {
	for start := 0; start < columns; start += b.plan.thetaColumns {
		var terms []frontend.Variable
		for j := range min(b.plan.thetaColumns, columns-start) {
			x, z := (start+j)/laneBits, (start+j)%laneBits
			weight := power(thetaBase, j)
			for y := range 5 {
				terms = append(terms, b.api.Mul(state[at(x+4, y, z)], weight), b.api.Mul(state[at(x+1, y, z+laneBits-1)], weight))
			}
			terms = append(terms, b.api.Mul(theta[start+j], -weight))
		}
		b.slice(groupTheta, b.theta, b.sum(terms), b.plan.width(p), 1)
	}
}

// defineChi takes each row after theta, rho and pi, in dirty digits, to a row of the output.
func (b *builder) defineChi(p int, state []frontend.Variable, round Round) {
	n := divideUp(b.plan.width(p), b.plan.chiRows)
	for y := range 5 {
		for z := range laneBits {
			var terms []frontend.Variable
			for k := range 5 {
				sx, sy, sz := rhoPiSource(k, y, z)
				terms = append(terms, b.api.Mul(state[at(sx, sy, sz)], power(3, k)), b.api.Mul(round.Theta[laneBits*sx+sz], power(3, k)),
					b.api.Mul(round.Output[at(k, y, z)], chiTableRows<<k))
			}
			b.slice(groupChi, b.chi, b.sum(terms), n, b.plan.chiRows)
		}
	}
}

// iota flips the bits of the round constant in lane (0, 0).
func (b *builder) iota(p, r int, output []frontend.Variable) []frontend.Variable {
	state := append([]frontend.Variable(nil), output...)
	for z := range laneBits {
		if roundConstants[r]>>z&1 == 1 {
			state[z] = b.api.Sub(spread(1<<b.plan.width(p)-1), output[z])
		}
	}
	return state
}

// output is the state of a pack after the last round.
func (b *builder) output(p int) []frontend.Variable {
	return b.iota(p, b.rounds-1, b.Packs[p].Rounds[b.rounds-1].Output)
}

// at is the index of a bit; coordinates are taken modulo 5, 5 and 64.
func at(x, y, z int) int { return laneBits*(x%5+5*(y%5)) + z%laneBits }

// rhoPiSource is the bit that rho and pi move to (x, y, z): lane (x, y) comes from lane (x', y') with y' = x, y = 2x' + 3y'.
func rhoPiSource(x, y, z int) (int, int, int) {
	sx, sy := 3*(y+2*x)%5, x
	return sx, sy, (z + laneBits - rhoOffsets[sx+5*sy]) % laneBits
}
