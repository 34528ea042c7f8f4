// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
)

// fuzzFacts has an operation of each kind, near and far, of either sign.
func fuzzFacts() []Fact {
	facts := []Fact{
		fact(ADD, "2^256-1", "2^128+5"), fact(SUB, "3", "2^128"), fact(LT, "3", "5"), fact(GT, "2^200", "5"), fact(EQ, "7", "7"),
		fact(EQ, "7", "8"), fact(ISZERO, "0", "0"), fact(NOT, "5", "0"), fact(MUL, "2^200+3", "2^77+9"), fact(DIV, "2^255", "2^66+1"),
		fact(MOD, "2^255", "2^66+1"), fact(DIV, "5", "0"), fact(AND, "2^129-1", "2^255-9"), fact(OR, "2^77", "5"), fact(XOR, "2^77", "-5"),
		fact(SHL, "3", "2^254+1"), fact(SHR, "300", "9"), fact(SLT, "-5", "3"), fact(SGT, "-5", "3"), fact(SDIV, "-7", "2"),
		fact(SMOD, "-7", "-3"), fact(SAR, "4", "-100"), fact(BYTE, "30", "0x1234"), fact(BYTE, "32", "0x1234"), fact(SIGNEXTEND, "0", "0xff"),
		fact(SIGNEXTEND, "40", "0xff"), fact(CLZ, "5", "0"), fact(CLZ, "0", "0"), fact(EXP, "10", "6"), fact(EXP, "3", "0"),
		fact3(ADDMOD, "-1", "-2", "2^200"), fact3(MULMOD, "-1", "-2", "2^200+7"), fact3(MULMOD, "5", "6", "0"),
	}
	return facts
}

// column is one column with its path, such as Mul[3].XLow.Hi.
type column struct {
	path  string
	value *frontend.Variable
}

func named(path string, v reflect.Value) []column {
	var all []column
	switch {
	case v.Type() == reflect.TypeFor[frontend.Variable]():
		return []column{{strings.TrimPrefix(path, "."), v.Addr().Interface().(*frontend.Variable)}}
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			all = append(all, named(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				all = append(all, named(path+"."+f.Name, v.Field(i))...)
			}
		}
	}
	return all
}

func valueOf(v frontend.Variable) *big.Int {
	switch x := v.(type) {
	case int:
		return big.NewInt(int64(x))
	case *big.Int:
		return x
	}
	panic(fmt.Sprintf("%T", v))
}

// changed is another value, near or far.
func changed(r *rand.Rand, v frontend.Variable, others []column) *big.Int {
	x := valueOf(v)
	switch r.IntN(8) {
	case 0:
		return inField(plus(x, 1))
	case 1:
		return inField(plus(x, -1))
	case 2:
		return inField(new(big.Int).Sub(big.NewInt(1), x))
	case 3:
		return inField(new(big.Int).Add(x, powerOfTwo(128)))
	case 4:
		return inField(new(big.Int).Sub(x, powerOfTwo(uint(r.IntN(254)))))
	case 5:
		return inField(new(big.Int).Neg(x))
	case 6:
		return inField(new(big.Int).Mul(x, field(1, 2)))
	}
	return inField(valueOf(*others[r.IntN(len(others))].value))
}

// fuzzer changes columns of one solved circuit and solves it again.
type fuzzer struct {
	*rand.Rand
	system  *system
	circuit *circuit
	columns []column
	need    Capacity
}

func newFuzzer(t *testing.T) *fuzzer {
	facts := fuzzFacts()
	need := Need(facts)
	capacity := need
	for _, field := range []*int{&capacity.ALU, &capacity.Mul, &capacity.Shift, &capacity.Signed, &capacity.Exp, &capacity.Clz} {
		*field++ // a dummy row
	}
	shape := shapeFor(facts)
	shape.Chips = *New(capacity)
	f := &fuzzer{rand.New(rand.NewPCG(5, 6)), compile(t, shape), assignment(t, shape, facts), nil, need}
	f.columns = named("", reflect.ValueOf(&f.circuit.Chips).Elem())
	if len(f.columns) != len(bus.Columns(&f.circuit.Chips)) {
		t.Fatal("the commitment lacks columns")
	}
	if err := f.system.solve(t, f.circuit); err != nil {
		t.Fatal(err)
	}
	return f
}

