// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fp"

	"suture.dev/prover-native/commitment"
)

// wordWriter appends 32-byte words.
type wordWriter struct{ bytes []byte }

func (w *wordWriter) coordinate(e *fp.Element) {
	b := e.Bytes()
	w.bytes = append(w.bytes, b[:]...)
}

func (w *wordWriter) g1(p *bn254.G1Affine) {
	w.coordinate(&p.X)
	w.coordinate(&p.Y)
}

func (w *wordWriter) g2(p *bn254.G2Affine) {
	w.coordinate(&p.X.A1)
	w.coordinate(&p.X.A0)
	w.coordinate(&p.Y.A1)
	w.coordinate(&p.Y.A0)
}

// wordReader takes points off a byte string whose length was checked before; the first failure stays.
type wordReader struct {
	what  string
	bytes []byte
	err   error
}

const wordBytes = 32

func (r *wordReader) coordinate() fp.Element {
	var e fp.Element
	if err := e.SetBytesCanonical(r.bytes[:wordBytes]); err != nil && r.err == nil {
		r.err = fmt.Errorf("%w: %s holds a coordinate that is not below the field order", commitment.ErrInput, r.what)
	}
	r.bytes = r.bytes[wordBytes:]
	return e
}

func (r *wordReader) g1() bn254.G1Affine {
	p := bn254.G1Affine{X: r.coordinate(), Y: r.coordinate()}
	if r.err == nil && (!p.IsOnCurve() || !p.IsInSubGroup()) {
		r.err = fmt.Errorf("%w: %s holds a point that is not on the curve", commitment.ErrInput, r.what)
	}
	return p
}

func (r *wordReader) g2() bn254.G2Affine {
	var p bn254.G2Affine
	p.X.A1, p.X.A0 = r.coordinate(), r.coordinate()
	p.Y.A1, p.Y.A0 = r.coordinate(), r.coordinate()
	if r.err == nil && (!p.IsOnCurve() || !p.IsInSubGroup()) {
		r.err = fmt.Errorf("%w: %s holds a G2 point that is not in the subgroup of order r", commitment.ErrInput, r.what)
	}
	return p
}
