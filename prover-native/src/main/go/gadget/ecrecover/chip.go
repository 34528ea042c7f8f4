// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"errors"
	"fmt"
	"math/big"
	"sync"

	"github.com/holiman/uint256"
	"golang.org/x/crypto/sha3"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
	"suture.dev/prover-native/gadget/word"
)

// The fact of a call is (tag; hash, v, r, s, address), each a word in halves: SuccessTag where the output is the address in 32
// bytes, FailureTag, with address 0, where the output is empty. A row that proves nothing has the tag 0, which must not be
// queried.
const (
	SuccessTag = 0xec01
	FailureTag = 0xec02
)

const firstV = 27

// Chip holds the columns. Rows of either kind prove the facts of calls.
type Chip struct {
	Recoveries []Recovery
	Refusals   []Refusal

	skip map[group]bool `gnark:"-"` // left out, by tests alone
}

// New makes empty columns for so many calls that give an address or infinity, and as many that are refused at once.
func New(capacity int) *Chip {
	return &Chip{Recoveries: make([]Recovery, capacity), Refusals: make([]Refusal, capacity)}
}

// CapacityError says which rows are too few.
type CapacityError struct {
	Rows       string
	Need, Have int
}

func (e *CapacityError) Error() string {
	return fmt.Sprintf("ecrecover: there are %d %s, the calls need %d", e.Have, e.Rows, e.Need)
}

// ErrUnprovable is wrapped where a call meets the point that sums begin at, which happens only by intent.
var ErrUnprovable = errors.New("ecrecover: the signature is made of the offset")

// Define commits to the columns and states the facts; see the package comment. Rom and digests are the keccak chip's.
func (c *Chip) Define(a *bus.Argument, r *word.Ranges, rom, digests, facts *bus.Table) {
	if len(c.Recoveries)+len(c.Refusals) == 0 {
		return
	}
	a.CommitTo(c)
	b := &builder{
		argument: a, api: a.API, ranges: r, products: word.NewProducts(a.API), rom: rom, digests: digests, facts: facts,
		interpolation: interpolationMatrix(a.API.Compiler().Field()), skip: c.skip,
	}
	b.openBase()
	for i := range c.Recoveries {
		c.Recoveries[i].define(b)
	}
	for i := range c.Refusals {
		c.Refusals[i].define(b)
	}
}

// Assign fills the columns for the calls, each once, in the order of first occurrence, and dummies. messageOf gives the id of a
// public key in the keccak chip; it is asked for each of Messages. An error is a *CapacityError or wraps ErrUnprovable.
func (c *Chip) Assign(calls []Call, messageOf func(key keccak.Message) int) error {
	seen := map[Call]bool{}
	var found, refused []recovered
	for _, call := range calls {
		if seen[call] {
			continue
		}
		seen[call] = true
		if r := recoverKey(call); r.refusal == accepted || r.refusal == infinite {
			found = append(found, r)
		} else {
			refused = append(refused, r)
		}
	}
	if need := len(found); need > len(c.Recoveries) {
		return &CapacityError{"recoveries", need, len(c.Recoveries)}
	}
	if need := len(refused); need > len(c.Refusals) {
		return &CapacityError{"refusals", need, len(c.Refusals)}
	}
	return c.fill(found, refused, messageOf)
}

func (c *Chip) fill(found, refused []recovered, messageOf func(keccak.Message) int) error {
	for i := range c.Refusals {
		if i < len(refused) {
			c.Refusals[i].assign(refused[i].call, refused[i].refusal)
		} else {
			c.Refusals[i].assign(Call{}, wrongV)
		}
	}
	for i := range c.Recoveries {
		if i >= len(found) {
			c.Recoveries[i] = idleRecovery()
			continue
		}
		message := 0
		if found[i].refusal == accepted {
			message = messageOf(found[i].message())
		}
		if err := c.Recoveries[i].assign(found[i], message); err != nil {
			return err
		}
	}
	return nil
}

// idleRecovery recovers a key, without a fact.
var idleRecovery = sync.OnceValue(newIdleRecovery)

func newIdleRecovery() (r Recovery) {
	call := Call{Hash: *uint256.NewInt(1), V: *uint256.NewInt(firstV), S: *uint256.NewInt(1)}
	for x := uint64(1); ; x++ {
		call.R.SetUint64(x)
		o := recoverKey(call)
		if o.refusal != accepted {
			continue
		}
		if err := r.assign(o, 0); err != nil {
			panic(err) // of constants
		}
		r.Found, r.Key.Address, r.Key.Top = 0, Word{0, 0}, 0
		return r
	}
}

// assign fills the row of a call that has a key or whose key is infinity.
func (r *Recovery) assign(o recovered, message int) error {
	hash, x, s := o.call.Hash.ToBig(), o.call.R.ToBig(), o.call.S.ToBig()
	r.Found, r.Infinite = flag(o.refusal == accepted), flag(o.refusal == infinite)
	r.Hash, r.R, r.S = assignNumber(hash), assignNumber(x), assignNumber(s)
	at := r.assignSum(o.r, x, s, hash, factorsOf(x, s, hash))
	var digest []byte
	if o.refusal == infinite {
		at = stand
	} else {
		digest = keccak256(o.message())
	}
	key := r.Sum.Last.assign(at, negative(offsetEnd))
	r.Key.assign(key, message, digest)
	if r.meetsOffset() || o.refusal == accepted && key.x.Cmp(o.key.x) != 0 {
		return ErrUnprovable
	}
	return nil
}

// assignSum fills all up to the last step.
func (r *Recovery) assignSum(p point, x, s, hash *big.Int, f factors) point {
	r.Curve.assign(p)
	multiples, mirrored := r.Multiples.assign(p)
	return r.Sum.assign(r.Scalars.assign(x, s, hash, f, multiples, mirrored))
}

// meetsOffset tells whether a step adds points of the same x.
func (r *Recovery) meetsOffset() bool {
	for j := range r.Sum.Key {
		for i := range r.Sum.Key[j] {
			if r.Sum.Key[j][i].meets() {
				return true
			}
		}
	}
	for i := range r.Sum.Base {
		if r.Sum.Base[i].meets() {
			return true
		}
	}
	return r.Sum.Last.meets()
}

// meets tells that the points have the same x, so that the addition says nothing.
func (r *Addition) meets() bool { return r.Apart.(*big.Int).Sign() == 0 }

func keccak256(m []byte) []byte {
	h := sha3.NewLegacyKeccak256()
	h.Write(m)
	return h.Sum(nil)
}
