// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/fft"
)

// toxicWaste is what forges proofs. pedersen is a point of G2 whose logarithm nobody knows; it is not secret.
type toxicWaste struct {
	t, alpha, beta, gamma, delta, sigma fr.Element
	gammaInv, deltaInv                  fr.Element
	vanishing                           fr.Element // t^n − 1
	pedersen                            bn254.G2Affine
}

// sampleWaste draws from crypto/rand in gnark's order, so that a test can give both the same bytes.
func sampleWaste(domain *fft.Domain) (*toxicWaste, error) {
	w := new(toxicWaste)
	// A root of unity as t would make the quotient vanish, and divide by zero.
	for w.vanishing.IsZero() {
		if err := sampleNonzero(&w.t); err != nil {
			return nil, err
		}
		one := fr.One()
		w.vanishing.Exp(w.t, new(big.Int).SetUint64(domain.Cardinality)).Sub(&w.vanishing, &one)
	}
	for _, e := range []*fr.Element{&w.alpha, &w.beta, &w.gamma, &w.delta} {
		if err := sampleNonzero(e); err != nil {
			return nil, err
		}
	}
	w.gammaInv.Inverse(&w.gamma)
	w.deltaInv.Inverse(&w.delta)
	var err error
	if w.pedersen, err = bn254.RandomOnG2(); err != nil {
		return nil, fmt.Errorf("sample toxic waste: %w", err)
	}
	return w, w.sampleSigma()
}

func sampleNonzero(e *fr.Element) error {
	for {
		if _, err := e.SetRandom(); err != nil {
			return fmt.Errorf("sample toxic waste: %w", err)
		}
		if !e.IsZero() {
			return nil
		}
	}
}

// sampleSigma draws σ from [1, r) with the bytes that gnark-crypto's pedersen.Setup would take.
func (w *toxicWaste) sampleSigma() error {
	one := big.NewInt(1)
	sigma, err := rand.Int(rand.Reader, new(big.Int).Sub(fr.Modulus(), one))
	if err != nil {
		return fmt.Errorf("sample toxic waste: %w", err)
	}
	w.sigma.SetBigInt(sigma.Add(sigma, one))
	clear(sigma.Bits())
	return nil
}

func (w *toxicWaste) wipe() { *w = toxicWaste{} }
