// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/commitment"
)

func quiet(string, int) {}

var (
	testBlinds = code.Blinds{Commitment: fr.NewElement(11), Evaluation: fr.NewElement(12), Parameters: fr.NewElement(13)}
	testOld    = bytes.Repeat([]byte{0x5b}, 100)
	testInput  = code.Input{Old: testOld, New: append([]byte{0x5b}, testOld...), MaxSize: 1024}
)

// sharedKey is one key of the test shape with one proof, made once for all tests.
var sharedKey = sync.OnceValues(func() (proven, error) {
	dir, err := os.MkdirTemp("", "suture-test-key-")
	if err != nil {
		return proven{}, err
	}
	defer os.RemoveAll(dir)
	key, err := OpenKey("code-1k", dir, quiet)
	if err != nil {
		return proven{}, err
	}
	proof, inputs, err := key.Prove(testInput, testBlinds, fr.NewElement(99), quiet)
	return proven{key, proof, inputs}, err
})

type proven struct {
	key    *Key
	proof  []byte
	inputs PublicInputs
}

func provenOnce(t *testing.T) proven {
	t.Helper()
	p, err := sharedKey()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestVerify_BindsEveryPublicInput(t *testing.T) {
	p := provenOnce(t)
	for i, wrong := range []PublicInputs{
		{p.inputs.Challenge, p.inputs.Challenge, p.inputs.Evaluation},
		{p.inputs.Claim, p.inputs.Claim, p.inputs.Evaluation},
		{p.inputs.Claim, p.inputs.Challenge, p.inputs.Claim},
	} {
		if ok, err := Verify(p.key.VKBlob, wrong, p.proof); err != nil || ok {
			t.Fatalf("public input %d is not bound: %v %v", i, ok, err)
		}
	}
}

// Trap (f): a public input plus the field order is the same element, and must not be taken for another statement.
func TestVerify_RefusesInputsNotBelowTheOrder(t *testing.T) {
	p := provenOnce(t)
	wrapped := p.inputs
	new(big.Int).Add(new(big.Int).SetBytes(wrapped.Claim[:]), fr.Modulus()).FillBytes(wrapped.Claim[:])
	if _, err := Verify(p.key.VKBlob, wrapped, p.proof); !errors.Is(err, commitment.ErrInput) {
		t.Fatalf("got %v, want ErrInput", err)
	}
}

// Trap (g): anyone can change a valid proof into another one, so nothing may be keyed on proof bytes.
func TestVerify_AcceptsAMalleatedProofOfTheSameStatement(t *testing.T) {
	p := provenOnce(t)
	decoded, err := decodeProof(p.proof)
	if err != nil {
		t.Fatal(err)
	}
	var a bn254.G1Affine
	var b bn254.G2Affine
	a.Neg(&decoded.a)
	b.Neg(&decoded.b)
	var w wordWriter
	w.g1(&a)
	w.g2(&b)
	malleated := append(w.bytes, p.proof[6*wordBytes:]...)
	if bytes.Equal(malleated, p.proof) {
		t.Fatal("the proof did not change")
	}
	if ok, err := Verify(p.key.VKBlob, p.inputs, malleated); err != nil || !ok {
		t.Fatalf("the malleated proof does not verify: %v %v", ok, err)
	}
}

// The forgery of DESIGN.md §7: without ρ the two pairing checks cancel. It satisfies the sum and must fail with ρ.
func TestVerify_RefusesTheFusedPairingForgery(t *testing.T) {
	p := provenOnce(t)
	vk, err := decodeVerifyingKey(p.key.VKBlob)
	if err != nil {
		t.Fatal(err)
	}
	var zero bn254.G1Affine
	var beta bn254.G2Affine
	beta.Neg(&vk.betaNeg)
	forge := func(pok *bn254.G1Affine) []byte {
		var w wordWriter
		w.g1(&vk.alpha)
		w.g2(&beta)
		w.g1(&zero)
		w.g1(&zero)
		w.g1(pok)
		return w.bytes
	}
	kSum, err := vk.publicSum(p.inputs, forge(&zero))
	if err != nil {
		t.Fatal(err)
	}
	// e(kSum, −γ)·e(PoK, G) = 1 needs the trapdoor between γ and G; gnark's keys have G apart from γ, so the forgery is made
	// against a key with G = γ, which the equation without ρ would accept.
	gamma := vk.gammaNeg
	gamma.Neg(&gamma)
	weak := *vk
	weak.g = gamma
	without, err := bn254.PairingCheck([]bn254.G1Affine{vk.alpha, vk.alpha, kSum, kSum}, []bn254.G2Affine{beta, vk.betaNeg, vk.gammaNeg, weak.g})
	if err != nil || !without {
		t.Fatalf("the forgery does not satisfy the equation without ρ: %v %v", without, err)
	}
	blob := append([]byte(nil), p.key.VKBlob...)
	var w wordWriter
	w.g2(&gamma)
	copy(blob[18*wordBytes:], w.bytes)
	if ok, err := Verify(blob, p.inputs, forge(&kSum)); err != nil || ok {
		t.Fatalf("the forgery was accepted: %v %v", ok, err)
	}
}

func TestVerify_RefusesEveryChangedProofByte(t *testing.T) {
	p := provenOnce(t)
	for i := 0; i < len(p.proof); i += 5 {
		changed := bytes.Clone(p.proof)
		changed[i] ^= 1
		if ok, err := Verify(p.key.VKBlob, p.inputs, changed); ok && err == nil {
			t.Fatalf("byte %d is not bound", i)
		}
	}
}

func TestVerify_RefusesDegenerateKeys(t *testing.T) {
	p := provenOnce(t)
	for name, change := range map[string]func(blob []byte){
		"γ = δ":         func(b []byte) { copy(b[10*wordBytes:14*wordBytes], b[6*wordBytes:10*wordBytes]) },
		"α at infinity": func(b []byte) { clear(b[:2*wordBytes]) },
		"δ at infinity": func(b []byte) { clear(b[10*wordBytes : 14*wordBytes]) },
		"G = σG":        func(b []byte) { copy(b[18*wordBytes:22*wordBytes], b[14*wordBytes:18*wordBytes]) },
		"IC3 missing":   func(b []byte) { clear(b[28*wordBytes : 30*wordBytes]) },
	} {
		blob := bytes.Clone(p.key.VKBlob)
		change(blob)
		if _, err := Verify(blob, p.inputs, p.proof); !errors.Is(err, commitment.ErrInput) {
			t.Errorf("%s: got %v, want ErrInput", name, err)
		}
	}
}

func TestProve_RefusesWhatIsNotThere(t *testing.T) {
	p := provenOnce(t)
	in := testInput
	in.GuardOnly = true
	_, _, err := p.key.Prove(in, testBlinds, fr.NewElement(1), quiet)
	var rejected *code.Rejected
	if !errors.As(err, &rejected) {
		t.Fatalf("got %v, want Rejected", err)
	}
	if _, _, err := p.key.Prove(testInput, testBlinds, fr.Element{}, quiet); !errors.Is(err, commitment.ErrInput) {
		t.Fatalf("z = 0: got %v, want ErrInput", err)
	}
}

func TestRequireSafeProvingKey_RefusesWhatVoidsZeroKnowledge(t *testing.T) {
	p := provenOnce(t)
	if err := requireSafeProvingKey(p.key.pk); err != nil {
		t.Fatal(err)
	}
	weak := *p.key.pk
	weak.G1.Delta = bn254.G1Affine{}
	if err := requireSafeProvingKey(&weak); !errors.Is(err, ErrKey) {
		t.Errorf("δ at infinity: got %v, want ErrKey", err)
	}
	weak = *p.key.pk
	weak.CommitmentKeys = append(weak.CommitmentKeys[:0:0], weak.CommitmentKeys...)
	weak.CommitmentKeys[0].Basis = make([]bn254.G1Affine, 3)
	if err := requireSafeProvingKey(&weak); !errors.Is(err, ErrKey) {
		t.Errorf("bases at infinity: got %v, want ErrKey", err)
	}
}

// readVectors reads a file that Go, Java and Solidity share.
func readVectors(t *testing.T, name string, into any) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "test", "vectors", name))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		t.Fatal(err)
	}
}

