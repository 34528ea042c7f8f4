// SPDX-License-Identifier: Apache-2.0

package ecrecover

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// lie is a false claim and the columns that would carry it, if one constraint group were left out. The call is assigned
// honestly; tell then claims something else of it and changes columns.
type lie struct {
	group group
	what  string
	call  Call
	tell  func(c *circuit)
}

func allLies() []lie {
	var all []lie
	for _, some := range [][]lie{arithmeticLies(), inputLies(), sumLies(), keyLies(), refusalLies()} {
		all = append(all, some...)
	}
	return all
}

// TestChip_RejectsLies shows of each lie that it is rejected, and that it is accepted once its group is left out: so the lie is
// complete, and that group is what stands in its way.
func TestChip_RejectsLies(t *testing.T) {
	for _, l := range allLies() {
		t.Run(strings.ReplaceAll(string(l.group)+"/"+l.what, " ", "_"), func(t *testing.T) {
			shape, c := assignment(t, 1, []Call{l.call})
			if len(c.Messages) < 2 { // the lie may need a message more
				shape.Messages, c.Messages = append(shape.Messages, hashed{}), append(c.Messages, c.Messages[0])
			}
			l.tell(c) // that the truth is accepted is TestChip_AgreesWithTheReference's
			if engine(shape, c) == nil {
				t.Error("the lie was accepted")
			}
			shape.Chip.skip = map[group]bool{l.group: true}
			if err := engine(shape, c); err != nil {
				t.Errorf("the lie does not test %q: %v", l.group, err)
			}
		})
	}
}

// TestChip_LiesCoverAllGroups finds the groups in the source.
func TestChip_LiesCoverAllGroups(t *testing.T) {
	covered := map[string]bool{}
	for _, l := range allLies() {
		covered[string(l.group)] = true
	}
	file, err := parser.ParseFile(token.NewFileSet(), "groups.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if found++; err != nil || !covered[text] {
				t.Errorf("no lie is told about %q", text)
			}
		}
		return true
	})
	if found < 30 {
		t.Errorf("only %d groups found", found)
	}
}

// TestChip_RejectsFalseClaims changes the claim alone.
func TestChip_RejectsFalseClaims(t *testing.T) {
	var system constraint.ConstraintSystem
	for name, call := range map[string]Call{
		"success": sampleCall("a"), "infinity": infinity(sample("i"), sample("j")), "refusal": sampleCall("a").with(1, small(26)),
	} {
		shape, c := assignment(t, 1, []Call{call})
		if len(c.Messages) < 2 {
			shape.Messages, c.Messages = append(shape.Messages, hashed{}), append(c.Messages, c.Messages[0])
		}
		if system == nil {
			system = compile(t, shape)
		}
		for i, column := range bus.Columns(&c.Claims[0]) {
			was := *column
			*column = 1
			if solve(t, system, c) == nil {
				t.Errorf("%s: another column %d was accepted", name, i)
			}
			*column = was
		}
		c.Claims[0].Tag = map[frontend.Variable]frontend.Variable{SuccessTag: FailureTag, FailureTag: SuccessTag}[c.Claims[0].Tag]
		if solve(t, system, c) == nil {
			t.Errorf("%s: the opposite was accepted", name)
		}
		c.Claims[0].Address = Word{0, 0}
		if solve(t, system, c) == nil {
			t.Errorf("%s: the opposite without address was accepted", name)
		}
	}
}

// TestChip_RejectsAnyOtherColumn adds 1 to columns of a recovery, every 211th.
func TestChip_RejectsAnyOtherColumn(t *testing.T) {
	shape, c := assignment(t, 1, []Call{sampleCall("a")})
	system := compile(t, shape)
	all := bus.Columns(&c.Chip.Recoveries[0])
	for i := 0; i < len(all); i += 211 {
		was := *all[i]
		v, ok := was.(*big.Int)
		if !ok {
			v = big.NewInt(0)
		}
		*all[i] = plus(v, 1)
		if !ok {
			*all[i] = 77
		}
		if solve(t, system, c) == nil {
			t.Errorf("another column %d was accepted", i)
		}
		*all[i] = was
	}
}

// faked is a row that is filled step by step.
type faked struct {
	c    *circuit
	row  *Recovery
	r, s *big.Int // as the row has them
	hash *big.Int
	at   point // R
	f    factors
	key  point
}

