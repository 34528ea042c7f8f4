// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"math/bits"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/fft"
	"github.com/consensys/gnark/constraint"
	cs "github.com/consensys/gnark/constraint/bn254"
)

// keyScalars are the logarithms of the key's points. All of them are toxic.
type keyScalars struct {
	a, b                       []fr.Element // without zeros
	zeroA, zeroB               []bool       // which wires these were
	public, private, committed []fr.Element // K_i by kind of wire
	committedSigma             []fr.Element // σ·K_i
	z                          []fr.Element // one more than the key wants
	cornersG1                  []fr.Element // α, β, δ
	cornersG2                  []fr.Element // β, δ, γ
}

func scalarsOf(system *cs.R1CS, commitment *constraint.Groth16Commitment, domain *fft.Domain, w *toxicWaste) *keyScalars {
	s := &keyScalars{cornersG1: []fr.Element{w.alpha, w.beta, w.delta}, cornersG2: []fr.Element{w.beta, w.delta, w.gamma}}
	var c []fr.Element
	s.a, s.b, c = matricesAt(system, domain, w)
	defer clear(c)
	s.splitK(c, system.GetNbPublicVariables(), commitment, w)
	s.committedSigma = make([]fr.Element, len(s.committed))
	for i := range s.committed {
		s.committedSigma[i].Mul(&s.committed[i], &w.sigma)
	}
	s.a, s.zeroA = withoutZeros(s.a)
	s.b, s.zeroB = withoutZeros(s.b)
	s.z = quotientPowers(domain, w)
	return s
}

// splitK turns c into K and deals it out. The commitment's own wire is a hint's output, but the verifier computes it: public.
func (s *keyScalars) splitK(c []fr.Element, publicWires int, commitment *constraint.Groth16Commitment, w *toxicWaste) {
	committed := commitment.PrivateCommitted // ascending
	s.public = make([]fr.Element, 0, publicWires+1)
	s.committed = make([]fr.Element, 0, len(committed))
	s.private = make([]fr.Element, 0, len(c)-publicWires-1-len(committed))
	var k, t fr.Element
	for i := range c {
		k.Mul(&s.a[i], &w.beta)
		t.Mul(&s.b[i], &w.alpha)
		k.Add(&k, &t).Add(&k, &c[i])
		switch {
		case i < publicWires || i == commitment.CommitmentIndex:
			s.public = append(s.public, *k.Mul(&k, &w.gammaInv))
		case len(committed) > 0 && committed[0] == i:
			committed = committed[1:]
			s.committed = append(s.committed, *k.Mul(&k, &w.gammaInv))
		default:
			s.private = append(s.private, *k.Mul(&k, &w.deltaInv))
		}
	}
}

// withoutZeros closes the gaps in place and says where they were; what is left behind is wiped.
func withoutZeros(e []fr.Element) ([]fr.Element, []bool) {
	zero := make([]bool, len(e))
	n := 0
	for i := range e {
		if zero[i] = e[i].IsZero(); !zero[i] {
			e[n] = e[i]
			n++
		}
	}
	clear(e[n:])
	return e[:n], zero
}

// quotientPowers is t^j·(t^n − 1)/δ for all j < n, where gnark's prover wants them: bit-reversed. The last is never used.
func quotientPowers(domain *fft.Domain, w *toxicWaste) []fr.Element {
	n := int(domain.Cardinality)
	z := make([]fr.Element, n)
	shift := bits.LeadingZeros64(domain.Cardinality) + 1
	var power fr.Element
	power.Mul(&w.vanishing, &w.deltaInv)
	for j := range n {
		z[bits.Reverse64(uint64(j))>>shift] = power
		power.Mul(&power, &w.t)
	}
	return z
}

func (s *keyScalars) wipe() {
	for _, v := range [][]fr.Element{s.a, s.b, s.public, s.private, s.committed, s.committedSigma, s.z, s.cornersG1, s.cornersG2} {
		clear(v)
	}
	*s = keyScalars{}
}
