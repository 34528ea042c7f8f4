// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"
	"regexp"
	"strings"

	"github.com/consensys/gnark/frontend"
)

// ways are the kinds of changes that the fuzzer makes.
var ways = []struct {
	name   string
	change func(*fuzzer) changes
}{
	{"one column", (*fuzzer).oneColumn},
	{"two columns of a row", (*fuzzer).twoColumns},
	{"a value everywhere", (*fuzzer).everywhere},
	{"a value from here on", (*fuzzer).onwards},
	{"a value everywhere and a column", (*fuzzer).everywhereAndOne},
	{"two rows swapped", (*fuzzer).swappedRows},
	{"a row repeated", (*fuzzer).repeatedRow},
	{"a row taken away", (*fuzzer).emptiedRow},
	{"two times swapped", (*fuzzer).swappedTimes},
	{"bytes shifted", (*fuzzer).shiftedBytes},
	{"weight moved", (*fuzzer).movedWeight},
	{"another instruction", (*fuzzer).anotherInstruction},
}

// pick prefers columns that hold something: most rows of the shape are not in use.
func (f *fuzzer) pick() fuzzed {
	for range 20 {
		if c := f.columns[f.IntN(len(f.columns))]; toInt(*c.value) != 0 && !strings.HasPrefix(c.path, "Others") && !strings.Contains(c.path, ".Prefix[") {
			return c
		}
	}
	return f.columns[f.IntN(len(f.columns))]
}

// changed is another value, near or far, or one of the same part.
func (f *fuzzer) changed(x frontend.Variable, others []fuzzed) frontend.Variable {
	switch f.IntN(9) {
	case 0:
		return plus(x, 1)
	case 1:
		return plus(x, -1)
	case 2:
		return 0
	case 3:
		return numbers{}.Add(1, numbers{}.Mul(x, -1))
	case 4:
		return numbers{}.Add(x, power(f.IntN(250)))
	case 5:
		return numbers{}.Mul(x, fraction(1, 2))
	case 6:
		return f.IntN(300)
	case 7:
		return numbers{}.Add(x, fraction(1, 256))
	}
	return *others[f.IntN(len(others))].value
}

func (f *fuzzer) oneColumn() changes {
	c := f.pick()
	return changes{c.value: f.changed(*c.value, f.parts[c.part])}
}

func (f *fuzzer) twoColumns() changes {
	with := f.oneColumn()
	for column := range with {
		for _, c := range f.columns {
			if c.value == column {
				row := f.parts[c.part]
				other := row[f.IntN(len(row))]
				with[other.value] = f.changed(*other.value, row)
			}
		}
	}
	return with
}

// everywhere replaces a value wherever it stands: so a lie about a value goes along the stack, memory and storage.
func (f *fuzzer) everywhere() changes {
	c := f.pick()
	value, with := f.changed(*c.value, f.parts[c.part]), changes{}
	for _, other := range f.columns {
		if element(*other.value) == element(*c.value) && (toInt(*c.value) > 1 || other.part == c.part) {
			with[other.value] = value
		}
	}
	return with
}

// onwards replaces it in the rows of the second run alone, and what else holds it with some luck.
func (f *fuzzer) onwards() changes {
	c := f.pick()
	value, with, luck := f.changed(*c.value, f.parts[c.part]), changes{c.value: nil}, f.IntN(4)+1
	for _, other := range f.columns {
		if element(*other.value) == element(*c.value) && f.IntN(luck+1) > 0 {
			with[other.value] = value
		}
	}
	with[c.value] = value
	return with
}

func (f *fuzzer) everywhereAndOne() changes {
	with := f.everywhere()
	for column, value := range f.oneColumn() {
		with[column] = value
	}
	return with
}

// twoRows gives two rows of one part.
func (f *fuzzer) twoRows() (first, second []fuzzed) {
	c := f.pick()
	start := strings.Index(c.part, "[")
	if start < 0 {
		return nil, nil
	}
	family := c.part[:start+1]
	var names []string
	for name := range f.parts {
		if strings.HasPrefix(name, family) {
			names = append(names, name)
		}
	}
	return f.parts[c.part], f.parts[names[f.IntN(len(names))]]
}

func (f *fuzzer) swappedRows() changes {
	with := changes{}
	first, second := f.twoRows()
	for i := range min(len(first), len(second)) {
		with[first[i].value], with[second[i].value] = *second[i].value, *first[i].value
	}
	return with
}

func (f *fuzzer) repeatedRow() changes {
	with := changes{}
	first, second := f.twoRows()
	for i := range min(len(first), len(second)) {
		with[second[i].value] = *first[i].value
	}
	return with
}

func (f *fuzzer) emptiedRow() changes {
	with := changes{}
	for _, c := range f.parts[f.pick().part] {
		with[c.value] = 0
	}
	return with
}

var timeName = regexp.MustCompile(`Time|Clock|Undo|End$`)

func (f *fuzzer) swappedTimes() changes {
	var times []fuzzed
	for _, c := range f.columns {
		if timeName.MatchString(c.path) && toInt(*c.value) != 0 {
			times = append(times, c)
		}
	}
	first, second := times[f.IntN(len(times))], times[f.IntN(len(times))]
	return changes{first.value: *second.value, second.value: *first.value}
}

// shiftedBytes turns a row's bytes by one.
func (f *fuzzer) shiftedBytes() changes {
	var bytes []fuzzed
	for range 50 {
		c := f.pick()
		for _, other := range f.parts[c.part] {
			if strings.Contains(other.path, "Byte[") {
				bytes = append(bytes, other)
			}
		}
		if len(bytes) > 0 {
			break
		}
	}
	with := changes{}
	for i, c := range bytes {
		with[c.value] = *bytes[(i+1)%len(bytes)].value
	}
	return with
}

// movedWeight adds to one column what it takes from another, in some packing.
func (f *fuzzer) movedWeight() changes {
	c := f.pick()
	row := f.parts[c.part]
	other := row[f.IntN(len(row))]
	if other.value == c.value {
		return nil
	}
	d := frontend.Variable(1)
	if f.IntN(2) == 0 {
		d = fraction(1, 256)
	}
	weight := new(big.Int).Lsh(big.NewInt(1), uint([]int{0, 1, 8, 13, 32, 128, 160}[f.IntN(7)]))
	return changes{
		c.value: numbers{}.Add(*c.value, d), other.value: numbers{}.Add(*other.value, numbers{}.Mul(numbers{}.Mul(d, weight), -1)),
	}
}

// anotherInstruction gives a row the code and flags of another.
func (f *fuzzer) anotherInstruction() changes {
	r := &f.circuit.Rows[f.IntN(len(f.circuit.Rows))]
	table := decodeTable()
	d := table[f.IntN(len(table))]
	with := changes{&r.Code: d.code}
	for i := range d.flags {
		with[&r.Flags[i]] = d.flags[i]
	}
	return with
}
