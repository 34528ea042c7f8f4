// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"math/big"
	"sync"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/fft"
	"github.com/consensys/gnark/constraint"
	cs "github.com/consensys/gnark/constraint/bn254"
)

// lagrangeAt gives L_i(t) = ω^i·(t^n − 1) / (n·(t − ω^i)) for the first count roots.
func lagrangeAt(domain *fft.Domain, w *toxicWaste, count int) []fr.Element {
	const block = 1 << 12
	out := make([]fr.Element, count)
	var factor fr.Element
	factor.Mul(&w.vanishing, &domain.CardinalityInv)
	inParallel(count, block, func() func(from, to int) {
		roots := make([]fr.Element, block)
		return func(from, to int) {
			var root fr.Element
			root.Exp(domain.Generator, big.NewInt(int64(from)))
			differences := out[from:to]
			for i := range differences {
				roots[i] = root
				differences[i].Sub(&w.t, &root)
				root.Mul(&root, &domain.Generator)
			}
			inverses := fr.BatchInvert(differences)
			for i := range inverses {
				differences[i].Mul(&inverses[i], &roots[i]).Mul(&differences[i], &factor)
			}
			clear(inverses)
		}
	})
	return out
}

// matricesAt gives A_i(t), B_i(t) and C_i(t) for every wire i.
func matricesAt(system *cs.R1CS, domain *fft.Domain, w *toxicWaste) (a, b, c []fr.Element) {
	lagrange := lagrangeAt(domain, w, system.GetNbConstraints())
	defer clear(lagrange)
	var sides sync.WaitGroup
	sides.Go(func() {
		a = combine(system, lagrange, func(r *constraint.R1C) constraint.LinearExpression { return r.L })
	})
	sides.Go(func() {
		b = combine(system, lagrange, func(r *constraint.R1C) constraint.LinearExpression { return r.R })
	})
	sides.Go(func() {
		c = combine(system, lagrange, func(r *constraint.R1C) constraint.LinearExpression { return r.O })
	})
	sides.Wait()
	return a, b, c
}

// combine sums coefficient·L_j(t) over the terms of one side of every constraint j.
func combine(system *cs.R1CS, lagrange []fr.Element, side func(*constraint.R1C) constraint.LinearExpression) []fr.Element {
	sums := make([]fr.Element, wireCount(system))
	constraints := system.GetR1CIterator()
	var product fr.Element
	for j := 0; j < len(lagrange); j++ {
		for _, term := range side(constraints.Next()) {
			sum := &sums[term.WireID()]
			switch id := term.CoeffID(); id {
			case constraint.CoeffIdOne:
				sum.Add(sum, &lagrange[j])
			case constraint.CoeffIdMinusOne:
				sum.Sub(sum, &lagrange[j])
			default:
				sum.Add(sum, product.Mul(&system.Coefficients[id], &lagrange[j]))
			}
		}
	}
	return sums
}

func wireCount(system *cs.R1CS) int {
	return system.GetNbPublicVariables() + system.GetNbSecretVariables() + system.GetNbInternalVariables()
}
