// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"math/big"
	"os"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/logger"
	"github.com/consensys/gnark/test"
	"github.com/holiman/uint256"
	"github.com/rs/zerolog"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
	"suture.dev/prover-native/gadget/word"
)

func TestMain(m *testing.M) {
	logger.Set(zerolog.Nop())
	os.Exit(m.Run())
}

// claim is a queried fact, in columns.
type claim struct {
	Tag                    frontend.Variable
	Hash, V, R, S, Address Word
}

// hashed is a message that stands in for the keccak chip's, rightly hashed.
type hashed struct {
	Bytes  [2 * wordBytes]frontend.Variable
	Digest Word
}

// circuit queries claims. Message i has the id 7·i + 3.
type circuit struct {
	Chip     Chip
	Claims   []claim
	Messages []hashed
}

func newCircuit(capacity, claims, messages int) *circuit {
	return &circuit{*New(capacity), make([]claim, claims), make([]hashed, messages)}
}

func messageID(i int) int { return 7*i + 3 }

func (c *circuit) Define(api frontend.API) error {
	a := bus.New(api)
	r, rom, digests, facts := word.NewRanges(a), a.Static("rom"), a.Static("digests"), a.Static("ecrecover")
	c.Chip.Define(a, r, rom, digests, facts)
	for i := range c.Messages {
		m := &c.Messages[i]
		a.Commit(append(m.Bytes[:], m.Digest.Hi, m.Digest.Lo)...)
		for k, v := range m.Bytes {
			rom.Entry(v, nil, bus.Pair(keccak.MessagePosition(messageID(i))+k, 0))
		}
		digests.Entry(keccak.DigestTag, bus.Pair(messageID(i), len(m.Bytes)), m.Digest.tuple())
	}
	for i := range c.Claims {
		q := &c.Claims[i]
		for _, column := range bus.Columns(q) {
			a.Commit(*column)
		}
		facts.Query(1, q.Tag, q.Hash.tuple(), q.V.tuple(), q.R.tuple(), q.S.tuple(), q.Address.tuple())
	}
	return a.Close()
}

func (m *hashed) assign(message keccak.Message) {
	for i, v := range message {
		m.Bytes[i] = v
	}
	m.Digest = wordOf(new(big.Int).SetBytes(keccak256(message)))
}

// claimOf is the truth about a call.
func claimOf(c Call) claim {
	tag, address := FailureTag, new(big.Int)
	if key, ok := c.PublicKey(); ok {
		tag, address = SuccessTag, new(big.Int).SetBytes(keccak256(key)[12:])
	}
	return claim{
		tag, wordOf(c.Hash.ToBig()), wordOf(c.V.ToBig()), wordOf(c.R.ToBig()), wordOf(c.S.ToBig()), wordOf(address),
	}
}

// assignment fills a circuit, with a spare message at the end.
func assignment(t testing.TB, capacity int, calls []Call) (shape, c *circuit) {
	t.Helper()
	messages, index := Messages(calls), map[string]int{}
	shape, c = newCircuit(capacity, len(calls), len(messages)+1), newCircuit(capacity, len(calls), len(messages)+1)
	for i, m := range messages {
		index[string(m)] = messageID(i)
		c.Messages[i].assign(m)
	}
	c.Messages[len(messages)].assign(make(keccak.Message, 2*wordBytes))
	if err := c.Chip.Assign(calls, func(m keccak.Message) int { return index[string(m)] }); err != nil {
		t.Fatal(err)
	}
	for i, call := range calls {
		c.Claims[i] = claimOf(call)
	}
	return shape, c
}

func engine(shape, c *circuit) error { return test.IsSolved(shape, c, ecc.BN254.ScalarField()) }

func compile(t testing.TB, shape frontend.Circuit) constraint.ConstraintSystem {
	t.Helper()
	s, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, shape)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func small(x uint64) *big.Int { return new(big.Int).SetUint64(x) }

func callOf(hash, v, r, s *big.Int) Call {
	return Call{*uint256.MustFromBig(hash), *uint256.MustFromBig(v), *uint256.MustFromBig(r), *uint256.MustFromBig(s)}
}

// signature signs with a key and a nonce, as they are.
func signature(key, nonce, hash *big.Int) Call {
	p := multiply(generator, nonce)
	r := new(big.Int).Mod(p.x, order)
	s := new(big.Int).Mul(r, key)
	s.Add(s, hash).Mul(s, new(big.Int).ModInverse(nonce, order))
	return callOf(hash, small(uint64(firstV+p.y.Bit(0))), r, mod(s, order))
}

// sample is a number below order for each seed.
func sample(seed string) *big.Int {
	return mod(new(big.Int).SetBytes(keccak256([]byte(seed))), order)
}

func sampleCall(seed string) Call {
	return signature(sample(seed+" key"), sample(seed+" nonce"), sample(seed))
}

func solve(t testing.TB, system constraint.ConstraintSystem, c *circuit) error {
	t.Helper()
	w, err := frontend.NewWitness(c, ecc.BN254.ScalarField())
	if err != nil {
		t.Fatal(err)
	}
	return system.IsSolved(w)
}