// requireGolden verifies one proof of the vectors, all of it in hexadecimal.
func requireGolden(t *testing.T, vkBlob, claim, z, y, proof string) {
	t.Helper()
	decode := func(s string) []byte {
		b, err := hex.DecodeString(s[2:])
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	inputs := PublicInputs{[32]byte(decode(claim)), [32]byte(decode(z)), [32]byte(decode(y))}
	if ok, err := Verify(decode(vkBlob), inputs, decode(proof)); err != nil || !ok {
		t.Fatalf("golden proof: %v %v", ok, err)
	}
}

func TestVerify_AcceptsTheGoldenProof(t *testing.T) {
	var golden struct{ Claim, Z, Y, VkBlob, Proof string }
	readVectors(t, "golden.json", &golden)
	requireGolden(t, golden.VkBlob, golden.Claim, golden.Z, golden.Y, golden.Proof)
}

func TestVerify_AcceptsTheGoldenBatch(t *testing.T) {
	var golden struct {
		Z, Y, VkBlob   string
		Claims, Proofs []string
	}
	readVectors(t, "golden-batch.json", &golden)
	if len(golden.Proofs) < 2 || len(golden.Claims) != len(golden.Proofs) {
		t.Fatalf("%d claims and %d proofs make no batch", len(golden.Claims), len(golden.Proofs))
	}
	for i, proof := range golden.Proofs {
		requireGolden(t, golden.VkBlob, golden.Claims[i], golden.Z, golden.Y, proof)
	}
}
