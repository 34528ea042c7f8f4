// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"fmt"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark/backend/groth16"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"

	"suture.dev/prover-native/commitment"
)

// ProofBytes is the length of an encoded proof.
const ProofBytes = 12 * wordBytes

// proofPoints are the elements of a Groth16 proof with one commitment.
type proofPoints struct {
	a, krs, d, pok bn254.G1Affine
	b              bn254.G2Affine
}

func encodeProof(proof groth16.Proof) ([]byte, error) {
	p, ok := proof.(*groth16bn254.Proof)
	if !ok || len(p.Commitments) != 1 {
		return nil, fmt.Errorf("proof is not Groth16 over BN254 with one commitment")
	}
	var w wordWriter
	w.g1(&p.Ar)
	w.g2(&p.Bs)
	w.g1(&p.Krs)
	w.g1(&p.Commitments[0])
	w.g1(&p.CommitmentPok)
	return w.bytes, nil
}

func decodeProof(b []byte) (proofPoints, error) {
	if len(b) != ProofBytes {
		return proofPoints{}, fmt.Errorf("%w: proof has %d bytes, want %d", commitment.ErrInput, len(b), ProofBytes)
	}
	r := wordReader{what: "proof", bytes: b}
	var p proofPoints
	p.a, p.b, p.krs, p.d, p.pok = r.g1(), r.g2(), r.g1(), r.g1(), r.g1()
	return p, r.err
}
