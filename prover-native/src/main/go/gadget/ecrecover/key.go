// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
)

const (
	halfBytes    = wordBytes / 2
	addressTop   = 4 // bytes of an address in the high half of a word
	addressTopIn = halfBytes - addressTop
)

// Key is the public key in bytes, as a message of the keccak chip, and the end of its digest.
type Key struct {
	XRest, YRest Element // prime − 1 − coordinate
	Bytes        [2 * wordBytes]frontend.Variable
	Message      frontend.Variable
	Top          frontend.Variable // the 12 bytes of the digest before the address
	Address      Word
}

// define gives the address, as the low 20 bytes of a word; it is zero where found is.
func (k *Key) define(b *builder, found frontend.Variable, key affine) *bus.Word {
	for i, c := range []struct {
		f    form
		rest Element
	}{{key.x, k.XRest}, {key.y, k.YRest}} {
		b.atMost(groupKeyReduced, c.f, belowPrime, c.rest)
		bytes := k.Bytes[wordBytes*i : wordBytes*(i+1)]
		b.spells(groupKeyBytes, found, b.join(bytes[:halfBytes]), b.join(bytes[halfBytes:]), columnsOf(c.f))
	}
	start := keccak.Position(b.api, k.Message)
	for i, v := range k.Bytes {
		b.query(groupMessage, b.rom, found, v, nil, bus.Pair(b.api.Add(start, i), 0))
	}
	hi := b.api.Add(k.Address.Hi, b.api.Mul(k.Top, powerOfTwo(8*addressTop)))
	digest := bus.Pair(hi, k.Address.Lo)
	b.query(groupDigest, b.digests, found, keccak.DigestTag, bus.Pair(k.Message, len(k.Bytes)), digest)
	b.below(groupAddress, k.Top, 8*addressTopIn)
	b.below(groupAddress, k.Address.Hi, 8*addressTop)
	nothing := b.api.Sub(1, found)
	b.zero(groupNothing, nothing, k.Address.Hi)
	b.zero(groupNothing, nothing, k.Address.Lo)
	return k.Address.tuple()
}

func (b *builder) query(g group, t *bus.Table, selector, meta frontend.Variable, words ...*bus.Word) {
	if !b.skip[g] {
		t.Query(selector, meta, words...)
	}
}

// join is the number that bytes spell, big-endian.
func (b *builder) join(bytes []frontend.Variable) frontend.Variable {
	var total frontend.Variable = 0
	for i, v := range bytes {
		total = b.api.Add(total, b.api.Mul(v, powerOfTwo(8*(len(bytes)-1-i))))
	}
	return total
}

func columnsOf(f form) (e Element) {
	for i, l := range f.limbs {
		e[i] = l.v
	}
	return e
}

// assign fills the row for a key; the digest is that of its bytes, nil where there is no message.
func (k *Key) assign(key point, message int, digest []byte) {
	k.XRest, k.YRest = restOf(key.x, belowPrime), restOf(key.y, belowPrime)
	for i, v := range bytesOf(key) {
		k.Bytes[i] = v
	}
	k.Message, k.Top, k.Address = message, 0, Word{0, 0}
	if digest != nil {
		k.Top = new(big.Int).SetBytes(digest[:addressTopIn])
		k.Address = wordOf(new(big.Int).SetBytes(digest[addressTopIn:]))
	}
}
