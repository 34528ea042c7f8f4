// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/secp256k1/ecdsa"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/keccak"
)

// reference is the precompile as Ethereum's execution specification has it, over gnark-crypto.
func reference(c Call) (keccak.Message, bool) {
	r, s := c.R.ToBig(), c.S.ToBig()
	if !c.V.IsUint64() || c.V.Uint64() != 27 && c.V.Uint64() != 28 {
		return nil, false
	}
	if r.Sign() == 0 || s.Sign() == 0 || r.Cmp(order) >= 0 || s.Cmp(order) >= 0 {
		return nil, false
	}
	var key ecdsa.PublicKey
	hash := c.Hash.Bytes32()
	if err := key.RecoverFrom(hash[:], uint(c.V.Uint64()-27), r, s); err != nil || key.A.IsInfinity() {
		return nil, false
	}
	return bytesOf(pointOf(key.A)), true
}

type example struct {
	name string
	call Call
}

// with changes one word of a call: 0 hash, 1 v, 2 r, 3 s.
func (c Call) with(word int, x *big.Int) Call {
	words := [4]*big.Int{c.Hash.ToBig(), c.V.ToBig(), c.R.ToBig(), c.S.ToBig()}
	words[word] = x
	return callOf(words[0], words[1], words[2], words[3])
}

func plus(x *big.Int, n int64) *big.Int { return new(big.Int).Add(x, big.NewInt(n)) }

// pointAt is the first x from the given on that is the x of a point, or that is not.
func pointAt(x *big.Int, is bool) *big.Int {
	for x = plus(x, 0); (new(big.Int).ModSqrt(curveAt(x), prime) != nil) != is; x.Add(x, big.NewInt(1)) {
	}
	return x
}

// infinity is a call whose key is infinity: s·R = hash·G.
func infinity(nonce, hash *big.Int) Call {
	c := signature(big.NewInt(1), nonce, hash)
	return c.with(3, mod(new(big.Int).Mul(hash, new(big.Int).ModInverse(nonce, order)), order))
}

// recovering is a call that recovers to a point: R = (Q − e·G)/u.
func recovering(q point, u, e *big.Int) Call {
	part := multiply(generator, new(big.Int).Sub(order, e))
	r := *multiply(*addAffine(&q, part), new(big.Int).ModInverse(u, order))
	s, hash := new(big.Int).Mul(u, r.x), new(big.Int).Neg(new(big.Int).Mul(e, r.x))
	return callOf(mod(hash, order), small(uint64(firstV+r.y.Bit(0))), r.x, mod(s, order))
}

func examples() []example {
	a, one := sampleCall("a"), big.NewInt(1)
	var all []example
	add := func(name string, c Call) { all = append(all, example{name, c}) }
	for i := range 6 {
		add(fmt.Sprintf("a signature %d", i), sampleCall(fmt.Sprint(i)))
	}
	high := new(big.Int).Sub(order, a.S.ToBig())
	add("s of the other half, same v", a.with(3, high))
	add("s of the other half, other v", a.with(3, high).with(1, small(55-a.V.Uint64())))
	add("other v", a.with(1, small(55-a.V.Uint64())))
	for _, v := range []*big.Int{small(0), small(1), small(26), small(29), small(27 + 256), plus(powerOfTwo(200), 27), plus(powerOfTwo(128), 28), ones(256)} {
		add("v "+v.String(), a.with(1, v))
	}
	for i, name := range []string{2: "r", 3: "s"} {
		if name == "" {
			continue
		}
		add(name+" zero", a.with(i, new(big.Int)))
		add(name+" order", a.with(i, order))
		add(name+" beyond order", a.with(i, plus(order, 5)))
		add(name+" beyond order in the low half", a.with(i, plus(powerOfTwo(255), 1<<62)))
		add(name+" prime", a.with(i, prime))
		add(name+" greatest", a.with(i, ones(256)))
		add(name+" one", a.with(i, one))
		add(name+" two to 128", a.with(i, powerOfTwo(128)))
		add(name+" order less one", a.with(i, plus(order, -1)))
	}
	gap := new(big.Int).Sub(prime, order)
	add("r on the curve from prime − order on", a.with(2, pointAt(gap, true)))
	add("r the greatest on the curve below order", a.with(2, pointAt(plus(order, -40), true)))
	add("r on the curve below prime − order, so with a second point", a.with(2, pointAt(one, true)))
	add("r beyond order and on the curve", a.with(2, pointAt(plus(order, 1), true)))
	add("r not on the curve", a.with(2, pointAt(sample("off"), false)))
	add("r not on the curve, small", a.with(2, pointAt(one, false)))
	add("hash zero", a.with(0, new(big.Int)))
	add("hash order", a.with(0, order))
	add("hash beyond order", a.with(0, plus(order, 12345)))
	add("hash greatest", a.with(0, ones(256)))
	add("infinity", infinity(sample("i"), sample("j")))
	add("infinity of R = G", infinity(one, sample("j")))
	add("R = G", signature(sample("k"), one, sample("h")))
	add("R = G, key = G, hash 1", signature(one, one, one))
	add("R = −2·G", signature(sample("k"), plus(order, -2), sample("h")))
	add("key = G", signature(one, sample("n"), sample("h")))
	add("key = R", signature(sample("n"), sample("n"), sample("h")))
	add("key = −G", signature(plus(order, -1), sample("n"), sample("h")))
	add("u = 1", a.with(3, a.R.ToBig()))
	add("u = lambda", recovering(*multiply(generator, sample("q")), lambda, sample("e")))
	add("e = 1", recovering(*multiply(generator, sample("q")), sample("u"), one))
	add("e = −1", recovering(*multiply(generator, sample("q")), sample("u"), plus(order, -1)))
	add("nothing", Call{})
	return all
}