// fake begins with the call's own words and R.
func fake(c *circuit) *faked {
	f := &faked{c: c, row: &c.Chip.Recoveries[0]}
	q := &c.Claims[0]
	f.hash, f.r, f.s = number(q.Hash), number(q.R), number(q.S)
	f.at = point{f.r, new(big.Int).ModSqrt(curveAt(f.r), prime)}
	if f.at.y == nil {
		f.at.y = new(big.Int)
	}
	if f.at.y.Bit(0) == 1 != (number(q.V).Cmp(small(firstV+1)) == 0) {
		f.at.y.Sub(prime, f.at.y)
	}
	f.f = factorsOf(f.r, f.s, f.hash)
	return f
}

func number(w Word) *big.Int {
	asInt := func(v frontend.Variable) *big.Int { return new(big.Int).Set(v.(*big.Int)) }
	hi := asInt(w.Hi)
	return hi.Lsh(hi, 128).Add(hi, asInt(w.Lo))
}

// fill computes the rest of the row, and claims the address.
func (f *faked) fill() *faked {
	f.row.Found, f.row.Infinite = 1, 0
	f.row.Hash, f.row.R, f.row.S = assignNumber(f.hash), assignNumber(f.r), assignNumber(f.s)
	f.finish(f.row.assignSum(f.at, f.r, f.s, f.hash, f.f))
	return f
}

// finish ends with a sum.
func (f *faked) finish(sum point) { f.claim(f.row.Sum.Last.assign(sum, negative(offsetEnd))) }

// claim says that the key is this one.
func (f *faked) claim(key point) {
	f.key = key
	f.c.Messages[0].assign(bytesOf(key))
	f.row.Found = 1
	f.row.Key.assign(key, messageID(0), keccak256(bytesOf(key)))
	f.c.Claims[0].Tag, f.c.Claims[0].Address = SuccessTag, f.row.Key.Address
}

// resume sums up what is selected.
func (f *faked) resume() {
	f.finish(f.row.Sum.assign(f.selected()))
}

// selected reads the points off the columns.
func (f *faked) selected() (t selection) {
	of := func(s Selected) point { return point{integer(s.X), integer(s.Y)} }
	for j := range keyDigits {
		t.key[0][j], t.key[1][j] = of(f.row.Scalars.K1[j]), of(f.row.Scalars.K2[j])
	}
	for j := range baseDigits {
		t.base[j] = of(f.row.Scalars.E[j])
	}
	return t
}

func integer(e Element) *big.Int {
	total := new(big.Int)
	for i, v := range e {
		total.Add(total, new(big.Int).Lsh(v.(*big.Int), uint(i*limbBits)))
	}
	return total
}

func fieldOrder() *big.Int { return ecc.BN254.ScalarField() }

// quotientAs is a quotient as a column.
func quotientAs(q *big.Int, c congruence) Element {
	return elementOf(new(big.Int).Add(q, c.quotientOffset()))
}

