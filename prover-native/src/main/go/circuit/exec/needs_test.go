// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/casefile"
)

func casesFolder() string {
	if shared := os.Getenv("SUTURE_SHARED"); shared != "" {
		return filepath.Join(shared, "cases")
	}
	return "../../../../../../../shared/cases"
}

// caseRun is one scenario of one patch of a case.
type caseRun struct {
	name   string
	in     Input
	traces [runs]*evm.Trace
}

func caseRuns(t *testing.T) []caseRun {
	t.Helper()
	folders, err := filepath.Glob(filepath.Join(casesFolder(), "*", "case.json"))
	if err != nil || len(folders) == 0 {
		t.Fatalf("no cases in %s: %v", casesFolder(), err)
	}
	var list []caseRun
	for _, file := range folders {
		folder := filepath.Dir(file)
		c, err := casefile.Load(folder)
		if err != nil {
			t.Fatal(err)
		}
		for label, code := range c.New {
			name := filepath.Base(folder) + "/" + label
			for n := -1; ; n++ {
				in, there := InputOf(&c.Scenarios, n)
				if !there {
					break
				}
				in.Old, in.New = c.Old, code
				scenario := "exploit"
				if n >= 0 {
					scenario = fmt.Sprintf("benign%d", n)
				}
				list = append(list, runBoth(t, name+"/"+scenario, in))
			}
		}
	}
	slices.SortFunc(list, func(x, y caseRun) int {
		if x.name < y.name {
			return -1
		}
		return 1
	})
	return list
}

func runBoth(t *testing.T, name string, in Input) caseRun {
	t.Helper()
	r := caseRun{name: name, in: in}
	for i, code := range [][]byte{in.Old, in.New} {
		trace, err := evm.Run(in.Scenario, code, evm.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		r.traces[i] = trace
	}
	return r
}

// TestCases_FitTheirShapes says where each scenario of each patch is proven, and what none is proven for.
func TestCases_FitTheirShapes(t *testing.T) {
	found := map[string]int{}
	needs := map[string][]int{}
	for _, r := range caseRuns(t) {
		plan, err := Check(r.in)
		switch {
		case err == nil:
			found[plan.Shape.Name]++
			for part, n := range plan.Need {
				needs[part] = append(needs[part], n)
			}
		case IsInconclusive(err):
			found[err.Error()]++
		default:
			t.Errorf("%s: %v", r.name, err)
		}
	}
	want := map[string]int{"exec-1k": 35, "exec-4k": 50, "exec-16k": 13}
	if !maps.Equal(found, want) {
		t.Errorf("found %v, want %v", found, want)
	}
	if os.Getenv("SUTURE_STATISTICS") != "" {
		printNeeds(needs)
	}
}

// printNeeds shows what capacities are chosen from.
func printNeeds(needs map[string][]int) {
	for part, list := range needs {
		slices.Sort(list)
		at := func(percent int) int { return list[min(len(list)-1, len(list)*percent/100)] }
		fmt.Printf("%-26s n=%d median %d p75 %d p90 %d p95 %d max %d\n", part, len(list), at(50), at(75), at(90), at(95), at(100))
	}
}