func TestChip_AgreesWithTheReference(t *testing.T) {
	var refused []Call // all in one circuit, since their rows are small
	for _, e := range examples() {
		t.Run(e.name, func(t *testing.T) {
			want, found := reference(e.call)
			if got, ok := e.call.PublicKey(); ok != found || !bytes.Equal(got, want) {
				t.Fatalf("got %x, want %x", got, want)
			}
			if r := recoverKey(e.call).refusal; r != accepted && r != infinite {
				refused = append(refused, e.call)
				return
			}
			shape, c := assignment(t, 1, []Call{e.call})
			if err := engine(shape, c); err != nil {
				t.Fatal(err)
			}
		})
	}
	shape, c := newCircuit(0, len(refused), 1), newCircuit(0, len(refused), 1)
	shape.Chip.Refusals, c.Chip.Refusals = make([]Refusal, len(refused)), make([]Refusal, len(refused))
	c.Messages[0].assign(make(keccak.Message, 2*wordBytes))
	if err := c.Chip.Assign(refused, nil); err != nil {
		t.Fatal(err)
	}
	for i, call := range refused {
		c.Claims[i] = claimOf(call)
	}
	if err := engine(shape, c); err != nil {
		t.Fatal(err)
	}
}

func TestChip_ProvesManyCallsEachOnce(t *testing.T) {
	a, b := sampleCall("a"), sampleCall("b")
	calls := []Call{a, b, a, a.with(1, small(1)), a.with(1, small(1)), infinity(sample("i"), sample("j"))}
	shape, c := assignment(t, 3, calls)
	system := compile(t, shape)
	if err := solve(t, system, c); err != nil {
		t.Fatal(err)
	}
	_, again := assignment(t, 3, calls)
	first := bus.Columns(c)
	for i, column := range bus.Columns(again) {
		if fmt.Sprint(*column) != fmt.Sprint(*first[i]) {
			t.Fatalf("column %d differs the second time", i)
		}
	}
	c.Claims[1].Address.Lo = plus(c.Claims[1].Address.Lo.(*big.Int), 1)
	if solve(t, system, c) == nil {
		t.Error("another address was accepted")
	}
}

func TestAssign_NamesTheCapacityThatIsMissing(t *testing.T) {
	a, b := sampleCall("a"), sampleCall("b")
	none := func(keccak.Message) int { return 0 }
	var capacity *CapacityError
	if err := New(1).Assign([]Call{a, b}, none); !errors.As(err, &capacity) || capacity.Need != 2 || capacity.Rows != "recoveries" {
		t.Error(err)
	}
	if err := New(1).Assign([]Call{a, {}, a.with(2, new(big.Int))}, none); !errors.As(err, &capacity) || capacity.Rows != "refusals" {
		t.Error(err)
	}
	if err := New(0).Assign(nil, none); err != nil {
		t.Error(err)
	}
}

func TestAssign_RefusesSignaturesMadeOfTheOffset(t *testing.T) {
	for _, c := range []Call{
		offsetCall(), recovering(*multiply(offsetEnd, plus(order, -2)), sample("u"), sample("e")),
	} {
		if err := New(1).Assign([]Call{c}, func(keccak.Message) int { return 0 }); !errors.Is(err, ErrUnprovable) {
			t.Error(err)
		}
	}
}

// offsetCall has R = ±offset, so that the first step adds the offset to itself.
func offsetCall() Call {
	for i := range 1000 {
		s := sample(fmt.Sprint("s", i))
		f := factorsOf(offset.x, s, sample("h"))
		if digits := oddDigits(f.k1, keyWindow, keyDigits); digits[keyDigits-1] == 1 {
			return callOf(sample("h"), small(uint64(firstV+offset.y.Bit(0))), offset.x, s)
		}
	}
	panic("no such s")
}

func TestCallOf_FillsAndCutsInput(t *testing.T) {
	long := bytes.Repeat([]byte{7}, 200)
	if CallOf(long) != CallOf(long[:128]) || CallOf(long[:33]) != CallOf(append(long[:33:33], make([]byte, 95)...)) {
		t.Error("input of another length is read otherwise")
	}
	if CallOf(nil) != (Call{}) {
		t.Error("no input is not zero")
	}
}

func TestConstants_HoldOnTheCurve(t *testing.T) {
	if got := multiply(generator, lambda); got.y.Cmp(generator.y) != 0 || got.x.Cmp(mod(new(big.Int).Mul(beta, generator.x), prime)) != 0 {
		t.Error("lambda·(x, y) is not (beta·x, y)")
	}
	for _, v := range short {
		if mod(new(big.Int).Add(v[0], new(big.Int).Mul(v[1], lambda)), order).Sign() != 0 {
			t.Error("not a vector of the lattice")
		}
	}
	if multiply(offset, order) != nil || multiply(generator, order) != nil {
		t.Error("a point of another order")
	}
}

func TestDigits_SpellTheirNumber(t *testing.T) {
	for i := range 200 {
		k1, k2 := split(sample(fmt.Sprint(i)))
		for _, c := range []struct {
			k         *big.Int
			window, n int
		}{{k1, keyWindow, keyDigits}, {k2, keyWindow, keyDigits}, {oddFactor(sample(fmt.Sprint(i))), baseWindow, baseDigits}} {
			total := new(big.Int)
			for j, d := range oddDigits(c.k, uint(c.window), c.n) {
				if d%2 == 0 || d >= 1<<c.window || -d >= 1<<c.window {
					t.Fatalf("digit %d", d)
				}
				total.Add(total, new(big.Int).Lsh(big.NewInt(int64(d)), uint(c.window*j)))
			}
			if total.Cmp(c.k) != 0 {
				t.Fatalf("%v is not %v", total, c.k)
			}
		}
	}
}
