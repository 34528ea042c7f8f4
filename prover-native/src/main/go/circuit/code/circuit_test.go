// SPDX-License-Identifier: Apache-2.0

package code

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/test"
)

// sharedCase reads a file of ../shared/cases, which stands beside the checkout.
func sharedCase(t testing.TB, path string) []byte {
	t.Helper()
	root := os.Getenv("SUTURE_SHARED")
	if root == "" {
		root = "../../../../../../../shared"
	}
	text, err := os.ReadFile(filepath.Join(root, "cases", path))
	if err != nil {
		t.Fatal(err)
	}
	code, err := hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(string(text)), "0x"))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

var testBlinds = Blinds{Commitment: fr.NewElement(5), Evaluation: fr.NewElement(7), Parameters: fr.NewElement(9)}

func assign(t testing.TB, shape Shape, in Input) *Circuit {
	t.Helper()
	plan, err := Check(shape, in)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Assign(plan, testBlinds, fr.NewElement(1234567))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestCircuit_AcceptsEVMPatchOutput(t *testing.T) {
	for _, name := range []string{"evmpatch-hxg", "evmpatch-bec"} {
		shape := Shapes()[0]
		c := assign(t, shape, Input{
			Old: sharedCase(t, name+"/old.runtime.hex"), New: sharedCase(t, name+"/new.evmpatch.runtime.hex"),
			MaxSize: 24576, Metadata: true, GuardOnly: true,
		})
		if err := test.IsSolved(New(shape), c, ecc.BN254.ScalarField()); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
}
