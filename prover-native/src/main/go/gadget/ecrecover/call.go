// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/holiman/uint256"

	"suture.dev/prover-native/gadget/keccak"
)

// Call is the input of the precompile: four words, as they are.
type Call struct{ Hash, V, R, S uint256.Int }

// inputBytes is the length of an input; a longer one is cut, a shorter one is filled with zeros.
const inputBytes = 128

// CallOf reads the input of a call of the precompile, of any length.
func CallOf(input []byte) Call {
	var padded [inputBytes]byte
	copy(padded[:], input)
	var c Call
	for i, w := range []*uint256.Int{&c.Hash, &c.V, &c.R, &c.S} {
		w.SetBytes32(padded[32*i : 32*i+32])
	}
	return c
}

// PublicKey is what the signature recovers to: x and y, 32 bytes each. It is false where the precompile gives nothing.
func (c Call) PublicKey() (keccak.Message, bool) {
	r := recoverKey(c)
	return r.message(), r.refusal == accepted
}

// Messages are the public keys of the calls that succeed, each once: what the keccak chip must hash.
func Messages(calls []Call) []keccak.Message {
	var messages []keccak.Message
	seen := map[string]bool{}
	for _, c := range calls {
		if key, ok := c.PublicKey(); ok && !seen[string(key)] {
			seen[string(key)] = true
			messages = append(messages, key)
		}
	}
	return messages
}

// refusal is why a call gives nothing.
type refusal int

const (
	accepted refusal = iota
	infinite
	wrongV
	zeroR
	zeroS
	largeR
	largeS
	noPoint // r is not the x of a point
)

// recovered is a call with what is computed of it: the point R, and the key.
type recovered struct {
	call    Call
	refusal refusal
	r, key  point
}

func recoverKey(c Call) recovered {
	out := recovered{call: c}
	x, s := c.R.ToBig(), c.S.ToBig()
	odd := c.V.IsUint64() && c.V.Uint64() == firstV+1
	switch {
	case !odd && !(c.V.IsUint64() && c.V.Uint64() == firstV):
		out.refusal = wrongV
	case x.Sign() == 0:
		out.refusal = zeroR
	case s.Sign() == 0:
		out.refusal = zeroS
	case x.Cmp(order) >= 0:
		out.refusal = largeR
	case s.Cmp(order) >= 0:
		out.refusal = largeS
	}
	if out.refusal != accepted {
		return out
	}
	y := new(big.Int).ModSqrt(curveAt(x), prime)
	if y == nil {
		out.refusal = noPoint
		return out
	}
	if (y.Bit(0) == 1) != odd {
		y.Sub(prime, y)
	}
	out.r = point{x, y}
	out.setKey(s)
	return out
}

// setKey computes s/r·R − hash/r·G.
func (o *recovered) setKey(s *big.Int) {
	inverse := new(big.Int).ModInverse(o.r.x, order)
	u := mod(new(big.Int).Mul(s, inverse), order)
	e := mod(new(big.Int).Neg(new(big.Int).Mul(o.call.Hash.ToBig(), inverse)), order)
	sum := addAffine(multiply(o.r, u), multiply(generator, e))
	if sum == nil {
		o.refusal = infinite
		return
	}
	o.key = *sum
}

func (o *recovered) message() keccak.Message {
	if o.refusal != accepted {
		return nil
	}
	return bytesOf(o.key)
}

func bytesOf(p point) keccak.Message {
	m := make(keccak.Message, 2*wordBytes)
	p.x.FillBytes(m[:wordBytes])
	p.y.FillBytes(m[wordBytes:])
	return m
}
