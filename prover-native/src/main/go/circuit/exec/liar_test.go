// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"
	"reflect"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
)

// Lies are told of the new run, the second one; both runs of a program are alike unless a lie says otherwise.

// rows lists the rows of the new run with a code.
func (l *liar) rows(code int) []*Row {
	var list []*Row
	for i := l.boundary(); i < len(l.Rows); i++ {
		if toInt(l.Rows[i].Code) == int64(code) {
			list = append(list, &l.Rows[i])
		}
	}
	return list
}

// row is the n-th row of the new run with an opcode.
func (l *liar) row(op, n int) *Row { return l.rows(codeOf(op))[n] }

// at is the row of the new run that is n behind its first.
func (l *liar) at(n int) *Row { return &l.Rows[l.boundary()+n] }

// boundary is the index of the new run's first row.
func (l *liar) boundary() int {
	end := 0
	for k := range l.Txs {
		end = max(end, int(toInt(l.Txs[k].Runs[codeOld].Closing.End)))
	}
	return end
}

// clock is that of a row.
func (l *liar) clock(r *Row) int {
	for i := range l.Rows {
		if &l.Rows[i] == r {
			return i + 1
		}
	}
	l.t.Fatal("no such row")
	return 0
}

// used lists the active rows of a part.
func used[T any](part []T) []*T {
	var list []*T
	for i := range part {
		v := reflect.ValueOf(&part[i]).Elem()
		if site := v.FieldByName("Site"); site.IsValid() {
			v = site
		}
		if toInt(v.FieldByName("Active").Interface()) == 1 {
			list = append(list, &part[i])
		}
	}
	return list
}

// mine lists the active rows of a part that belong to the new run, where both runs have as many.
func mine[T any](part []T) []*T {
	list := used(part)
	return list[len(list)/2:]
}

// spare is the first row of a part that is not active.
func spare[T any](part []T) *T { return &part[len(used(part))] }

func low(n any) Word { return Word{0, n} }

// plus adds in the field.
func plus(x frontend.Variable, n int64) fr.Element {
	e, d := element(x), fr.NewElement(0)
	d.SetInt64(n)
	e.Add(&e, &d)
	return e
}

// fraction is n/d in the field.
func fraction(n, d int64) fr.Element {
	var x, y fr.Element
	x.SetInt64(n)
	y.SetInt64(d)
	y.Inverse(&y)
	x.Mul(&x, &y)
	return x
}

// patch overwrites bytes of the new code from pc on, and every prefix that depends on them; what is read as instruction stays.
func (l *liar) patch(pc int, bytes ...any) {
	base := fr.NewElement(256)
	var before, original fr.Element // prefixes of the code up to a byte, after and before the patch
	for j := range l.New.Prefix {
		old := element(l.New.Prefix[j])
		var byteAt, shifted fr.Element
		shifted.Mul(&original, &base)
		byteAt.Sub(&old, &shifted)
		if j >= pc && j < pc+len(bytes) {
			byteAt = element(bytes[j-pc])
		}
		original = old
		before.Mul(&before, &base).Add(&before, &byteAt)
		l.New.Prefix[j] = before
	}
	l.refreshPrefixes()
	l.rebind()
}

func (l *liar) refreshPrefixes() {
	at := func(pc frontend.Variable) frontend.Variable { return l.New.Prefix[toInt(pc)] }
	for i := l.boundary(); i < len(l.Rows); i++ {
		if r := &l.Rows[i]; toInt(r.CodeID) == codeNew && toInt(r.Code) < virtualPad {
			r.Prefix = at(r.PC)
		}
	}
	for _, p := range used(l.Pushes) {
		if toInt(p.CodeID) == codeNew {
			high, n := toInt(p.High), toInt(p.High)+toInt(p.Low)
			p.Prefix = [3]frontend.Variable{at(p.PC), at(plus(p.PC, high)), at(plus(p.PC, n))}
			p.Meta = [2]frontend.Variable{l.meta(toInt(p.PC) + high), l.meta(toInt(p.PC) + n)}
		}
	}
	for _, b := range used(l.CodeBytes) {
		if toInt(b.CodeID) == codeNew {
			b.Prefix = at(b.PC)
		}
	}
	for _, s := range used(l.CodeSizes) {
		if toInt(s.OfTarget) == 1 && toInt(s.Site.CodeID) == codeNew {
			s.Prefix = at(plus(s.Site.PC, 1))
		}
	}
}

