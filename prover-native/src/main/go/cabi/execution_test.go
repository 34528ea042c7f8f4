// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
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
		for blind := range uint64(5) { // the third is that of the scenario
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

// commitAsked commits to scenario `number` of the asked case, with blinds 1, 2, 3 and 4 and that of what is expected.
func commitAsked(t *testing.T, number int64, expectedBlind byte) *frameReader {
	t.Helper()
	var request frameWriter
	request.text("exec-1k")
	request.execution(askedCase, number, tinyOld, []byte{0x5f, 0x5f, 0xfd}, nil, false)
	for _, blind := range []byte{1, 2, 3, 4, expectedBlind} {
		request.add(append(make([]byte, 31), blind))
	}
	return call(t, "COMMIT_EXECUTION", &request)
}

func call(t *testing.T, name string, request *frameWriter) *frameReader {
	t.Helper()
	s, body := answerTo(name, *request)
	if s != statusOK {
		t.Fatalf("%s: status %s: %q", name, statusNames[s], body)
	}
	return &frameReader{rest: []byte(body)}
}

// TestCommitExecution_AgreesWithStatement: whoever knows the claim and the public conditions gets the same S.
func TestCommitExecution_AgreesWithStatement(t *testing.T) {
	const safe = `[{"checker":"0x00000000000000000000000000000000000000c1","broken":false},
{"address":"0x00000000000000000000000000000000000000bb","field":"balance","op":"==","value":"pre"}]`
	const refuses = `[{"tx":0,"status":0},{"tx":0,"returnData":0,"op":"==","value":"0x0"}]`
	for _, c := range []struct {
		number     int64
		conditions string
		blind      byte
		harmed     byte
	}{{-1, safe, 0, 1}, {0, refuses, 9, 0}} {
		out := commitAsked(t, c.number, c.blind)
		oldCode, _, scenario := out.next("C_old"), out.next("C"), out.next("scenario")
		harm, expected, statement := out.next("harm"), out.next("expected"), out.next("S")
		out.next("A")
		if got := fmt.Sprint(out.next("preserved"), out.integer("succeeded"), out.next("selectors"), out.next("harm claimed"),
			out.next("expected claimed"), out.next("blocked by revert")); out.end() != nil || got != fmt.Sprintf("[0] 0 [] [%d] [1] [%[1]d]", c.harmed) {
			t.Errorf("claimed %s, %v", got, out.err)
		}
		var request frameWriter
		request.text(c.conditions)
		request.add(append(make([]byte, 31), c.blind))
		if again := call(t, "EXPECTED_COMMITMENT", &request).next("expected"); !bytes.Equal(again, expected) {
			t.Errorf("scenario %d: expected %x, from its conditions %x", c.number, expected, again)
		}
		var whole frameWriter
		whole.add(oldCode)
		whole.text("exec-1k")
		whole.add(targetAddress)
		whole.add(scenario)
		whole.integer(0)
		whole.integer(0)
		whole.add(nil)
		whole.integer(int64(c.harmed))
		whole.add(harm)
		whole.integer(1)
		whole.add(expected)
		whole.integer(int64(c.harmed))
		if again := call(t, "EXECUTION_STATEMENT", &whole).next("S"); !bytes.Equal(again, statement) {
			t.Errorf("scenario %d: S %x, from its parts %x", c.number, statement, again)
		}
	}
}

func TestExpectedCommitment_RefusesOtherConditionsAndTellsNoValue(t *testing.T) {
	for conditions, want := range map[string]string{
		`[{"checker":"0xdeadbeef"}]`: "conditions[0].checker: expected an address",
		`deadbeef`:                   "conditions: expected an array",
		`[{"tx":0,"returnData":0,"op":"deadbeef","value":"0x0"}]`:     "conditions[0].op: expected one of",
		`[{"tx":0,"returnData":0,"op":"==","value":"pre deadbeef"}]`:  "conditions[0].value: expected a number",
		`[` + strings.Repeat(`{"tx":0,"status":1},`, 8) + `{"tx":0}]`: "conditions[8]: no member \"status\"",
	} {
		var request frameWriter
		request.text(conditions)
		request.add(make([]byte, 32))
		s, body := answerTo("EXPECTED_COMMITMENT", request)
		if s != statusInput || !strings.Contains(body, want) || strings.Contains(body, "deadbee") {
			t.Errorf("status %s: %q, expected %q", statusNames[s], body, want)
		}
	}
}

func TestPlanExecution_SaysWhatDoesNotHold(t *testing.T) {
	for number, want := range map[int64]string{
		-1: "exploit.blocked: safe does not hold on new code: condition 1",
		0:  "behaviour.expected: what is expected does not hold on new code: condition 0",
	} {
		// Code that pays the 1 wei on to nobody: the harm is gone, and so is the sender's wei.
		payOn := []byte{0x5f, 0x5f, 0x5f, 0x5f, 0x34, 0x61, 0x0d, 0xd0, 0x5a, 0xf1, 0x00}
		if s, body := planCase(askedCase, number, tinyOld, payOn, nil); s != statusRejected || !strings.Contains(body, want) {
			t.Errorf("scenario %d: status %s: %q, expected %q", number, statusNames[s], body, want)
		}
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

var targetAddress = append(make([]byte, 19), 0xaa)

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
			for i := range byte(5) { // blinds
				request.add(append(make([]byte, 31), 1+i))
			}
			s, body := answerTo("COMMIT_EXECUTION", request)
			if s != statusOK {
				t.Fatalf("status %s: %q", statusNames[s], body)
			}
			in := &frameReader{rest: []byte(body)}
			oldCode, _, scenario, harm := in.next("C_old"), in.next("C"), in.next("scenario"), in.next("harm")
			expected, want, _ := in.next("expected"), in.next("S"), in.next("A")
			preserved, succeeded, selectors := in.next("preserved"), in.next("succeeded"), in.next("selectors")
			harmClaimed, expectedClaimed, blocked := in.next("harm claimed"), in.next("expected claimed"), in.next("blocked by revert")
			if err := in.end(); err != nil {
				t.Fatal(err)
			}
			if string(selectors) != string(c.selectors) || (blocked[len(blocked)-1] == 1) != c.blocked {
				t.Errorf("selectors %x, blocked by revert %x", selectors, blocked)
			}
			statement := func(blocked []byte) string {
				var request frameWriter
				for _, frame := range [][]byte{
					oldCode, []byte("exec-1k"), targetAddress, scenario, integer(preserved), succeeded, selectors, integer(harmClaimed), harm,
					integer(expectedClaimed), expected, integer(blocked),
				} {
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
