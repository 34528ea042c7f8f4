// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/backend"
	"github.com/consensys/gnark/backend/groth16"
	"github.com/consensys/gnark/backend/solidity"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
	"suture.dev/prover-native/gadget/word"
	"suture.dev/prover-native/setup"
)

// wired has the chip beside the keccak chip, as a circuit would.
type wired struct {
	Public  frontend.Variable `gnark:",public"` // the low half of the first address
	Keccak  *keccak.Chip
	Recover *Chip
	Claims  []claim
}

func newWired(claims int) *wired { return &wired{nil, keccak.New(2), New(1), make([]claim, claims)} }

func (w *wired) Define(api frontend.API) error {
	a := bus.New(api)
	a.Commit(w.Public)
	r, rom, digests, facts := word.NewRanges(a), a.Static("rom"), a.Static("digests"), a.Static("ecrecover")
	w.Keccak.Define(a, r, rom, digests)
	w.Recover.Define(a, r, rom, digests, facts)
	for i := range w.Claims {
		q := &w.Claims[i]
		for _, column := range bus.Columns(q) {
			a.Commit(*column)
		}
		facts.Query(1, q.Tag, q.Hash.tuple(), q.V.tuple(), q.R.tuple(), q.S.tuple(), q.Address.tuple())
	}
	api.AssertIsEqual(w.Public, w.Claims[0].Address.Lo)
	return a.Close()
}

// assigned puts another message before the key.
func (w *wired) assign(t *testing.T, calls []Call) {
	messages, index := append([]keccak.Message{[]byte("another")}, Messages(calls)...), map[string]int{}
	ids, err := w.Keccak.Assign(messages)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range messages {
		index[string(m)] = ids[i]
	}
	if err := w.Recover.Assign(calls, func(key keccak.Message) int { return index[string(key)] }); err != nil {
		t.Fatal(err)
	}
	for i, c := range calls {
		w.Claims[i] = claimOf(c)
	}
	w.Public = w.Claims[0].Address.Lo
}

func TestChip_IsProvenBesideTheKeccakChip(t *testing.T) {
	calls := []Call{sampleCall("a"), sampleCall("a").with(1, small(2))}
	system := compile(t, newWired(len(calls)))
	if commitments, ok := system.GetCommitments().(constraint.Groth16Commitments); !ok || len(commitments) != 1 {
		t.Fatalf("%v", system.GetCommitments())
	}
	t.Logf("%d constraints", system.GetNbConstraints())
	c := newWired(len(calls))
	c.assign(t, calls)
	witness, err := frontend.NewWitness(c, ecc.BN254.ScalarField())
	if err != nil {
		t.Fatal(err)
	}
	pk, vk, err := setup.Dev(system, func(string, int) {})
	if err != nil {
		t.Fatal(err)
	}
	proof, err := groth16.Prove(system, pk, witness, solidity.WithProverTargetSolidityVerifier(backend.GROTH16))
	if err != nil {
		t.Fatal(err)
	}
	verify := func(public frontend.Variable) error {
		c.Public = public
		w, err := frontend.NewWitness(c, ecc.BN254.ScalarField(), frontend.PublicOnly())
		if err != nil {
			t.Fatal(err)
		}
		return groth16.Verify(proof, vk, w, solidity.WithVerifierTargetSolidityVerifier(backend.GROTH16))
	}
	if err := verify(c.Public); err != nil {
		t.Error(err)
	}
	if verify(plus(c.Public.(*big.Int), 1)) == nil {
		t.Error("the proof is good for another address")
	}
}
