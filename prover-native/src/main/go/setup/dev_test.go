// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"bytes"
	"crypto/rand"
	"errors"
	"math/big"
	mathrand "math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/fft"
	"github.com/consensys/gnark/backend/groth16"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/frontend/cs/scs"

	"suture.dev/prover-native/circuit/code"
)

// withRandomness makes crypto/rand give the same bytes to every caller of f with the same prefix and seed.
func withRandomness(prefix []byte, f func()) {
	system := rand.Reader
	defer func() { rand.Reader = system }()
	rand.Reader = &replay{prefix: slices.Clone(prefix), rest: mathrand.NewChaCha8([32]byte{1})}
	f()
}

type replay struct {
	prefix []byte
	rest   *mathrand.ChaCha8
}

func (r *replay) Read(p []byte) (int, error) {
	if len(r.prefix) > 0 {
		n := copy(p, r.prefix)
		r.prefix = r.prefix[n:]
		return n, nil
	}
	return r.rest.Read(p)
}

func TestDev_GivesGnarksKeysFromTheSameRandomness(t *testing.T) {
	for name, circuit := range map[string]frontend.Circuit{
		"one row": &chain{rows: 1}, "chain": &chain{rows: 700}, "unread wires": &unread{}, "code-1k": code.New(code.TestShape()),
	} {
		t.Run(name, func(t *testing.T) {
			system := compile(t, circuit)
			var pk, wantPK *groth16bn254.ProvingKey
			var vk, wantVK *groth16bn254.VerifyingKey
			withRandomness(nil, func() { pk, vk = dev(t, system) })
			withRandomness(nil, func() {
				p, v, err := groth16.Setup(system)
				if err != nil {
					t.Fatal(err)
				}
				wantPK, wantVK = p.(*groth16bn254.ProvingKey), v.(*groth16bn254.VerifyingKey)
			})
			if !reflect.DeepEqual(vk, wantVK) { // with e(α, β) and the other unexported fields
				t.Error("the verifying keys differ")
			}
			if !reflect.DeepEqual(pk, wantPK) {
				t.Error("the proving keys differ")
			}
			if !bytes.Equal(dump(t, pk), dump(t, wantPK)) {
				t.Error("the dumps differ")
			}
		})
	}
}

// unread has a secret input that no constraint reads, whose K, A and B are at infinity, and a committed one that is public.
type unread struct {
	In     frontend.Variable `gnark:",public"`
	Unread frontend.Variable
	Read   frontend.Variable
}

func (c *unread) Define(api frontend.API) error {
	challenge, err := api.(frontend.Committer).Commit(c.Unread, c.Read, c.In)
	api.AssertIsEqual(api.Mul(c.In, c.Read, challenge), api.Mul(challenge, 3, c.In))
	return err
}

func dev(t *testing.T, system constraint.ConstraintSystem) (*groth16bn254.ProvingKey, *groth16bn254.VerifyingKey) {
	t.Helper()
	pk, vk, err := Dev(system, quiet)
	if err != nil {
		t.Fatal(err)
	}
	return pk, vk
}