// try applies changes, solves and takes them back.
func (f *fuzzer) try(t *testing.T, changes map[*frontend.Variable]*big.Int) bool {
	before := map[*frontend.Variable]frontend.Variable{}
	for column, value := range changes {
		before[column] = *column
		*column = value
	}
	err := f.system.solve(t, f.circuit)
	for column, value := range before {
		*column = value
	}
	return err == nil
}

func (f *fuzzer) pick() column { return f.columns[f.IntN(len(f.columns))] }

// row gives the columns of the row that c is in.
func (f *fuzzer) row(c column) []column {
	prefix := c.path[:strings.Index(c.path, "]")+1]
	var same []column
	for _, other := range f.columns {
		if strings.HasPrefix(other.path, prefix) {
			same = append(same, other)
		}
	}
	return same
}

// free tells whether a column may have several values: in a row that no claim needs, an inverse of what is zero or need not
// have one, and the parity of an exponent that is odd.
func (f *fuzzer) free(path string) bool {
	for i, chip := range chipNames {
		unused := reflect.ValueOf(f.need).Field(i).Int()
		if strings.HasPrefix(path, fmt.Sprintf("%s[%d]", chip, unused)) {
			return true
		}
	}
	return strings.HasSuffix(path, ".Inverse") || strings.HasSuffix(path, ".Parity")
}

// TestFuzz_ChangedColumns changes one column, or two of one row, under true claims. What is accepted proves nothing false, and
// is logged; it must be free.
func TestFuzz_ChangedColumns(t *testing.T) {
	t.Parallel()
	f := newFuzzer(t)
	accepted := map[string]int{}
	for i := range tries(1500) {
		first := f.pick()
		row := f.row(first)
		changes, paths := map[*frontend.Variable]*big.Int{}, []string{}
		for _, c := range []column{first, row[f.IntN(len(row))]}[:1+i%2] {
			if value := changed(f.Rand, *c.value, row); valueOf(*c.value).Cmp(value) != 0 {
				changes[c.value] = value
				paths = append(paths, c.path)
			}
		}
		if len(changes) == 0 || !f.try(t, changes) {
			continue
		}
		accepted[strings.Join(paths, " and ")]++
		for _, path := range paths {
			if !f.free(path) {
				t.Errorf("%s is not free, but may change", path)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(accepted)) {
		t.Logf("accepted %d times: %s", accepted[name], name)
	}
}

func tries(n int) int {
	if testing.Short() {
		return n / 20
	}
	return n
}

// TestFuzz_ChangedClaims changes a result, with every column of the chips that has its value, and up to two more columns of
// a row. Nothing may be accepted.
func TestFuzz_ChangedClaims(t *testing.T) {
	t.Parallel()
	f := newFuzzer(t)
	var results []*Word
	for i := range f.circuit.Two {
		results = append(results, &f.circuit.Two[i].O)
	}
	for i := range f.circuit.Three {
		results = append(results, &f.circuit.Three[i].O)
	}
	for range tries(1500) {
		k := f.IntN(len(results))
		o := results[k]
		half := &o.Lo
		if f.IntN(3) == 0 {
			half = &o.Hi
		}
		value := changed(f.Rand, *half, f.columns)
		if valueOf(*half).Cmp(value) == 0 {
			continue
		}
		changes := map[*frontend.Variable]*big.Int{half: value}
		everywhere := f.IntN(2) == 0
		for _, c := range f.columns {
			if valueOf(*c.value).Cmp(valueOf(*half)) == 0 && (everywhere || f.IntN(8) == 0) && valueOf(*half).BitLen() > 1 {
				changes[c.value] = value
			}
		}
		row := f.row(f.pick())
		for range f.IntN(3) {
			c := row[f.IntN(len(row))]
			changes[c.value] = changed(f.Rand, *c.value, row)
		}
		if f.try(t, changes) {
			t.Errorf("claim %d with result %v accepted", k, value)
		}
	}
}