func arithmeticLies() []lie {
	u := congruence{modulus: order}
	a := sampleCall("a")
	// otherU fills a row with another u, and gives r·u − s.
	otherU := func(f *faked, seed string) *big.Int {
		f.f.u = sample(seed)
		f.f.k1, f.f.k2 = split(f.f.u)
		total := new(big.Int).Mul(f.r, f.f.u)
		return total.Sub(total, f.s)
	}
	return []lie{
		{groupLimbs, "r beyond the order, the rest being negative", a.with(2, pointAt(plus(order, 1), true)), func(c *circuit) {
			f := fake(c).fill()
			f.row.R.Rest = restOf(f.r, plus(order, -1))
		}},
		{groupLimbs, "another u with limbs of any size", a, func(c *circuit) {
			f := fake(c)
			total := otherU(f, "u")
			f.fill()
			q := mod(new(big.Int).Mul(total, new(big.Int).ModInverse(order, fieldOrder())), fieldOrder())
			f.row.Scalars.UQuotient = quotientAs(q, u)
			f.row.Scalars.U = freeLimbs(cut(f.r, limbs), integer(elementOf(f.f.u)), cut(f.s, limbs), cut(q, limbs))
		}},
		{groupQuotient, "another u with a quotient of any size", a, func(c *circuit) {
			f := fake(c)
			total := otherU(f, "u")
			f.fill()
			f.row.Scalars.UQuotient = freeQuotient(cut(f.r, limbs), cut(f.f.u, limbs), cut(f.s, limbs), total)
		}},
		{groupNative, "another u that is right modulo 2^260", a, func(c *circuit) {
			f := fake(c)
			for seed := 0; ; seed++ {
				total := otherU(f, strconv.Itoa(seed))
				q := mod(total.Mul(total, new(big.Int).ModInverse(order, powerOfTwo(260))), powerOfTwo(260))
				if q.BitLen() <= 256 {
					f.fill()
					f.row.Scalars.UQuotient = quotientAs(q, u)
					return
				}
			}
		}},
		{groupCarry, "another u that is right modulo the order of the field", a, func(c *circuit) {
			f := fake(c)
			total := otherU(f, "u")
			f.fill()
			q := mod(total.Mul(total, new(big.Int).ModInverse(order, fieldOrder())), fieldOrder())
			f.row.Scalars.UQuotient = quotientAs(q, u)
		}},
		{groupU, "another u", a, func(c *circuit) {
			f := fake(c)
			otherU(f, "u")
			f.fill()
		}},
		{groupE, "another e", a, func(c *circuit) {
			f := fake(c)
			f.f.e = oddFactor(sample("e"))
			f.fill()
		}},
		{groupSplit, "another k1", a, func(c *circuit) {
			f := fake(c)
			f.f.k1.Add(f.f.k1, big.NewInt(2))
			f.fill()
		}},
	}
}

// pairAt is what x·y has at 2^(65·at) and the next, as a number at 2^(65·at).
func pairAt(x, y []*big.Int, at int) *big.Int {
	total := new(big.Int)
	for i := range x {
		for j := range y {
			if k := i + j - at; k == 0 || k == 1 {
				total.Add(total, new(big.Int).Lsh(new(big.Int).Mul(x[i], y[j]), uint(k*limbBits)))
			}
		}
	}
	return total
}

// pairOf is x_at + 2^65·x_(at+1).
func pairOf(x []*big.Int, at int) *big.Int { return pairAt(x, []*big.Int{big.NewInt(1)}, at) }

// freeLimbs gives limbs of u that keep the sums of its pairs of limbs, so u itself in whatever is linear, and have
// r·u − s − q·order vanish in each pair, in the field.
func freeLimbs(r []*big.Int, u *big.Int, s, q []*big.Int) Element {
	n, field := cut(order, limbs), fieldOrder()
	x := cut(u, limbs)
	pairs := [2]*big.Int{pairOf(x, 0), pairOf(x, 2)}
	w := new(big.Int).ModInverse(powerOfTwo(limbBits), field)
	for k := range 2 {
		residue := func(low *big.Int) *big.Int { // of pair k, for a low limb of it
			x[2*k] = low
			x[2*k+1] = mod(new(big.Int).Mul(new(big.Int).Sub(pairs[k], low), w), field)
			out := pairAt(r, x, 2*k)
			return mod(out.Sub(out, pairOf(s, 2*k)).Sub(out, pairAt(q, n, 2*k)), field)
		}
		at0, at1 := residue(new(big.Int)), residue(big.NewInt(1))
		slope := mod(new(big.Int).Sub(at1, at0), field)
		low := new(big.Int).Mul(new(big.Int).Neg(at0), new(big.Int).ModInverse(slope, field))
		residue(mod(low, field))
	}
	return Element{x[0], x[1], x[2], x[3]}
}

// freeQuotient gives limbs of a quotient column with which r·u − s − q·order vanishes in each pair and in all, in the field.
func freeQuotient(r, u, s []*big.Int, total *big.Int) Element {
	n, field := cut(order, limbs), fieldOrder()
	want := []*big.Int{pairAt(r, u, 0), pairAt(r, u, 2), mod(new(big.Int).Mul(total, new(big.Int).ModInverse(order, field)), field)}
	want[0].Sub(want[0], pairOf(s, 0))
	want[1].Sub(want[1], pairOf(s, 2))
	rows := make([][]*big.Int, 3)
	for i := range rows {
		for j := range 3 {
			unit := cut(powerOfTwo(j*limbBits), limbs)
			coefficient := powerOfTwo(j * limbBits)
			if i < 2 {
				coefficient = pairAt(unit, n, 2*i)
			}
			rows[i] = append(rows[i], mod(coefficient, field))
		}
		rows[i] = append(rows[i], mod(want[i], field))
	}
	for c := range 3 {
		eliminate(rows, c, field)
	}
	q := congruence{modulus: order}
	return Element{rows[0][3], rows[1][3], rows[2][3], cut(q.quotientOffset(), limbs)[3]}
}

