// SPDX-License-Identifier: Apache-2.0

package code

import (
	"fmt"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/circuit/binding"
	"suture.dev/prover-native/gadget/lookup"
	"suture.dev/prover-native/gadget/poseidon"
	"suture.dev/prover-native/guard"
)

// Circuit is the assignment of one proof. All columns but the three public inputs are secret, and all of them feed the one
// commitment from which the challenges come.
type Circuit struct {
	Claim      frontend.Variable `gnark:",public"` // A
	Challenge  frontend.Variable `gnark:",public"` // z
	Evaluation frontend.Variable `gnark:",public"` // y

	New        NewCode
	Old        OldCode
	Parameters Parameters
	Guards     Guards
	Metadata   Metadata

	shape Shape `gnark:"-"`
}

// New makes an empty assignment with the columns of a shape.
func New(shape Shape) *Circuit {
	c := &Circuit{shape: shape}
	c.New = newNewCode(shape)
	c.Old = newOldCode(shape)
	c.Parameters = newParameters()
	c.Guards = newGuards(shape)
	c.Metadata = newMetadata()
	return c
}

// builder carries what the parts of the circuit share while it is compiled.
type builder struct {
	api    frontend.API
	shape  Shape
	sponge *poseidon.Sponge

	beta  frontend.Variable
	gamma []frontend.Variable // gamma[i] = γ^i

	newBytes *lookup.Table // (position, byte, E) of new code
	oldBytes *lookup.Table // (position, byte) of old code
	entries  *lookup.Table // (q, p, h, mode) of appended code
	stubs    *lookup.Table // positions of stubs
}

// Powers of γ in composed keys. Row keys share the products, so each power belongs to one column.
const (
	powE = 1 + iota
	powPosition
	powHeight
	powOldPosition
	powTarget
	powMode
	powOut
	powOldByte
	powMinHeight
	powTerminal
	powEntry
	powJump
	powContinue
	powSload
	powData
	powers
)

// Define states what a proof proves; see doc.go for the reading.
func (c *Circuit) Define(api frontend.API) error {
	sponge, err := poseidon.New(api)
	if err != nil {
		return err
	}
	b := &builder{api: api, shape: c.shape, sponge: sponge}
	if err := c.bindPublicInputs(b); err != nil {
		return err
	}
	if err := c.drawChallenges(b); err != nil {
		return err
	}
	c.New.define(b, c.Parameters.Forbidden[:])
	c.Old.define(b)
	c.Parameters.define(b, c.New.Length)
	c.defineBody(b)
	c.Guards.define(b, c.Parameters)
	c.Metadata.define(b, c.New.Length, c.Old.Length, c.Parameters.MetadataLen)
	for _, table := range []*lookup.Table{b.newBytes, b.oldBytes, b.entries, b.stubs} {
		table.Close()
	}
	return nil
}

// bindPublicInputs recomputes A from C and S, and y from the two polynomials at z.
func (c *Circuit) bindPublicInputs(b *builder) error {
	newCode := c.New.binding()
	old := binding.OldCode{Length: c.Old.Length, Chunks: c.Old.Chunks}
	newCommitment, err := binding.NewCodeCommitment(b.sponge, newCode)
	if err != nil {
		return err
	}
	oldCommitment, err := binding.OldCodeCommitment(b.sponge, old)
	if err != nil {
		return err
	}
	statement, err := c.Parameters.statement(b, oldCommitment)
	if err != nil {
		return err
	}
	public := binding.Public{Claim: c.Claim, Challenge: c.Challenge, Evaluation: c.Evaluation}
	return binding.Assert(b.api, b.sponge, public, newCommitment, statement, newCode, old)
}

// drawChallenges commits to every column and opens the tables.
func (c *Circuit) drawChallenges(b *builder) error {
	committer, ok := b.api.Compiler().(frontend.Committer)
	if !ok {
		return fmt.Errorf("the backend has no commitments")
	}
	columns := []frontend.Variable{c.Claim, c.Challenge, c.Evaluation}
	for _, part := range [][]frontend.Variable{c.New.columns(), c.Old.columns(), c.Parameters.columns(), c.Guards.columns(), c.Metadata.columns()} {
		columns = append(columns, part...)
	}
	root, err := committer.Commit(columns...)
	if err != nil {
		return fmt.Errorf("commit to the columns: %w", err)
	}
	challenges, err := b.sponge.Expand("suture.v1.challenges", root, 2)
	if err != nil {
		return err
	}
	// Squared, so that each challenge is one wire and no later product carries the sponge's long expressions.
	b.beta = b.api.Mul(challenges[0], challenges[0])
	b.gamma = make([]frontend.Variable, powers)
	b.gamma[0] = 1
	gamma := b.api.Mul(challenges[1], challenges[1])
	for i := 1; i < powers; i++ {
		b.gamma[i] = b.api.Mul(b.gamma[i-1], gamma)
	}
	b.newBytes = lookup.New(b.api, b.beta)
	b.oldBytes = lookup.New(b.api, b.beta)
	b.entries = lookup.New(b.api, b.beta)
	b.stubs = lookup.New(b.api, b.beta)
	return nil
}

// times is γ^power·x.
func (b *builder) times(power int, x frontend.Variable) frontend.Variable {
	return b.api.Mul(b.gamma[power], x)
}

func variables(n int) []frontend.Variable { return make([]frontend.Variable, n) }

const neutral = int(guard.Neutral)
