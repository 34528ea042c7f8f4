// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

// planCase asks for the plan of one scenario of a case.
func planCase(text string, number int64, old, new []byte) (status, string) {
	var request frameWriter
	request.text(text)
	request.integer(number)
	request.add(old)
	request.add(new)
	request.flag(false)
	return call("PLAN_EXECUTION", request)
}

func call(name string, request frameWriter) (status, string) {
	number := slices.IndexFunc(functions, func(f function) bool { return f.name == name })
	s, body := answer(number, 0, request.bytes)
	return s, string(body)
}

// commitmentOf asks for the commitment to a public scenario under the blind 3.
func commitmentOf(text string, number int64) (status, string) {
	var request frameWriter
	request.text("exec-1k")
	request.text(text)
	request.integer(number)
	request.element(fr.NewElement(3))
	return call("SCENARIO_COMMITMENT", request)
}

// TestScenarioCommitment_IsThatOfCommitExecution, whatever the new code.
func TestScenarioCommitment_IsThatOfCommitExecution(t *testing.T) {
	s, body := commitmentOf(tinyCase, -1)
	if s != statusOK {
		t.Fatalf("status %s: %q", statusNames[s], body)
	}
	for _, code := range [][]byte{{0x5f, 0x5f, 0xfd}, {0x60, 9, 0x54, 0x50}} { // a revert; a read of slot 9
		var request frameWriter
		request.text("exec-1k")
		request.text(tinyCase)
		request.integer(-1)
		request.add(tinyOld)
		request.add(code)
		request.flag(true)
		for blind := range uint64(4) { // the third is that of the scenario
			request.element(fr.NewElement(blind + 1))
		}
		s, committed := call("COMMIT_EXECUTION", request)
		in := frameReader{rest: []byte(committed)}
		in.next("C_old")
		in.next("C")
		if scenario := (&frameReader{rest: []byte(body)}).word("scenario"); s != statusOK || in.word("scenario") != scenario {
			t.Errorf("code %x: status %s, another scenario", code, statusNames[s])
		}
	}
}

func TestScenarioCommitment_RefusesWhatIsNotThere(t *testing.T) {
	if s, body := commitmentOf(tinyCase, 0); s != statusInput || !strings.Contains(body, "scenario number 0") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
	if s, body := commitmentOf(strings.Replace(tinyCase, `"to":"0x00000000000000000000000000000000000000aa"`, `"to":null`, 1), -1); s != statusInconclusive {
		t.Errorf("a transaction that creates: status %s: %q", statusNames[s], body)
	}
	if s, body := commitmentOf(strings.Replace(tinyCase, `"0x5f355f5500"`, `"0x00"`, 1), -1); s != statusOK {
		t.Errorf("another old code: status %s: %q", statusNames[s], body)
	}
}

func TestPlanExecution_RefusesAFlagThatIsNone(t *testing.T) {
	var request frameWriter
	request.text(tinyCase)
	request.integer(-1)
	request.add(tinyOld)
	request.add([]byte{0x5f, 0x5f, 0xfd})
	request.add([]byte{2})
	if s, body := call("PLAN_EXECUTION", request); s != statusInput || !strings.Contains(body, "public is neither 0 nor 1") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
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