func inputLies() []lie {
	a := sampleCall("a")
	even, odd := a, a.with(1, small(55-a.V.Uint64()))
	if odd.V.Uint64() == firstV {
		even, odd = odd, even
	}
	low, root := smallY()
	return []lie{
		{groupWords, "the address for another hash", a, func(c *circuit) {
			f := fake(c)
			f.hash = sample("another")
			f.f = factorsOf(f.r, f.s, f.hash)
			f.fill()
			f.row.Hash.Word = c.Claims[0].Hash
		}},
		{groupWords, "halves that are not canonical", a.with(0, plus(powerOfTwo(129), -1)), func(c *circuit) {
			w := Word{small(0), new(big.Int).Sub(powerOfTwo(129), big.NewInt(1))} // (1, 2^128 − 1)
			c.Claims[0].Hash, c.Chip.Recoveries[0].Hash.Word = w, w
		}},
		{groupNotZero, "s zero", a.with(3, new(big.Int)), func(c *circuit) { fake(c).fill() }},
		{groupBelowOrder, "r beyond the order", a.with(2, pointAt(plus(order, 1), true)), func(c *circuit) { fake(c).fill() }},
		{groupBelowOrder, "s beyond the order", a.with(3, plus(order, 77)), func(c *circuit) { fake(c).fill() }},
		{groupYReduced, "y + prime for y", a.with(2, low).with(1, small(uint64(firstV+root.Bit(0)))), func(c *circuit) {
			f := fake(c)
			f.at.y = new(big.Int).Add(root, prime)
			f.fill()
			f.claimV(55 - c.Claims[0].V.Lo.(*big.Int).Int64())
		}},
		{groupOddBit, "v of 29", even, func(c *circuit) {
			f := fake(c).fill()
			f.row.Curve.Odd = 2
			f.claimV(29)
		}},
		{groupParity, "v of 28 for 27", even, func(c *circuit) {
			f := fake(c).fill()
			f.row.Curve.Odd = 1
			f.claimV(28)
		}},
		{groupParity, "v of 27 for 28", odd, func(c *circuit) {
			f := fake(c).fill()
			f.row.Curve.Odd = 0
			f.claimV(27)
		}},
		{groupCurve, "another y", a, func(c *circuit) {
			f := fake(c)
			f.at.y = plus(f.at.y, 2)
			f.fill()
		}},
		{groupCurve, "a point for an r that has none", a.with(2, pointAt(sample("off"), false)), func(c *circuit) {
			f := fake(c)
			f.at.y = plus(small(1000), int64(f.c.Claims[0].V.Lo.(*big.Int).Uint64()-firstV))
			f.fill()
		}},
	}
}

func (f *faked) claimV(v int64) { f.c.Claims[0].V.Lo = big.NewInt(v) }

// smallY is a point whose y is so small that y + prime is below 2^256.
func smallY() (x, y *big.Int) {
	exponent := new(big.Int).Add(prime, big.NewInt(2)) // of a cube root, where there is one: prime = 7 modulo 9
	exponent.Div(exponent, big.NewInt(9))
	for y = big.NewInt(1); ; y.Add(y, big.NewInt(1)) {
		cube := new(big.Int).Mul(y, y)
		x = new(big.Int).Exp(cube.Sub(cube, big.NewInt(curveConstant)), exponent, prime)
		if curveAt(x).Cmp(new(big.Int).Mul(y, y)) == 0 && x.Cmp(order) < 0 {
			return x, y
		}
	}
}

