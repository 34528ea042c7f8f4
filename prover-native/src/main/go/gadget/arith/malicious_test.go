// SPDX-License-Identifier: Apache-2.0

package arith

import (
	"go/ast"
	"go/parser"
	"go/token"
	"math/big"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc"
)

// lie is a false claim and the columns that would carry it, if one constraint group were left out. facts are assigned
// honestly; tell then claims something else of the first and changes columns of its row and others.
type lie struct {
	group group
	what  string
	facts []Fact
	tell  func(c *circuit)
}

func allLies() []lie {
	var all []lie
	for _, some := range [][]lie{aluLies(), mulLies(), bitwiseLies(), shiftLies(), compareLies(), signedLies(), byteLies(), mod3Lies(), expLies()} {
		all = append(all, some...)
	}
	return all
}

// TestChips_RejectLies shows of each lie that it is rejected, and that it is accepted once its group is left out: so the lie
// is complete, and that group is what stands in its way.
func TestChips_RejectLies(t *testing.T) {
	for _, l := range allLies() {
		t.Run(strings.ReplaceAll(string(l.group)+"/"+l.what, " ", "_"), func(t *testing.T) {
			shape := shapeFor(l.facts)
			c := assignment(t, shape, l.facts)
			if err := engine(shape, c); err != nil {
				t.Fatalf("the truth was rejected: %v", err)
			}
			l.tell(c)
			if engine(shape, c) == nil {
				t.Error("the lie was accepted")
			}
			shape.Chips.skip = map[group]bool{l.group: true}
			if err := engine(shape, c); err != nil {
				t.Errorf("the lie does not test %q: %v", l.group, err)
			}
		})
	}
}

// TestChips_LiesCoverAllGroups finds the groups in the sources.
func TestChips_LiesCoverAllGroups(t *testing.T) {
	covered := map[string]bool{}
	for _, l := range allLies() {
		covered[string(l.group)] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "group" || len(spec.Values) != 1 {
				return true
			}
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if found++; err != nil || !covered[text] {
				t.Errorf("no lie is told about %q", text)
			}
			return true
		})
	}
	if found < 40 {
		t.Errorf("only %d groups found", found)
	}
}

// w is a word with a small or field-valued low half.
func w(lo any) Word { return Word{0, lo} }

// claimed changes the result of the first claim.
func (c *circuit) claimed(o Word) {
	if len(c.Two) > 0 {
		c.Two[0].O = o
	} else {
		c.Three[0].O = o
	}
}

// field gives n/d, times or plus whatever is built with it, modulo the order.
func field(n, d int64) *big.Int {
	q := ecc.BN254.ScalarField()
	x := new(big.Int).ModInverse(big.NewInt(d), q)
	return x.Mul(x, big.NewInt(n)).Mod(x, q)
}

func inField(x *big.Int) *big.Int { return new(big.Int).Mod(x, ecc.BN254.ScalarField()) }

// halvesOf spreads any field element over two canonical halves: hi·2^128 + lo = x.
func halvesOf(x *big.Int) Word {
	x = inField(x)
	return Word{new(big.Int).Rsh(x, 128), new(big.Int).And(x, allOnes)}
}

func plus(x *big.Int, n int64) *big.Int { return new(big.Int).Add(x, big.NewInt(n)) }

func minus(x *big.Int) *big.Int { return inField(new(big.Int).Neg(x)) }
