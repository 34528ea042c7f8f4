// SPDX-License-Identifier: Apache-2.0

// Package commitment computes the hashes and the polynomial that bind a proof to a patch (DESIGN.md §3), outside any circuit.
//
// Every value is an element of the BN254 scalar field; bytes are 32-byte big-endian and canonical (< r). The circuit
// recomputes the same values over its wires; the two are held together by the golden vectors.
package commitment

import (
	"errors"
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr/poseidon2"
)

const (
	// Width, FullRounds and PartialRounds are the parameters of the Poseidon2 permutation.
	Width, FullRounds, PartialRounds = 16, 8, 57
	// Rate is the number of elements absorbed by one permutation; the remaining element is the capacity.
	Rate = Width - 1
	// ChunkBytes is the number of code bytes in one field element.
	ChunkBytes = 31
	// MaxCodeBytes is the limit of EIP-170.
	MaxCodeBytes = 24576
	// ChunkSlots is the number of chunks hashed for any code; unused ones are zero.
	ChunkSlots = (MaxCodeBytes + ChunkBytes - 1) / ChunkBytes
	// OldShift is the power of z that separates the new code's polynomial from the old code's.
	OldShift = 1024
	// MaxSlots is the number of storage slots guards may be declared to read.
	MaxSlots = 8
)

// Domain-separation tags; as a field element a tag is the big-endian integer of its ASCII bytes.
const (
	TagOldCode      = "suture.v1.code.old"
	TagNewCode      = "suture.v1.code.new"
	TagClaim        = "suture.v1.claim"
	TagSecretParams = "suture.v1.secret-params"
	TagAttest       = "suture.v1.attest"
	TagExecClaim    = "suture.v1.exec.claim"
	TagScenario     = "suture.v1.exec.scenario"
	TagHarm         = "suture.v1.exec.harm"
	TagExpected     = "suture.v1.exec.expected"
)

// ErrInput is wrapped by every error about a malformed argument.
var ErrInput = errors.New("malformed input")

var permutation = poseidon2.NewPermutation(Width, FullRounds, PartialRounds)

// Element maps at most 31 ASCII bytes to the integer they spell.
func Element(ascii string) fr.Element {
	var e fr.Element
	e.SetBytes([]byte(ascii))
	return e
}

// ParseElement reads 32 big-endian bytes and refuses values that are not below the field order.
func ParseElement(name string, b []byte) (fr.Element, error) {
	var e fr.Element
	if len(b) != fr.Bytes {
		return e, fmt.Errorf("%w: %s has %d bytes, want %d", ErrInput, name, len(b), fr.Bytes)
	}
	if err := e.SetBytesCanonical(b); err != nil {
		return e, fmt.Errorf("%w: %s is not below the BN254 scalar field order", ErrInput, name)
	}
	return e, nil
}

// Hash is the tagged Poseidon2 sponge: the list is padded with zeros on the left to a multiple of Rate, so that leading
// zero blocks (the unused chunk slots of a small shape) act on a constant state.
func Hash(tag string, elements []fr.Element) fr.Element {
	var state [Width]fr.Element
	state[0] = Element(tag)
	pad := (Rate - len(elements)%Rate) % Rate
	for start := -pad; start < len(elements); start += Rate {
		for i := range Rate {
			if k := start + i; k >= 0 {
				state[1+i].Add(&state[1+i], &elements[k])
			}
		}
		// The width is right by construction, so the only error Permutation knows cannot occur.
		if err := permutation.Permutation(state[:]); err != nil {
			panic(err)
		}
	}
	return state[1]
}

// Chunks cuts code into ChunkSlots big-endian chunks of 31 bytes, the last padded on the right with zeros.
func Chunks(code []byte) ([]fr.Element, error) {
	if len(code) == 0 || len(code) > MaxCodeBytes {
		return nil, fmt.Errorf("%w: code has %d bytes, want 1 to %d", ErrInput, len(code), MaxCodeBytes)
	}
	chunks := make([]fr.Element, ChunkSlots)
	for k := 0; k*ChunkBytes < len(code); k++ {
		var chunk [ChunkBytes]byte
		copy(chunk[:], code[k*ChunkBytes:])
		chunks[k].SetBytes(chunk[:])
	}
	return chunks, nil
}

