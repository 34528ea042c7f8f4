// SPDX-License-Identifier: Apache-2.0

package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

// execution begins a request about one scenario of a case.
func (w *frameWriter) execution(text string, number int64, old, new, selectors []byte, public bool) {
	w.text(text)
	w.integer(number)
	w.add(old)
	w.add(new)
	w.add(selectors)
	w.flag(public)
}

func answerTo(name string, request frameWriter) (status, string) {
	function := slices.IndexFunc(functions, func(f function) bool { return f.name == name })
	s, body := answer(function, 0, request.bytes)
	return s, string(body)
}

// planCase asks for the plan of one scenario of a case.
func planCase(text string, number int64, old, new, selectors []byte) (status, string) {
	var request frameWriter
	request.execution(text, number, old, new, selectors, false)
	return answerTo("PLAN_EXECUTION", request)
}

// benignCase calls the target with the selector 0x5ec7e700, and stores it.
var benignCase = strings.Replace(tinyCase, `"benign":[],"benignLabels":[]`, `"benign":[[{"from":"0x00000000000000000000000000000000000000bb",
"to":"0x00000000000000000000000000000000000000aa","value":"0x0","data":"0x5ec7e700","gas":100000}]],"benignLabels":["use"]`, 1)

var shown = []byte{0x5e, 0xc7, 0xe7, 0x00}

// commitmentOf asks for the commitment to a public scenario under the blind 3.
func commitmentOf(text string, number int64) (status, string) {
	var request frameWriter
	request.text("exec-1k")
	request.text(text)
	request.integer(number)
	request.element(fr.NewElement(3))
	return answerTo("SCENARIO_COMMITMENT", request)
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
		request.execution(tinyCase, -1, tinyOld, code, nil, true)
		for blind := range uint64(4) { // the third is that of the scenario
			request.element(fr.NewElement(blind + 1))
		}
		s, committed := answerTo("COMMIT_EXECUTION", request)
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
	request.add(nil)
	request.add([]byte{2})
	if s, body := answerTo("PLAN_EXECUTION", request); s != statusInput || !strings.Contains(body, "public is neither 0 nor 1") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
}

func TestPlanExecution_TakesTheExploit(t *testing.T) {
	if s, body := planCase(tinyCase, -1, tinyOld, []byte{0x5f, 0x5f, 0xfd}, nil); s != statusOK || !strings.Contains(body, "exec-1k") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
	if s, body := planCase(tinyCase, -1, tinyOld, tinyOld, nil); s != statusRejected {
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
			s, body := planCase(strings.Replace(tinyCase, c.from, c.to, 1), c.number, tinyOld, []byte{0x5f, 0x5f, 0xfd}, nil)
			if s != statusInput || !strings.Contains(body, c.want) || strings.Contains(body, "deadbee") {
				t.Errorf("status %s: %q, want %q and nothing of the case", statusNames[s], body, c.want)
			}
		})
	}
}

func TestPlanExecution_ListsSelectorsOfABenignScenario(t *testing.T) {
	s, body := planCase(benignCase, 0, tinyOld, tinyOld, nil)
	if s != statusOK || !strings.HasSuffix(body, "\x00\x00\x00\x04"+string(shown)) {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
	if s, body := planCase(benignCase, 0, tinyOld, tinyOld, shown); s != statusOK {
		t.Errorf("a selector that is shown: status %s: %q", statusNames[s], body)
	}
	if s, body := planCase(benignCase, 0, tinyOld, tinyOld, []byte{1, 2, 3, 4}); s != statusRejected || !strings.Contains(body, "selector 0x01020304") {
		t.Errorf("a selector that is not shown: status %s: %q", statusNames[s], body)
	}
	for _, selectors := range []string{"\x01\x02\x03", "\x00\x00\x00\x00", "\x01\x02\x03\x04\x01\x02\x03\x04", strings.Repeat("abcd", 8)} {
		if s, body := planCase(benignCase, 0, tinyOld, tinyOld, []byte(selectors)); s != statusInput {
			t.Errorf("selectors %q: status %s: %q", selectors, statusNames[s], body)
		}
	}
	if s, body := planCase(tinyCase, -1, tinyOld, []byte{0x5f, 0x5f, 0xfd}, shown); s != statusInput {
		t.Errorf("selectors of an exploit: status %s: %q", statusNames[s], body)
	}
}

// integer makes a flag of a response what a request has.
func integer(flag []byte) []byte { return append(make([]byte, 7), flag...) }

// S can be made again of what COMMIT_EXECUTION says.
func TestExecutionStatement_IsThatOfTheCommitment(t *testing.T) {
	for _, c := range []struct {
		name           string
		number         int64
		new, selectors []byte
		blocked        bool
	}{
		{"exploit", -1, []byte{0x5f, 0x5f, 0xfd}, nil, true},
		{"exploit that is blocked otherwise", -1, []byte{0x00}, nil, false},
		{"benign", 0, tinyOld, shown, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var request frameWriter
			request.text("exec-1k")
			request.execution(benignCase, c.number, tinyOld, c.new, c.selectors, false)
			for i := range byte(4) { // blinds
				request.add(append(make([]byte, 31), 1+i))
			}
			s, body := answerTo("COMMIT_EXECUTION", request)
			if s != statusOK {
				t.Fatalf("status %s: %q", statusNames[s], body)
			}
			in := &frameReader{rest: []byte(body)}
			oldCode, _, scenario, harm, want, _ := in.next("C_old"), in.next("C"), in.next("scenario"), in.next("harm"), in.next("S"), in.next("A")
			preserved, succeeded, selectors := in.next("preserved"), in.next("succeeded"), in.next("selectors")
			harmClaimed, blocked := in.next("harm claimed"), in.next("blocked by revert")
			if err := in.end(); err != nil {
				t.Fatal(err)
			}
			if string(selectors) != string(c.selectors) || (blocked[len(blocked)-1] == 1) != c.blocked {
				t.Errorf("selectors %x, blocked by revert %x", selectors, blocked)
			}
			statement := func(blocked []byte) string {
				var request frameWriter
				for _, frame := range [][]byte{oldCode, []byte("exec-1k"), scenario, integer(preserved), succeeded, selectors, integer(harmClaimed), harm, integer(blocked)} {
					request.add(frame)
				}
				s, body := answerTo("EXECUTION_STATEMENT", request)
				if s != statusOK {
					t.Fatalf("status %s: %q", statusNames[s], body)
				}
				answer := frameReader{rest: []byte(body)}
				return string(answer.next("S"))
			}
			if statement(blocked) != string(want) {
				t.Error("another statement")
			}
			blocked[len(blocked)-1] ^= 1
			if statement(blocked) == string(want) {
				t.Error("the statement does not say how the exploit was blocked")
			}
		})
	}
}
