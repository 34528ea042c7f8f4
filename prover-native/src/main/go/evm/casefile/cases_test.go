// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// sharedCases is ../shared/cases, which stands beside the checkout.
func sharedCases() string {
	root := os.Getenv("SUTURE_SHARED")
	if root == "" {
		root = "../../../../../../../shared"
	}
	return filepath.Join(root, "cases")
}

func loadCases(t testing.TB) map[string]*Case {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(sharedCases(), "*", "case.json"))
	if err != nil || len(files) != 14 {
		t.Fatalf("%d cases in %s (%v), expected 14", len(files), sharedCases(), err)
	}
	cases := map[string]*Case{}
	for _, file := range files {
		c, err := Load(filepath.Dir(file))
		if err != nil {
			t.Fatal(err)
		}
		cases[c.Name] = c
	}
	return cases
}

func run(t testing.TB, c *Case, txs []evm.Tx, code []byte) *evm.Trace {
	t.Helper()
	trace, err := evm.Run(c.Scenario(txs), code, evm.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if trace.Inconclusive != nil {
		t.Fatalf("%s: %v", c.Name, trace.Inconclusive)
	}
	return trace
}

func exploitSucceeds(t testing.TB, c *Case, code []byte) bool {
	t.Helper()
	holds, err := outcome.EvalPredicate(c.ExploitSucceeded, run(t, c, c.Exploit, code))
	if err != nil {
		t.Fatal(err)
	}
	return holds
}

// preservesBenign tells whether all benign scenarios show the same on both codes, and where they do not.
func preservesBenign(t testing.TB, c *Case, code []byte) (differences []outcome.Difference) {
	t.Helper()
	for _, txs := range c.Benign {
		differences = append(differences, outcome.Compare(run(t, c, txs, c.Old), run(t, c, txs, code))...)
	}
	return differences
}

func TestCases_PatchBlocksTheExploitAndPreservesBenignUse(t *testing.T) {
	patches, benign := 0, 0
	for name, c := range loadCases(t) {
		t.Run(name, func(t *testing.T) {
			if !exploitSucceeds(t, c, c.Old) {
				t.Error("the exploit fails on the old code")
			}
			for label, code := range c.New {
				patches++
				benign += len(c.Benign)
				if exploitSucceeds(t, c, code) {
					t.Errorf("the exploit succeeds on new %q", label)
				}
				if differences := preservesBenign(t, c, code); len(differences) > 0 {
					t.Errorf("new %q: %v", label, differences)
				}
			}
		})
	}
	if patches != 25 || benign != 73 {
		t.Errorf("%d patches and %d benign scenarios, expected 25 and 73", patches, benign)
	}
}

// Not every patch blocks by a REVERT: with virtual shares and with effects before interactions all calls go on with other
// results, and the code of evmpatch-bec/safemath is stopped by INVALID.
func TestCases_FirstDivergence(t *testing.T) {
	differs := []string{"own-erc4626-ir/virtualshares", "own-bank-reentrancy/cei-ir", "evmpatch-bec/safemath"}
	for name, c := range loadCases(t) {
		for label, code := range c.New {
			want := outcome.Reverts
			if slices.Contains(differs, name+"/"+label) {
				want = outcome.Differs
			}
			old := run(t, c, c.Exploit, c.Old)
			if got := outcome.FirstDivergence(old, run(t, c, c.Exploit, code)).How; got != want {
				t.Errorf("%s/%s: %s, expected %s", name, label, got, want)
			}
			if got := outcome.FirstDivergence(old, run(t, c, c.Exploit, c.Old)).How; got != outcome.Same {
				t.Errorf("%s: the old code diverges from itself: %s", name, got)
			}
		}
	}
}

func TestWrongPatches_AreRefusedForTheStatedReason(t *testing.T) {
	cases := loadCases(t)
	counts := map[string]int{}
	files, err := filepath.Glob(filepath.Join(sharedCases(), "wrong", "*", "negative.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		var wrong struct {
			Case, Kind      string
			PassesScenarios bool
			RefusedBecause  []string
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &wrong); err != nil {
			t.Fatal(err)
		}
		code, err := ReadCode(filepath.Join(filepath.Dir(file), "new.runtime.hex"))
		if err != nil {
			t.Fatal(err)
		}
		c := cases[wrong.Case]
		succeeds, differences := exploitSucceeds(t, c, code), preservesBenign(t, c, code)
		statesExploit := slices.Contains(wrong.RefusedBecause, "exploit succeeds on new")
		statesBenign := slices.ContainsFunc(wrong.RefusedBecause, func(s string) bool { return strings.HasPrefix(s, "benign") })
		if succeeds != statesExploit || (len(differences) > 0) != statesBenign {
			t.Errorf("%s: exploit succeeds %v, differences %v, expected %v", filepath.Dir(file), succeeds, differences, wrong.RefusedBecause)
		}
		if passes := !succeeds && len(differences) == 0; passes != wrong.PassesScenarios {
			t.Errorf("%s: passes %v, expected %v", filepath.Dir(file), passes, wrong.PassesScenarios)
		}
		counts[wrong.Kind]++
	}
	t.Log(counts)
	if len(files) != 24 {
		t.Errorf("%d wrong patches, expected 24", len(files))
	}
}