// OldCode is C_old: the public commitment to the code that is live.
func OldCode(code []byte) (fr.Element, error) {
	chunks, err := Chunks(code)
	if err != nil {
		return fr.Element{}, err
	}
	return Hash(TagOldCode, append(reversed(chunks), fr.NewElement(uint64(len(code))))), nil
}

// NewCode is C: the hiding commitment to the secret code, with blinds b_c (hides C) and b_y (hides the evaluation).
func NewCode(code []byte, bC, bY fr.Element) (fr.Element, error) {
	chunks, err := Chunks(code)
	if err != nil {
		return fr.Element{}, err
	}
	return Hash(TagNewCode, append(reversed(chunks), bY, bC, fr.NewElement(uint64(len(code))))), nil
}

// SecretParameters is B: the opcode set (bit i of the 256-bit integer forbids opcode i) and the declared storage slots
// (each reduced mod r), hidden by b_s.
func SecretParameters(bS fr.Element, opcodes [32]byte, slots [][32]byte) (fr.Element, error) {
	if len(slots) > MaxSlots {
		return fr.Element{}, fmt.Errorf("%w: %d declared slots, want at most %d", ErrInput, len(slots), MaxSlots)
	}
	hi, lo := OpcodeHalves(opcodes)
	elements := []fr.Element{bS, hi, lo, fr.NewElement(uint64(len(slots)))}
	return Hash(TagSecretParams, append(elements, SlotElements(slots)...)), nil
}

// OpcodeHalves splits the 256-bit opcode set in its upper and lower 128 bits.
func OpcodeHalves(opcodes [32]byte) (hi, lo fr.Element) {
	hi.SetBytes(opcodes[:16])
	lo.SetBytes(opcodes[16:])
	return hi, lo
}

// SlotElements reduces the declared slots mod r and fills up with zeros to MaxSlots.
func SlotElements(slots [][32]byte) []fr.Element {
	elements := make([]fr.Element, MaxSlots)
	for i := range slots {
		elements[i].SetBytes(slots[i][:])
	}
	return elements
}

// Statement is S: what one proof claims, with the secret parameters only through their commitment.
func Statement(oldCode fr.Element, shape string, maxSize, metadataLen, bodyEnd int, secretParams fr.Element) fr.Element {
	return Hash(TagClaim, []fr.Element{
		oldCode, Element(shape), fr.NewElement(uint64(maxSize)), fr.NewElement(uint64(metadataLen)),
		fr.NewElement(uint64(bodyEnd)), secretParams,
	})
}

// Claim is A, the first public input of a proof: it ties the secret code to the claim made about it.
func Claim(newCode, statement fr.Element) fr.Element {
	return Hash(TagAttest, []fr.Element{newCode, statement})
}

// Evaluate is y = p_new(z) + z^1024·p_old(z), the value the executor recomputes on the revealed code.
func Evaluate(newCode []byte, bY fr.Element, oldCode []byte, z fr.Element) (fr.Element, error) {
	newChunks, err := Chunks(newCode)
	if err != nil {
		return fr.Element{}, err
	}
	oldChunks, err := Chunks(oldCode)
	if err != nil {
		return fr.Element{}, err
	}
	y := polynomial(len(newCode), bY, newChunks, z)
	old := polynomial(len(oldCode), fr.Element{}, oldChunks, z)
	var shift fr.Element
	shift.Exp(z, big.NewInt(OldShift))
	y.Add(&y, old.Mul(&old, &shift))
	return y, nil
}

// polynomial is n + b·z + Σ c_k z^(k+2), by Horner's rule from the highest coefficient.
func polynomial(n int, b fr.Element, chunks []fr.Element, z fr.Element) fr.Element {
	var sum fr.Element
	for k := len(chunks) - 1; k >= 0; k-- {
		sum.Mul(&sum, &z)
		sum.Add(&sum, &chunks[k])
	}
	for _, low := range []fr.Element{b, fr.NewElement(uint64(n))} {
		sum.Mul(&sum, &z)
		sum.Add(&sum, &low)
	}
	return sum
}

func reversed(chunks []fr.Element) []fr.Element {
	out := make([]fr.Element, len(chunks), len(chunks)+3)
	for k, chunk := range chunks {
		out[len(chunks)-1-k] = chunk
	}
	return out
}
