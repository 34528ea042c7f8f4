// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/frontend"
)

// digests.txt freezes what two machines must agree on: the SHA-256 of the constraint system of the test shape, and of the witness
// of each program.
//
//go:embed digests.txt
var frozenDigests string

func TestSystemAndWitnesses_AreTheSameEverywhere(t *testing.T) {
	shape := TestShape()
	var found strings.Builder
	line := func(name string, w io.WriterTo) {
		h := sha256.New()
		if _, err := w.WriteTo(h); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&found, "%x %s\n", h.Sum(nil), name)
	}
	line("constraint system of "+shape.Name, compileShape(t, shape).system)
	for _, p := range programs() {
		witness, err := frontend.NewWitness(assignInput(t, shape, p.input(t)), ecc.BN254.ScalarField())
		if err != nil {
			t.Fatal(err)
		}
		line(p.name, witness)
	}
	if found.String() != frozenDigests {
		t.Errorf("digests.txt is not what is found:\n%s", found.String())
	}
}
