// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// untold are constraints without a lie of their own, and why.
var untold = map[string]string{
	"definePush":           "one bit: an unused push row's fact has the meta 1, whatever it holds; a fraction has none that is asked for",
	"defineCall":           "bits that Select asserts once more, so a test cannot leave them out",
	"defineCopy":           "bits whose weighted sum must be the code of the row, in the table of chips",
	"defineStorageRead":    "a bit whose multiple must be the code of the row, in the table of chips",
	"defineModular":        "a bit whose multiple must be the code of the row, in the table of chips",
	"defineTransientSlots": "order and bounds as of slots, by the same functions",
	"precompileOperands":   "the bound of an operand's top, as in cutAddress, which a lie is told about",
	"assertByte":           "the table bytes, which a lie is told about",
}

// untoldTables are tables that a lie cannot go past alone.
var untoldTables = map[string]string{
	"table chunks of code": "read by defineCodeEnd alone, which a lie is told about",
	"table tails of codes": "as chunks of code",
	"table ecrecover":      "TestCircuit_RejectsFalseRecovery",
}

// TestLies_CoverAllConstraints finds the functions that assert something, and the tables, in the sources.
func TestLies_CoverAllConstraints(t *testing.T) {
	told := map[string]bool{}
	for _, l := range allLies() {
		for _, name := range strings.Split(l.muted, ",") {
			told[name] = true
		}
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "muted.go" {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				constraintsIn(f, found)
			}
		}
	}
	if len(found) < 60 {
		t.Errorf("only %d constraints found", len(found))
	}
	for name := range found {
		_, table := untoldTables[name]
		_, function := untold[name]
		if !told[name] && !table && !function {
			t.Errorf("no lie is told about %q", name)
		}
	}
}

// constraintsIn adds a function that asserts something, and the tables that it opens.
func constraintsIn(f *ast.FuncDecl, found map[string]bool) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if called, ok := n.Fun.(*ast.SelectorExpr); ok {
				switch called.Sel.Name {
				case "AssertIsEqual", "AssertIsBoolean", "Assert", "AssertIf", "AssertWord":
					if pkg, ok := called.X.(*ast.Ident); !ok || pkg.Name != "binding" {
						found[f.Name.Name] = true
					}
				case "static", "balance":
					if text, ok := n.Args[0].(*ast.BasicLit); ok {
						name, _ := strconv.Unquote(text.Value)
						found["table "+name] = true
					}
				}
			}
		case *ast.CompositeLit: // the list of tables of newMachine
			if f.Name.Name == "newMachine" && len(n.Elts) == 2 {
				if text, ok := n.Elts[1].(*ast.BasicLit); ok && text.Kind == token.STRING {
					name, _ := strconv.Unquote(text.Value)
					found["table "+name] = true
				}
			}
		}
		return true
	})
}