func sumLies() []lie {
	a := sampleCall("a")
	return []lie{
		{groupApart, "any slope where the offset is added to itself", sampleCall("x"), func(c *circuit) {
			call := offsetCall()
			c.Claims[0].Hash, c.Claims[0].V = wordOf(call.Hash.ToBig()), wordOf(call.V.ToBig())
			c.Claims[0].R, c.Claims[0].S = wordOf(call.R.ToBig()), wordOf(call.S.ToBig())
			f := fake(c).fill()
			f.resumeWithSlope(big.NewInt(7))
		}},
		{groupMirror, "lambda·R that is R", a, func(c *circuit) {
			f := fake(c).fill()
			multiples, _ := f.row.Multiples.assign(f.at)
			for i, p := range multiples {
				f.row.Multiples.Mirrored[i] = elementOf(p.x)
			}
			f.finish(f.row.Sum.assign(f.row.Scalars.assign(f.r, f.s, f.hash, f.f, multiples, multiples)))
		}},
		{groupSelect, "another multiple of R", a, func(c *circuit) {
			f := fake(c).fill()
			multiples, _ := f.row.Multiples.assign(f.at)
			s := &f.row.Scalars.K1[3]
			digit := s.Digit
			s.assign(-digit.(int), multiples)
			s.Digit = digit
			f.resume()
		}},
		{groupBase, "another multiple of the generator", a, func(c *circuit) {
			f := fake(c).fill()
			s := &f.row.Scalars.E[5]
			digit := s.Digit
			s.assign(-digit.(int), basePoints()[5])
			s.Digit = digit
			f.resume()
		}},
		{groupBase, "a multiple of another window", a, func(c *circuit) {
			f := fake(c).fill()
			s := &f.row.Scalars.E[5]
			s.assign(s.Digit.(int), basePoints()[6])
			f.resume()
		}},
		{groupInfinite, "infinity for a key", a, func(c *circuit) {
			f := fake(c).fill()
			f.row.Found, f.row.Infinite = 0, 1
			f.row.Key.assign(f.row.Sum.Last.assign(stand, negative(offsetEnd)), 0, nil)
			c.Claims[0].Tag, c.Claims[0].Address = FailureTag, Word{0, 0}
		}},
	}
}

// resumeWithSlope sums up with any slope in the first step.
func (f *faked) resumeWithSlope(slope *big.Int) {
	t, s := f.selected(), &f.row.Sum
	first := t.key[0][keyDigits-1]
	at := s.Key[keyDigits-1][0].assignAs(offset, first, slope, third(slope, offset, first))
	at = s.Key[keyDigits-1][1].assign(at, t.key[1][keyDigits-1])
	for j := keyDigits - 2; j >= 0; j-- {
		for i := range keyWindow {
			at = s.Doublings[keyWindow*j+i].assign(at)
		}
		at = s.Key[j][0].assign(at, t.key[0][j])
		at = s.Key[j][1].assign(at, t.key[1][j])
	}
	for j := range s.Base {
		at = s.Base[j].assign(at, t.base[j])
	}
	f.finish(at)
}

func keyLies() []lie {
	a, lost := sampleCall("a"), infinity(sample("i"), sample("j"))
	x := pointAt(big.NewInt(1), true)
	key := point{x, new(big.Int).ModSqrt(curveAt(x), prime)}
	return []lie{
		{groupFlags, "a failure, were there a key whose digest ends in zeros", a, func(c *circuit) {
			f := fake(c).fill()
			c.Messages[0].Digest = Word{powerOfTwo(32), 0}
			f.row.Key.Address, f.row.Key.Top = Word{0, 0}, 1
			f.row.Found = new(big.Int).Mul(big.NewInt(FailureTag), new(big.Int).ModInverse(big.NewInt(SuccessTag), fieldOrder()))
			mod(f.row.Found.(*big.Int), fieldOrder())
			c.Claims[0].Tag, c.Claims[0].Address = FailureTag, Word{0, 0}
		}},
		{groupKeyReduced, "x + prime for x", recovering(key, sample("u"), sample("e")), func(c *circuit) {
			f := fake(c).fill()
			sum := point{integer(f.row.Sum.Base[baseDigits-1].X), integer(f.row.Sum.Base[baseDigits-1].Y)}
			end := negative(offsetEnd)
			f.claim(f.row.Sum.Last.assignAs(sum, end, slope(sum, end), point{new(big.Int).Add(f.key.x, prime), f.key.y}))
		}},
		{groupKeyBytes, "the bytes of another key", a, func(c *circuit) {
			f := fake(c).fill()
			rests := [2]Element{f.row.Key.XRest, f.row.Key.YRest}
			f.claim(*multiply(generator, sample("other")))
			f.row.Key.XRest, f.row.Key.YRest = rests[0], rests[1]
		}},
		{groupMessage, "the message of another key", a, func(c *circuit) {
			k := &c.Chip.Recoveries[0].Key
			digest := keccak256(make([]byte, 64))
			k.Message, k.Top, k.Address = messageID(1), new(big.Int).SetBytes(digest[:12]), wordOf(new(big.Int).SetBytes(digest[12:]))
			c.Claims[0].Address = k.Address
		}},
		{groupDigest, "another address", a, func(c *circuit) {
			c.Chip.Recoveries[0].Key.Address.Lo = big.NewInt(1)
			c.Claims[0].Address.Lo = big.NewInt(1)
		}},
		{groupAddress, "another high part", a, func(c *circuit) {
			k := &c.Chip.Recoveries[0].Key
			k.Address.Hi = plus(k.Address.Hi.(*big.Int), 1)
			top := new(big.Int).Sub(k.Top.(*big.Int), new(big.Int).ModInverse(powerOfTwo(32), fieldOrder()))
			k.Top, c.Claims[0].Address = mod(top, fieldOrder()), k.Address
		}},
		{groupAddress, "bytes before the address", a, func(c *circuit) {
			k := &c.Chip.Recoveries[0].Key
			k.Address.Hi = new(big.Int).Add(k.Address.Hi.(*big.Int), new(big.Int).Lsh(k.Top.(*big.Int), 32))
			k.Top, c.Claims[0].Address = 0, k.Address
		}},
		{groupNothing, "an address for infinity", lost, func(c *circuit) {
			c.Chip.Recoveries[0].Key.Address.Lo = big.NewInt(1)
			c.Claims[0].Address.Lo = big.NewInt(1)
		}},
	}
}