func dump(t *testing.T, pk *groth16bn254.ProvingKey) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := pk.WriteDump(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Every part of the key that a proof reads must matter, or the comparison above could hide a part that is never compared.
func TestDev_ProofsVerifyAndDependOnEveryPartOfTheKey(t *testing.T) {
	system := compile(t, &chain{rows: 20})
	pk, vk := dev(t, system)
	proofHolds := func() bool {
		assignment := &chain{First: 3, Step: 5, Last: lastOf(3, 5, 20), rows: 20}
		witness, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
		if err != nil {
			t.Fatal(err)
		}
		proof, err := groth16.Prove(system, pk, witness)
		if err != nil {
			t.Fatal(err)
		}
		public, err := witness.Public()
		if err != nil {
			t.Fatal(err)
		}
		return groth16.Verify(proof, vk, public) == nil
	}
	if !proofHolds() {
		t.Fatal("the proof does not verify")
	}
	for name, points := range map[string][]bn254.G1Affine{
		"A": pk.G1.A, "B": pk.G1.B, "K": pk.G1.K, "Z": pk.G1.Z, "public K": vk.G1.K,
		"basis": pk.CommitmentKeys[0].Basis, "basis times σ": pk.CommitmentKeys[0].BasisExpSigma,
	} {
		last := &points[len(points)-1]
		right := *last
		last.Add(last, &pk.G1.Alpha)
		if proofHolds() {
			t.Errorf("a wrong point in %s goes unnoticed", name)
		}
		*last = right
	}
	pk.G2.B[0].Add(&pk.G2.B[0], &pk.G2.Beta)
	if proofHolds() {
		t.Error("a wrong point in B of G2 goes unnoticed")
	}
}

// lastOf is chain outside of a circuit.
func lastOf(first, step int64, rows int) *big.Int {
	x, s := big.NewInt(first), big.NewInt(step)
	for i := range rows {
		y := new(big.Int).Mul(new(big.Int).Add(x, s), new(big.Int).Sub(x, big.NewInt(int64(i))))
		x = y.Mul(y, new(big.Int).Add(y, big.NewInt(1)))
		x.Mod(x, fr.Modulus())
	}
	return x
}

func TestDev_SamplesAgainWhereTheWasteWouldBeDegenerate(t *testing.T) {
	domain := fft.NewDomain(8)
	regular := func(limbs [4]uint64) []byte {
		b := make([]byte, 0, 32)
		for _, limb := range limbs {
			for i := range 8 {
				b = append(b, byte(limb>>(8*i)))
			}
		}
		return b
	}
	// SetRandom takes the bytes as the Montgomery form.
	zero, one, generator := make([]byte, 32), regular(fr.One()), regular(domain.Generator)
	ordinary := bytes.Repeat([]byte{1}, 32)
	withRandomness(slices.Concat(zero, one, generator, ordinary, zero, ordinary), func() {
		w, err := sampleWaste(domain)
		if err != nil {
			t.Fatal(err)
		}
		for name, e := range map[string]*fr.Element{
			"t": &w.t, "t^n − 1": &w.vanishing, "α": &w.alpha, "β": &w.beta, "γ": &w.gamma, "δ": &w.delta, "σ": &w.sigma,
		} {
			if e.IsZero() {
				t.Errorf("%s is zero", name)
			}
		}
		if w.t != w.alpha {
			t.Error("t is not the first element that may be used")
		}
		w.wipe()
		if *w != (toxicWaste{}) {
			t.Error("the waste was not wiped")
		}
	})
}

func TestDev_RefusesSystemsItHasNoKeyFor(t *testing.T) {
	field := ecc.BN254.ScalarField()
	sparse, err := frontend.Compile(field, scs.NewBuilder, &plain{})
	if err != nil {
		t.Fatal(err)
	}
	other, err := frontend.Compile(ecc.BLS12_381.ScalarField(), r1cs.NewBuilder, &chain{rows: 2})
	if err != nil {
		t.Fatal(err)
	}
	for name, system := range map[string]constraint.ConstraintSystem{
		"no commitment": compile(t, &plain{}), "two commitments": compile(t, &plain{commitments: 2}), "PLONK": sparse, "other curve": other,
	} {
		if _, _, err := Dev(system, quiet); !errors.Is(err, ErrSystem) {
			t.Errorf("%s: got %v, want ErrSystem", name, err)
		}
	}
	if _, _, err := Dev(compile(t, &plain{commitments: 1, ignorePublic: true}), quiet); !errors.Is(err, ErrDegenerate) {
		t.Errorf("a public input that nothing reads: got %v, want ErrDegenerate", err)
	}
}

type plain struct {
	Public       frontend.Variable `gnark:",public"`
	Secret       frontend.Variable
	commitments  int
	ignorePublic bool
}

func (c *plain) Define(api frontend.API) error {
	sum := api.Mul(c.Secret, c.Secret)
	for range c.commitments {
		challenge, err := api.(frontend.Committer).Commit(c.Secret)
		if err != nil {
			return err
		}
		sum = api.Mul(sum, challenge)
	}
	if !c.ignorePublic {
		sum = api.Mul(sum, c.Public)
	}
	api.AssertIsDifferent(sum, 0)
	return nil
}

func TestRequireSound_RefusesEveryDegenerateKey(t *testing.T) {
	system := compile(t, &chain{rows: 4})
	for name, spoil := range map[string]func(pk *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey){
		"α":       func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) { pk.G1.Alpha = bn254.G1Affine{} },
		"δ in G1": func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) { pk.G1.Delta = bn254.G1Affine{} },
		"δ in G2": func(_ *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) { vk.G2.Delta = bn254.G2Affine{} },
		"γ":       func(_ *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) { vk.G2.Gamma = bn254.G2Affine{} },
		"γ = −δ":  func(_ *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) { vk.G2.Gamma.Neg(&vk.G2.Delta) },
		"σ = −1": func(_ *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) {
			vk.CommitmentKeys[0].GSigmaNeg = vk.CommitmentKeys[0].G
		},
		"public K":   func(_ *groth16bn254.ProvingKey, vk *groth16bn254.VerifyingKey) { vk.G1.K[1] = bn254.G1Affine{} },
		"basis":      func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) { clear(pk.CommitmentKeys[0].Basis) },
		"basis gone": func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) { pk.CommitmentKeys[0].Basis = nil },
		"σ·basis": func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) {
			clear(pk.CommitmentKeys[0].BasisExpSigma)
		},
		"Z": func(pk *groth16bn254.ProvingKey, _ *groth16bn254.VerifyingKey) { clear(pk.G1.Z) },
	} {
		pk, vk := dev(t, system)
		spoil(pk, vk)
		if err := requireSound(pk, vk); !errors.Is(err, ErrDegenerate) {
			t.Errorf("%s: got %v, want ErrDegenerate", name, err)
		}
	}
}

func TestDev_ReportsProgressThatOnlyGrows(t *testing.T) {
	type report struct {
		phase   string
		percent int
	}
	var reports []report
	_, _, err := Dev(compile(t, &chain{rows: 5000}), func(phase string, percent int) {
		reports = append(reports, report{phase, percent})
	})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(reports, func(a, b report) int { return a.percent - b.percent }) {
		t.Errorf("progress goes back: %v", reports)
	}
	if len(reports) < 20 || reports[len(reports)-1] != (report{"multiply in G2", 100}) {
		t.Errorf("got %d reports, the last of them %v", len(reports), reports[len(reports)-1])
	}
}
