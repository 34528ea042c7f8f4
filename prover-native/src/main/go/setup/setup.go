// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/fft"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/pedersen"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"
	"github.com/consensys/gnark/constraint"
	cs "github.com/consensys/gnark/constraint/bn254"
)

// ErrSystem is wrapped by every refusal of a constraint system.
var ErrSystem = errors.New("no key can be made for this constraint system")

// ErrDegenerate says that a key would prove nothing or hide nothing. Dev never returns such a key.
var ErrDegenerate = errors.New("degenerate key")

// Dev makes proving and verifying keys whose toxic waste was in this process's memory. The system must be a BN254 R1CS with
// exactly one commitment. progress is told the phase and how much of the whole setup is done, from one goroutine at a time.
func Dev(system constraint.ConstraintSystem, progress func(phase string, percent int)) (*groth16bn254.ProvingKey, *groth16bn254.VerifyingKey, error) {
	r1cs, commitment, err := accepted(system)
	if err != nil {
		return nil, nil, err
	}
	progress("evaluate constraints", 0)
	domain := fft.NewDomain(uint64(r1cs.GetNbConstraints()))
	waste, err := sampleWaste(domain)
	if err != nil {
		return nil, nil, err
	}
	defer waste.wipe()
	scalars := scalarsOf(r1cs, commitment, domain, waste)
	defer scalars.wipe()
	pk, vk := new(groth16bn254.ProvingKey), new(groth16bn254.VerifyingKey)
	pk.Domain = *domain
	setInfinities(pk, scalars)
	setPoints(pk, vk, scalars, progress)
	vk.CommitmentKeys = []pedersen.VerifyingKey{pedersenVerifyingKey(waste)}
	vk.PublicAndCommitmentCommitted = constraint.Groth16Commitments{*commitment}.GetPublicAndCommitmentCommitted(
		[]int{commitment.CommitmentIndex}, r1cs.GetNbPublicVariables())
	if err := requireSound(pk, vk); err != nil {
		return nil, nil, err
	}
	if err := vk.Precompute(); err != nil {
		return nil, nil, fmt.Errorf("pairing of α and β: %w", err)
	}
	return pk, vk, nil
}

// accepted is the system with its only commitment.
func accepted(system constraint.ConstraintSystem) (*cs.R1CS, *constraint.Groth16Commitment, error) {
	r1cs, ok := system.(*cs.R1CS)
	if !ok {
		return nil, nil, fmt.Errorf("%w: it is a %T, want R1CS over BN254", ErrSystem, system)
	}
	commitments, ok := r1cs.CommitmentInfo.(constraint.Groth16Commitments)
	if !ok || len(commitments) != 1 {
		return nil, nil, fmt.Errorf("%w: it has %d commitments, want 1", ErrSystem, len(commitments))
	}
	return r1cs, &commitments[0], nil
}

func setInfinities(pk *groth16bn254.ProvingKey, s *keyScalars) {
	pk.InfinityA, pk.InfinityB = s.zeroA, s.zeroB
	pk.NbInfinityA = uint64(len(s.zeroA) - len(s.a))
	pk.NbInfinityB = uint64(len(s.zeroB) - len(s.b))
}

// setPoints multiplies the generators, each slice into memory of its own: a key in memory is as large as it must be.
func setPoints(pk *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey, s *keyScalars, progress func(string, int)) {
	var cornersG1 []bn254.G1Affine
	var cornersG2 []bn254.G2Affine
	pk.CommitmentKeys = make([]pedersen.ProvingKey, 1)
	inG1 := []job[bn254.G1Affine]{
		{&cornersG1, s.cornersG1},
		{&pk.G1.A, s.a},
		{&pk.G1.B, s.b},
		{&pk.G1.Z, s.z[:len(s.z)-1]}, // the quotient has degree n − 2
		{&pk.G1.K, s.private},
		{&vk.G1.K, s.public},
		{&pk.CommitmentKeys[0].Basis, s.committed},
		{&pk.CommitmentKeys[0].BasisExpSigma, s.committedSigma},
	}
	inG2 := []job[bn254.G2Affine]{{&cornersG2, s.cornersG2}, {&pk.G2.B, s.b}}
	meter := meter{total: size(inG1) + weightG2*size(inG2), progress: progress}
	_, _, g1, g2 := bn254.Generators()
	run(inG1, func(width int) *fixedBase[bn254.G1Affine] { return newFixedBaseG1(g1, width) }, meter.phase("multiply in G1", 1))
	run(inG2, func(width int) *fixedBase[bn254.G2Affine] { return newFixedBaseG2(g2, width) }, meter.phase("multiply in G2", weightG2))
	pk.G1.Alpha, pk.G1.Beta, pk.G1.Delta = cornersG1[0], cornersG1[1], cornersG1[2]
	vk.G1.Alpha, vk.G1.Beta, vk.G1.Delta = cornersG1[0], cornersG1[1], cornersG1[2]
	pk.G2.Beta, pk.G2.Delta = cornersG2[0], cornersG2[1]
	vk.G2.Beta, vk.G2.Delta, vk.G2.Gamma = cornersG2[0], cornersG2[1], cornersG2[2]
}

func pedersenVerifyingKey(w *toxicWaste) pedersen.VerifyingKey {
	var sigmaNeg fr.Element
	sigmaNeg.Neg(&w.sigma)
	key := pedersen.VerifyingKey{G: w.pedersen}
	exponent := new(big.Int)
	key.GSigmaNeg.ScalarMultiplication(&key.G, sigmaNeg.BigInt(exponent))
	clear(exponent.Bits())
	return key
}