func refusalLies() []lie {
	a := sampleCall("a")
	// refuse claims a failure of a good call for a reason.
	refuse := func(why refusal, change func(r *Refusal)) func(c *circuit) {
		return func(c *circuit) {
			r := &c.Chip.Refusals[0]
			r.assign(a, why)
			change(r)
			c.Claims[0].Tag, c.Claims[0].Address = FailureTag, Word{0, 0}
		}
	}
	none := func(*Refusal) {}
	excess := func(r *Refusal) { // negative
		n := wordOf(order)
		r.Excess = Word{new(big.Int).Sub(r.R.Hi.(*big.Int), n.Hi.(*big.Int)), new(big.Int).Sub(r.R.Lo.(*big.Int), n.Lo.(*big.Int))}
	}
	return []lie{
		{groupReason, "no reason", a, refuse(wrongV, func(r *Refusal) { r.WrongV, r.VHigh, r.VLow = 0, 0, 0 })},
		{groupWrongV, "v of 27 or 28", a, refuse(wrongV, none)},
		{groupZero, "r that is not zero", a, refuse(zeroR, none)},
		{groupZero, "s that is not zero", a, refuse(zeroS, none)},
		{groupRefusedWords, "r of halves whose sum is zero", a, func(c *circuit) {
			r := &c.Chip.Refusals[0]
			r.assign(a, zeroR)
			r.R = Word{plus(fieldOrder(), -1), big.NewInt(1)}
			c.Claims[0].Tag, c.Claims[0].Address, c.Claims[0].R = FailureTag, Word{0, 0}, r.R
		}},
		{groupLarge, "r below the order", a, refuse(largeR, func(r *Refusal) { r.Excess, r.Borrow = Word{0, 0}, 0 })},
		{groupLarge, "s below the order", a, refuse(largeS, func(r *Refusal) { r.Excess, r.Borrow = Word{0, 0}, 0 })},
		{groupExcess, "r below the order, the excess being negative", a, refuse(largeR, func(r *Refusal) {
			r.Borrow = 0
			excess(r)
		})},
		{groupBorrow, "r below the order, with any borrow", a, refuse(largeR, func(r *Refusal) {
			excess(r)
			hi := r.Excess.Hi.(*big.Int)
			total := new(big.Int).Lsh(hi, 128)
			r.Excess = wordOf(mod(total.Add(total, r.Excess.Lo.(*big.Int)), fieldOrder()))
			r.Borrow = mod(new(big.Int).Sub(hi, r.Excess.Hi.(*big.Int)), fieldOrder())
		})},
		{groupX, "another x", a, refuse(noPoint, func(r *Refusal) { r.assignX(noPointX) })},
		{groupCurve, "r on the curve", a, refuse(noPoint, none)},
	}
}
