// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"encoding/binary"
	"math/big"
	"os"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/constraint/solver"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/logger"
	"github.com/rs/zerolog"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

func TestMain(m *testing.M) {
	logger.Set(zerolog.Nop()) // gnark warns on every run that the commitment is a placeholder
	os.Exit(m.Run())
}

// claim is a consumer's view of one message: its bytes, and the digest of them all.
type claim struct {
	ID, Length, Hi, Lo frontend.Variable
	Bytes              []frontend.Variable
}

// harness is a chip with consumers.
type harness struct {
	Chip   *Chip
	Claims []claim
}

func (h *harness) Define(api frontend.API) error {
	a := bus.New(api)
	ranges, rom, digests := word.NewRanges(a), a.Static("rom"), a.Static("digests")
	h.Chip.Define(a, ranges, rom, digests)
	for _, c := range h.Claims {
		a.Commit(c.ID, c.Length, c.Hi, c.Lo)
		a.Commit(c.Bytes...)
		for i, v := range c.Bytes {
			rom.Query(1, v, nil, bus.Pair(api.Add(Position(api, c.ID), i), 0))
		}
		digests.Query(1, DigestTag, bus.Pair(c.ID, c.Length), bus.Pair(c.Hi, c.Lo))
	}
	return a.Close()
}

// empty is a harness to compile, with claims of messages so long.
func empty(chip *Chip, lengths ...int) *harness {
	h := &harness{Chip: chip}
	for _, n := range lengths {
		h.Claims = append(h.Claims, claim{Bytes: column(n)})
	}
	return h
}

func claimed(id int, m Message, digest []byte) claim {
	c := claim{ID: id, Length: len(m), Hi: new(big.Int).SetBytes(digest[:16]), Lo: new(big.Int).SetBytes(digest[16:32])}
	for _, v := range m {
		c.Bytes = append(c.Bytes, v)
	}
	return c
}

// digest is that of a state.
func (s state) digest() []byte {
	var out []byte
	for _, lane := range s[:4] {
		out = binary.LittleEndian.AppendUint64(out, lane)
	}
	return out
}

func compile(t testing.TB, c frontend.Circuit) constraint.ConstraintSystem {
	t.Helper()
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, c)
	if err != nil {
		t.Fatal(err)
	}
	return system
}

func solve(t testing.TB, system constraint.ConstraintSystem, assignment frontend.Circuit, options ...solver.Option) error {
	t.Helper()
	w, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
	if err != nil {
		t.Fatal(err)
	}
	return system.IsSolved(w, options...)
}

// message is so long, and another for each seed.
func message(length, seed int) Message {
	m := make(Message, length)
	for i := range m {
		m[i] = byte(7*i*i + 31*i + 101*seed + 13)
	}
	return m
}
