// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"
)

// planCase asks for the plan of one scenario of a case.
func planCase(text string, number int64, old, new []byte) (status, string) {
	var request frameWriter
	request.text(text)
	request.integer(number)
	request.add(old)
	request.add(new)
	function := slices.IndexFunc(functions, func(f function) bool { return f.name == "PLAN_EXECUTION" })
	s, body := answer(function, 0, request.bytes)
	return s, string(body)
}

func TestPlanExecution_TakesTheExploit(t *testing.T) {
	if s, body := planCase(tinyCase, -1, tinyOld, []byte{0x5f, 0x5f, 0xfd}); s != statusOK || !strings.Contains(body, "exec-1k") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
	if s, body := planCase(tinyCase, -1, tinyOld, tinyOld); s != statusRejected {
		t.Errorf("the old code as its own patch: status %s: %q", statusNames[s], body)
	}
}

func TestPlanExecution_RefusesWhatClaimsNothingAndTellsNoValue(t *testing.T) {
	for _, c := range []struct {
		name, from, to string
		number         int64
		want           string
	}{
		{"a value that is no hex", `"data":"0x00000000000000000000000000000000000000000000000000000000deadbeef"`, `"data":"0xdeadbee"`, -1, "case.json: exploit[0].data: expected"},
		{"an exploit without conditions", `{"address":"0x00000000000000000000000000000000000000aa","slot":"0x0","op":"==","value":"0xdeadbeef"}`, "", -1, "no condition"},
		{"another old code", `"0x5f355f5500"`, `"0xdeadbeef"`, -1, "expected the old code"},
		{"a scenario that is not there", "", "", 0, "scenario number 0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, body := planCase(strings.Replace(tinyCase, c.from, c.to, 1), c.number, tinyOld, []byte{0x5f, 0x5f, 0xfd})
			if s != statusInput || !strings.Contains(body, c.want) || strings.Contains(body, "deadbee") {
				t.Errorf("status %s: %q, want %q and nothing of the case", statusNames[s], body, c.want)
			}
		})
	}
}
