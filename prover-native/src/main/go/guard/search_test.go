// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedFile reads a file of ../shared/cases, which stands beside the checkout.
func sharedFile(t testing.TB, path string) []byte {
	t.Helper()
	root := os.Getenv("SUTURE_SHARED")
	if root == "" {
		root = "../../../../../../shared"
	}
	text, err := os.ReadFile(filepath.Join(root, "cases", path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// sharedCase reads bytecode in hex.
func sharedCase(t testing.TB, path string) []byte {
	t.Helper()
	code, err := hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(string(sharedFile(t, path))), "0x"))
	if err != nil {
		t.Fatal(err)
	}
	return code
}

var shapeLimits = Limits{Rows: 1024, Stubs: 64}

func TestFind_AcceptsEVMPatchOutput(t *testing.T) {
	for _, name := range []string{"evmpatch-bec", "evmpatch-hxg"} {
		old := sharedCase(t, name+"/old.runtime.hex")
		analysis := AnalyzeOld(old)
		if !analysis.Eligible {
			t.Fatalf("%s: %v", name, analysis.Reasons)
		}
		witness, err := Find(old, sharedCase(t, name+"/new.evmpatch.runtime.hex"), analysis.BodyEnd, nil, shapeLimits)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(witness.Stubs) == 0 || len(witness.Rows) == 0 {
			t.Fatalf("%s: empty witness", name)
		}
	}
}

func TestFind_RefusesRecompiledPatches(t *testing.T) {
	for _, path := range []string{"evmpatch-bec/new.safemath", "evmpatch-hxg/new.safemath", "token-overflow/new.mulcheck", "vault-logic-drain-opt/new.guard"} {
		old := sharedCase(t, filepath.Dir(path)+"/old.runtime.hex")
		_, err := Find(old, sharedCase(t, path+".runtime.hex"), AnalyzeOld(old).BodyEnd, nil, shapeLimits)
		var not *NotGuardOnly
		if !errors.As(err, &not) {
			t.Fatalf("%s: got %v, want NotGuardOnly", path, err)
		}
	}
}
