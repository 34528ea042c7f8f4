// SPDX-License-Identifier: Apache-2.0

package main

import (
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/commitment"
)

func (w *frameWriter) element(e fr.Element) {
	b := e.Bytes()
	w.add(b[:])
}

// respond writes an element unless the request or the computation failed.
func respond(in *frameReader, out *frameWriter, compute func() (fr.Element, error)) error {
	if err := in.end(); err != nil {
		return err
	}
	e, err := compute()
	if err == nil {
		out.element(e)
	}
	return err
}

func oldCodeCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	old := in.next("old code")
	return respond(in, out, func() (fr.Element, error) { return commitment.OldCode(old) })
}

func newCodeCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	code, bC, bY := in.next("new code"), readElement(in, "b_c"), readElement(in, "b_y")
	return respond(in, out, func() (fr.Element, error) { return commitment.NewCode(code, bC, bY) })
}

func secretParametersCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	bS, opcodes, joined := readElement(in, "b_s"), in.word("forbidden opcodes"), in.next("declared slots")
	if len(joined)%32 != 0 {
		in.fail("declared slots have %d bytes, want a multiple of 32", len(joined))
	}
	var slots [][32]byte
	for ; len(joined) >= 32; joined = joined[32:] {
		slots = append(slots, [32]byte(joined[:32]))
	}
	return respond(in, out, func() (fr.Element, error) { return commitment.SecretParameters(bS, opcodes, slots) })
}

func statementCommitment(_ uintptr, in *frameReader, out *frameWriter) error {
	oldCode, shape := readElement(in, "C_old"), string(in.next("shape"))
	maxSize, metadataLen, bodyEnd := in.integer("maximal size"), in.integer("metadata length"), in.integer("body end")
	secret := readElement(in, "B")
	for _, n := range []int{maxSize, metadataLen, bodyEnd} {
		if n < 0 {
			in.fail("negative length %d", n)
		}
	}
	return respond(in, out, func() (fr.Element, error) {
		return commitment.Statement(oldCode, shape, maxSize, metadataLen, bodyEnd, secret), nil
	})
}

func claim(_ uintptr, in *frameReader, out *frameWriter) error {
	newCode, statement := readElement(in, "C"), readElement(in, "S")
	return respond(in, out, func() (fr.Element, error) { return commitment.Claim(newCode, statement), nil })
}

func evaluate(_ uintptr, in *frameReader, out *frameWriter) error {
	newCode, bY := in.next("new code"), readElement(in, "b_y")
	oldCode, z := in.next("old code"), readElement(in, "z")
	return respond(in, out, func() (fr.Element, error) { return commitment.Evaluate(newCode, bY, oldCode, z) })
}
