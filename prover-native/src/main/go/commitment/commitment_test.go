// SPDX-License-Identifier: Apache-2.0

package commitment

import (
	"bytes"
	"errors"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

var one, two = fr.NewElement(1), fr.NewElement(2)

func TestNewCode_HidesAndBinds(t *testing.T) {
	code := []byte{0x60, 0x00, 0xf3}
	base, err := NewCode(code, one, two)
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]func() (fr.Element, error){
		"another b_c":              func() (fr.Element, error) { return NewCode(code, two, two) },
		"another b_y":              func() (fr.Element, error) { return NewCode(code, one, one) },
		"another byte":             func() (fr.Element, error) { return NewCode([]byte{0x60, 0x01, 0xf3}, one, two) },
		"a zero byte more":         func() (fr.Element, error) { return NewCode(append(bytes.Clone(code), 0), one, two) },
		"the old code commitment":  func() (fr.Element, error) { return OldCode(code) },
		"a byte in the next chunk": func() (fr.Element, error) { return NewCode(append(bytes.Clone(code), make([]byte, 31)...), one, two) },
	} {
		got, err := other()
		if err != nil {
			t.Fatal(err)
		}
		if got == base {
			t.Errorf("%s gives the same commitment", name)
		}
	}
}

// Trap (a): with one b_y under two challenges the difference of two evaluations no longer hides the code: an observer who
// guesses the code checks it. With fresh blinds the same guess tells nothing.
func TestEvaluate_TrapOneBlindUnderTwoChallenges(t *testing.T) {
	code, old := []byte{0x60, 0x07, 0xf3}, []byte{0x00}
	z1, z2 := fr.NewElement(101), fr.NewElement(202)
	confirms := func(b1, b2 fr.Element, guess []byte) bool {
		y1, err1 := Evaluate(code, b1, old, z1)
		y2, err2 := Evaluate(code, b2, old, z2)
		g1, err3 := Evaluate(guess, fr.Element{}, old, z1)
		g2, err4 := Evaluate(guess, fr.Element{}, old, z2)
		if err := errors.Join(err1, err2, err3, err4); err != nil {
			t.Fatal(err)
		}
		y1.Sub(&y1, &g1).Div(&y1, &z1) // b_y, if the guess is right
		y2.Sub(&y2, &g2).Div(&y2, &z2)
		return y1 == y2
	}
	if !confirms(one, one, code) || confirms(one, one, []byte{0x60, 0x08, 0xf3}) {
		t.Fatal("the attack on a repeated blind should work: the test is wrong")
	}
	if confirms(one, two, code) {
		t.Fatal("fresh blinds must not confirm a guess")
	}
}

// Trap (c): whoever knows z before the code is fixed bends two free chunks so that other code has the same evaluation. The
// commitment differs, so a z that hashes the commitment cannot be known before.
func TestEvaluate_TrapChallengeBeforeCommitment(t *testing.T) {
	z := fr.NewElement(31337)
	honest := make([]byte, 3*ChunkBytes)
	honest[0] = 0x5b
	forged := bytes.Clone(honest)
	// adding −z to chunk 1 and +1 to chunk 2 leaves Σ c_k z^(k+2) as it is: −z·z^3 + z^4 = 0
	chunks, err := Chunks(honest)
	if err != nil {
		t.Fatal(err)
	}
	chunks[1].SetUint64(1 << 40)
	chunks[2].SetUint64(5)
	bent := append([]fr.Element(nil), chunks...)
	bent[1].Sub(&bent[1], &z)
	bent[2].Add(&bent[2], &one)
	put := func(code []byte, from []fr.Element) {
		for k := range 3 {
			b := from[k].Bytes()
			copy(code[k*ChunkBytes:(k+1)*ChunkBytes], b[1:])
		}
	}
	put(honest, chunks)
	put(forged, bent)
	y1, err1 := Evaluate(honest, one, honest, z)
	y2, err2 := Evaluate(forged, one, honest, z)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(honest, forged) || y1 != y2 {
		t.Fatal("the attack on an early z should work: the test is wrong")
	}
	c1, err1 := NewCode(honest, one, two)
	c2, err2 := NewCode(forged, one, two)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if c1 == c2 {
		t.Fatal("C must tell the two codes apart")
	}
}

// Trap (e): the metadata tail is code like the rest.
func TestNewCode_TrapMetadataIsCode(t *testing.T) {
	tail := append([]byte{0x00, 0xa1, 0x61, 0x78, 0x01}, 0x00, 0x04)
	other := bytes.Clone(tail)
	other[4] = 0x02
	c1, err1 := NewCode(tail, one, two)
	c2, err2 := NewCode(other, one, two)
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	if c1 == c2 {
		t.Fatal("a changed metadata byte is not bound")
	}
}

func TestParseElement_RefusesWhatIsNotCanonical(t *testing.T) {
	order := fr.Modulus().FillBytes(make([]byte, 32))
	for _, b := range [][]byte{order, make([]byte, 31), make([]byte, 33), bytes.Repeat([]byte{0xff}, 32)} {
		if _, err := ParseElement("z", b); !errors.Is(err, ErrInput) {
			t.Errorf("%x: got %v, want ErrInput", b, err)
		}
	}
}

func TestChunks_RefusesEmptyAndTooLongCode(t *testing.T) {
	for _, n := range []int{0, MaxCodeBytes + 1} {
		if _, err := Chunks(make([]byte, n)); !errors.Is(err, ErrInput) {
			t.Errorf("%d bytes: got %v, want ErrInput", n, err)
		}
	}
	if chunks, err := Chunks(make([]byte, MaxCodeBytes)); err != nil || len(chunks) != ChunkSlots {
		t.Errorf("24576 bytes: %d chunks, %v", len(chunks), err)
	}
}