// meta is what the fetch table has for a byte of the new code.
func (l *liar) meta(pc int64) int64 {
	previous, due := fr.Element{}, fr.Element{}
	if pc > 0 {
		previous, due = element(l.New.Prefix[pc-1]), element(l.New.PushData[pc-1])
	}
	shift := fr.NewElement(256)
	v, e := element(l.New.Prefix[pc]), element(l.New.PushData[pc])
	previous.Mul(&previous, &shift)
	v.Sub(&v, &previous)
	e.Sub(&e, &due)
	return toInt(v) + 256*toInt(plus(e, 1))
}

// decodeAs gives a row the code and the flags of another instruction.
func (l *liar) decodeAs(r *Row, code int) {
	for _, d := range decodeTable() {
		if d.code == code {
			l.setFlags(r, d)
			return
		}
	}
	l.t.Fatalf("no code %d", code)
}

func (l *liar) setFlags(r *Row, d decoded) {
	r.Code = d.code
	for i, v := range d.flags {
		r.Flags[i] = v
	}
}

// rebind makes the listing and the public inputs those of the other columns.
func (l *liar) rebind() {
	l.list()
	l.rebindListing()
}

// rebindListing makes the public inputs those of the columns.
func (l *liar) rebindListing() {
	scenario := l.scenario()
	conditions := func(tag string, list *[maxConditions]Condition, blind frontend.Variable) fr.Element {
		return commitment.Hash(tag, elements(append(conditionElements(numbers{}, list), blind)))
	}
	target := numbers{}.Add(l.Accounts[0].Low, numbers{}.Mul(l.Accounts[0].High, power(halfBits)))
	oldChunks, newChunks := slotsOf(chunksIn(l.Old)), slotsOf(chunksIn(l.New))
	oldCode := commitment.Hash(commitment.TagOldCode, elements(append(oldChunks, l.Lengths[codeOld])))
	newCode := commitment.Hash(commitment.TagNewCode, elements(append(newChunks, l.EvaluationBlind, l.CommitmentBlind, l.Lengths[codeNew])))
	statement := commitment.Hash(commitment.TagExecClaim, []fr.Element{
		oldCode, commitment.Element(l.shape.Name), element(target), scenario, element(l.Preserved), element(l.Succeeded),
		element(l.packedSelectors(numbers{})),
		element(l.Harm.Claimed), conditions(commitment.TagHarm, &l.Harm.Conditions, l.HarmBlind),
		element(l.Expected.Claimed), conditions(commitment.TagExpected, &l.Expected.Conditions, l.ExpectedBlind),
		element(l.Divergence.Claimed),
	})
	l.Claim = commitment.Claim(newCode, statement)
	z := element(l.Challenge)
	value := func(length, blind frontend.Variable, slots []frontend.Variable) fr.Element {
		var sum fr.Element
		for _, chunk := range append(append([]frontend.Variable{}, slots...), blind, length) { // highest power first
			e := element(chunk)
			sum.Mul(&sum, &z).Add(&sum, &e)
		}
		return sum
	}
	y, old := value(l.Lengths[codeNew], l.EvaluationBlind, newChunks), value(l.Lengths[codeOld], 0, oldChunks)
	z.Exp(z, big.NewInt(commitment.OldShift))
	old.Mul(&old, &z)
	y.Add(&y, &old)
	z = element(l.Challenge)
	l.Evaluation = y
}

// scenario is the commitment to what the columns start from.
func (l *liar) scenario() fr.Element {
	return commitment.Hash(commitment.TagScenario, elements(append(l.scenarioElements(numbers{}, chunksIn(l.Others.Scan)), l.ScenarioBlind)))
}

// chunksIn gives the chunks of a scan.
func chunksIn(s Scan) []frontend.Variable {
	shift := element(power(8 * commitment.ChunkBytes))
	var list []frontend.Variable
	var start fr.Element
	for j := commitment.ChunkBytes - 1; j < len(s.Prefix); j += commitment.ChunkBytes {
		end := element(s.Prefix[j])
		chunk := end
		start.Mul(&start, &shift)
		chunk.Sub(&chunk, &start)
		start = end
		list = append(list, chunk)
	}
	return list
}

// slotsOf lists the chunks of the target's code from the highest slot down.
func slotsOf(chunks []frontend.Variable) []frontend.Variable {
	list := make([]frontend.Variable, commitment.ChunkSlots)
	for k := range list {
		list[k] = 0
	}
	for k, chunk := range chunks[:len(chunks)-tailChunks] {
		list[commitment.ChunkSlots-1-k] = chunk
	}
	return list
}
