// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/consensys/gnark/frontend"
)

// fuzzPrograms touch every part but the keccak chip, which has a fuzzer of its own, as have the arithmetic chips.
func fuzzPrograms() []program {
	return []program{
		{name: "stack", code: "3 loop: 1 SWAP1 SUB DUP1 :loop JUMPI 7 ADD 0 SSTORE PC 0x0102030405060708090a0b0c0d0e0f101112 POP POP STOP"},
		{name: "memory", code: "0x0102030405 7 MSTORE 3 MLOAD 0 SSTORE 0xab 5 MSTORE8 3 2 1 CALLDATACOPY 1 CALLDATALOAD 1 SSTORE 20 0 RETURN", data: "0102030405"},
		{name: "storage", code: "0 SLOAD 1 ADD 0 SSTORE 0 SLOAD 1 SSTORE 4 0 TSTORE 0 TLOAD 2 SSTORE CALLER BALANCE SELFBALANCE STOP", value: 5, targetBalance: 3},
		{name: "calls", helper: "5 0 SSTORE CALLVALUE 0 MSTORE 32 0 REVERT", targetBalance: 9,
			code: "2 0 SSTORE 32 0 0 0 2 " + helperWord + " GAS CALL RETURNDATASIZE ADD 0 MLOAD ADD 1 SSTORE STOP"},
		{name: "static", helper: "7 0 MSTORE8 1 0 RETURN",
			code: "0 0 0 0 " + helperWord + " GAS STATICCALL " + helperWord + " EXTCODESIZE ADDRESS EXTCODESIZE ISZERO 1 0 3 RETURNDATACOPY 4 0 3 CODECOPY ADD 0 SSTORE STOP"},
		{name: "divergence", helper: "0 0 RETURN", data: "0102030405", code: "0 0 0 0 " + helperWord + " GAS STATICCALL 1 0 SSTORE STOP",
			blocked: "0 0 0 0 " + helperWord + " GAS STATICCALL 0 0 REVERT"},
		{name: "logs", helper: "0 0 LOG0 0 0 REVERT", code: "9 0 MSTORE8 1 2 2 0 LOG2 0 0 0 0 " + helperWord + " GAS DELEGATECALL 5 7 9 ADDMOD 1 0 LOG1 1 1 MCOPY STOP"},
		{name: "conditions", code: "1 0 SSTORE 7 0 MSTORE 32 0 RETURN", helper: "0 CALLDATALOAD POP 32 0 RETURN", asked: askForAll},
		{name: "refused", targetBalance: 5, helper: "0 DUP1 DUP1 DUP1 1 4 GAS CALL POP 0 DUP1 REVERT",
			code: "7 0 MSTORE8 1 1 1 0 2 4 GAS CALL 0 DUP1 DUP1 DUP1 9 0xdd00 GAS CALL 0 0 0 0 3 " + helperWord + " GAS CALLCODE ADD ADD RETURNDATASIZE ADD 0 SSTORE STOP"},
		{name: "halts", helper: "5 0 TSTORE 1 0 JUMPI", code: "0 0 0 0 " + helperWord + " 2300 DELEGATECALL 0 SSTORE 1 2 3 RETURNDATACOPY"},
	}
}

// fuzzed is a part's column with its path, such as Rows[3].A.Hi.
type fuzzed struct {
	path  string
	part  string // such as Rows[3]
	value *frontend.Variable
}

type fuzzer struct {
	*rand.Rand
	system  *compiled
	circuit *Circuit
	columns []fuzzed
	parts   map[string][]fuzzed
	outcome string
}

func newFuzzer(t *testing.T, p program, seed uint64) *fuzzer {
	in := p.input(t)
	if in.Preserved = p.blocked == ""; in.Preserved && len(in.Scenario.Txs[0].Data) > 0 {
		in.Selectors = []uint32{binary.BigEndian.Uint32(in.Scenario.Txs[0].Data)}
	}
	if !in.Preserved {
		in.New = assemble(t, p.blocked)
		harm(slotIsOne)(&in)
	}
	c := assignInput(t, fuzzShape(), in)
	f := &fuzzer{rand.New(rand.NewPCG(seed, uint64(fuzzTries(t)))), fuzzSystem(t), c, nil, map[string][]fuzzed{}, outcomeOf(c)}
	collect("", reflect.ValueOf(c).Elem(), &f.columns)
	for i := range f.columns {
		column := &f.columns[i]
		column.part = column.path
		if end := strings.Index(column.path, "]"); end > 0 {
			if strings.HasPrefix(column.path, "Logs") { // of each run
				end += strings.Index(column.path[end+1:], "]") + 1
			}
			column.part = column.path[:end+1]
		}
		f.parts[column.part] = append(f.parts[column.part], *column)
	}
	if err := f.system.solve(c); err != nil {
		t.Fatal(err)
	}
	return f
}

func collect(path string, v reflect.Value, to *[]fuzzed) {
	switch {
	case v.Type() == reflect.TypeFor[frontend.Variable]():
		*to = append(*to, fuzzed{strings.TrimPrefix(path, "."), "", v.Addr().Interface().(*frontend.Variable)})
	case v.Kind() == reflect.Slice || v.Kind() == reflect.Array:
		for i := range v.Len() {
			collect(fmt.Sprintf("%s[%d]", path, i), v.Index(i), to)
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Keccak" && f.Name != "Arith" && f.Name != "Recover" {
				collect(path+"."+f.Name, v.Field(i), to)
			}
		}
	}
}

