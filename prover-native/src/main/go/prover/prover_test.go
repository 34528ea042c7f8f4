// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"bytes"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/code"
)

func quiet(string, int) {}

var blinds = code.Blinds{Commitment: fr.NewElement(11), Evaluation: fr.NewElement(12), Parameters: fr.NewElement(13)}

func TestProve_VerifiesAndBindsEveryPublicInput(t *testing.T) {
	key, err := OpenKey("code-1k", t.TempDir(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	old := bytes.Repeat([]byte{0x5b}, 100)
	in := code.Input{Old: old, New: append([]byte{0x5b}, old...), MaxSize: 1024}
	proof, inputs, err := key.Prove(in, blinds, fr.NewElement(99), quiet)
	if err != nil {
		t.Fatal(err)
	}
	for i, wrong := range []PublicInputs{
		{inputs.Challenge, inputs.Challenge, inputs.Evaluation},
		{inputs.Claim, inputs.Claim, inputs.Evaluation},
		{inputs.Claim, inputs.Challenge, inputs.Claim},
	} {
		ok, err := Verify(key.VKBlob, wrong, proof)
		if err != nil || ok {
			t.Fatalf("public input %d is not bound: %v %v", i, ok, err)
		}
	}
}