// changes are new values of columns.
type changes map[*frontend.Variable]frontend.Variable

// try applies changes, solves, and takes them back; it gives what the assignment then claims, and whether it was accepted.
func (f *fuzzer) try(with changes) (outcome string, accepted bool) {
	before := changes{}
	for column, value := range with {
		before[column], *column = *column, value
	}
	if f.system.solve(f.circuit) == nil {
		outcome, accepted = outcomeOf(f.circuit), true
	}
	for column, value := range before {
		*column = value
	}
	return outcome, accepted
}

// fuzzTries is how often each program is changed; the environment raises it.
func fuzzTries(t *testing.T) int {
	n, err := strconv.Atoi(os.Getenv("SUTURE_FUZZ"))
	switch {
	case err == nil:
		return n
	case testing.Short():
		return 10
	}
	return 60
}

// TestFuzz_NoOtherOutcome changes columns together. What is accepted must leave the outcome of both runs as it was, and must be of a
// class that is known to be free.
func TestFuzz_NoOtherOutcome(t *testing.T) {
	for n, p := range fuzzPrograms() {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			f := newFuzzer(t, p, uint64(n))
			tried, classes := map[string]int{}, map[string]int{}
			for left := fuzzTries(t); left > 0; {
				way := ways[f.IntN(len(ways))]
				with := f.real(way.change(f))
				if len(with) == 0 {
					continue
				}
				left--
				tried[way.name]++
				outcome, accepted := f.try(with)
				if !accepted {
					continue
				}
				class := way.name + ": " + f.classOf(with)
				classes[class]++
				if outcome != f.outcome {
					t.Errorf("another outcome was accepted: %s\n%s\n%s", class, f.outcome, outcome)
				}
				if unknown := f.unexplained(way.name, with); unknown != "" {
					t.Errorf("accepted, and not known to be free: %s (%s)", unknown, class)
				}
			}
			t.Logf("tried %v", tried)
			for _, class := range slices.Sorted(maps.Keys(classes)) {
				t.Logf("accepted %d times: %s", classes[class], class)
			}
		})
	}
}

// real leaves out changes that change nothing.
func (f *fuzzer) real(with changes) changes {
	for column, value := range with {
		if element(*column) == element(value) {
			delete(with, column)
		}
	}
	return with
}

var indexOf = regexp.MustCompile(`\[\d+\]`)

// pathsOf names the changed columns.
func (f *fuzzer) pathsOf(with changes) []fuzzed {
	var list []fuzzed
	for _, c := range f.columns {
		if _, changed := with[c.value]; changed {
			list = append(list, c)
		}
	}
	return list
}

func (f *fuzzer) classOf(with changes) string {
	names := map[string]bool{}
	for _, c := range f.pathsOf(with) {
		names[indexOf.ReplaceAllString(c.path, "[]")] = true
	}
	list := slices.Sorted(maps.Keys(names))
	if len(list) > 4 {
		list = append(list[:4], "…")
	}
	return strings.Join(list, " ")
}

// outcomeOf is all that the claim is about: public inputs, claims, and what both runs end with.
func outcomeOf(c *Circuit) string {
	var s strings.Builder
	add := func(values ...frontend.Variable) {
		for _, v := range values {
			e := element(v)
			fmt.Fprintf(&s, " %s", e.Text(16))
		}
	}
	data := func(base, length frontend.Variable) {
		for i := range toInt(length) {
			if at := toInt(base) + i; at < int64(len(c.Rom.Bytes)) {
				add(c.Rom.Bytes[at])
			}
		}
	}
	add(c.Claim, c.Challenge, c.Evaluation, c.Preserved, c.Succeeded, c.packedSelectors(numbers{}), c.Harm.Claimed, c.Expected.Claimed,
		c.Divergence.Claimed)
	for r := range runs {
		for _, tx := range used(c.Txs) {
			closing := tx.Runs[r].Closing
			add(closing.Success, closing.OutputLen)
			data(closing.OutputBase, closing.OutputLen)
		}
		for _, slot := range used(c.Slots) {
			add(slot.After[r].Hi, slot.After[r].Lo)
		}
		for _, account := range used(c.Accounts) {
			add(account.After[r])
		}
		for _, log := range used(c.Logs[r]) {
			if toInt(log.Failed) == 0 {
				n := toInt(log.count(numbersAPI{}))
				add(log.Scope.Self, log.Scope.Tx, n, log.Len)
				data(log.Base, log.Len)
				for _, topic := range log.Topic[:n] {
					add(topic.Hi, topic.Lo)
				}
			}
		}
	}
	return s.String()
}

func fuzzShape() Shape {
	s := lieShape()
	s.Rows, s.StorageReads, s.CodeSizes, s.Pushes, s.Copies, s.Accounts, s.Outputs, s.Precompiles, s.Payments, s.Halts = 128, 6, 4, 40, 4, 6, 4, 4, 4, 4
	return s
}

var fuzzSystem = func() func(testing.TB) *compiled {
	var system *compiled
	var once sync.Once
	return func(t testing.TB) *compiled {
		once.Do(func() { system = compileMuted(t, fuzzShape(), "keccak") })
		return system
	}
}()
