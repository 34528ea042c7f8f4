// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tinyCase is a target that stores its call data's first word at slot 0, with one exploit.
const tinyCase = `{"name":"tiny","hardfork":"osaka","target":"0x00000000000000000000000000000000000000aa",
"env":{"number":1,"timestamp":1,"chainid":1,"coinbase":"0x0000000000000000000000000000000000000001","basefee":"0x0",
"prevrandao":"0x0","gaslimit":60000000},
"pre":{"0x00000000000000000000000000000000000000aa":{"balance":"0x0","code":"0x5f355f5500","storage":{"0x5ec7e7":"0x1"}}},
"exploit":[{"from":"0x00000000000000000000000000000000000000bb","to":"0x00000000000000000000000000000000000000aa",
"value":"0x0","data":"0x00000000000000000000000000000000000000000000000000000000deadbeef","gas":100000}],
"benign":[],"benignLabels":[],
"exploitSucceeded":[{"address":"0x00000000000000000000000000000000000000aa","slot":"0x0","op":"==","value":"0xdeadbeef"}]}`

var tinyOld = []byte{0x5f, 0x35, 0x5f, 0x55, 0x00}

func runCase(text string, old, new []byte) (status, string) {
	var request frameWriter
	request.text(text)
	request.add(old)
	request.add(new)
	number := slices.IndexFunc(functions, func(f function) bool { return f.name == "RUN_SCENARIOS" })
	s, body := answer(number, 0, request.bytes)
	return s, string(body)
}

func TestRunScenarios_ComparesOldAndNew(t *testing.T) {
	s, body := runCase(tinyCase, tinyOld, []byte{0x5f, 0x5f, 0xfd})
	if s != statusOK {
		t.Fatalf("status %s: %s", statusNames[s], body)
	}
	in := frameReader{rest: []byte(body)}
	got := fmt.Sprint(in.integer("n"), string(in.next("kind")), "|", string(in.next("label")))
	for range 2 {
		got += fmt.Sprint(" ", string(in.next("cause")), string(in.next("detail")), in.next("harm"), in.next("expected"), in.integer("steps"),
			in.integer("frames"), in.integer("keccak"), in.integer("logs"), in.integer("txs"), in.next("success"), len(in.next("output")))
	}
	got += " " + string(in.next("divergence"))
	for range in.integer("differences") {
		got += fmt.Sprintf(" %s: %s/%s", in.next("what"), in.next("old"), in.next("new"))
	}
	want := "1exploit| [1] [0] 5 1 0 0 1 [1] 0 [0] [0] 3 1 0 0 1 [0] 0 revert transaction 0: status: success/failure " +
		"account 0x00000000000000000000000000000000000000aa: slot 0x0: 0xdeadbeef/0x0"
	if err := in.end(); err != nil || got != want {
		t.Errorf("%v\n got %s\nwant %s", err, got, want)
	}
}

// askedCase sends 1 wei with the exploit, which a checker that returns the target's balance sees, and has an expected scenario.
const askedCase = `{"name":"asked","hardfork":"osaka","target":"0x00000000000000000000000000000000000000aa",
"env":{"number":1,"timestamp":1,"chainid":1,"coinbase":"0x0000000000000000000000000000000000000001","basefee":"0x0",
"prevrandao":"0x0","gaslimit":60000000},
"pre":{"0x00000000000000000000000000000000000000aa":{"balance":"0x0","code":"0x5f355f5500"},
"0x00000000000000000000000000000000000000bb":{"balance":"0x5"},
"0x00000000000000000000000000000000000000c1":{"balance":"0x0","code":"0x7300000000000000000000000000000000000000aa315f5260205ff3"}},
"exploit":[{"from":"0x00000000000000000000000000000000000000bb","to":"0x00000000000000000000000000000000000000aa","value":"0x1","data":"0x","gas":1}],
"benign":[],"benignLabels":[],
"exploitSucceeded":[{"checker":"0x00000000000000000000000000000000000000c1"}],
"safe":[{"checker":"0x00000000000000000000000000000000000000c1","broken":false},
{"address":"0x00000000000000000000000000000000000000bb","field":"balance","op":"==","value":"pre"}],
"expected":[{"label":"refuses","transactions":[{"from":"0x00000000000000000000000000000000000000bb",
"to":"0x00000000000000000000000000000000000000aa","value":"0x0","data":"0x","gas":1}],
"conditions":[{"tx":0,"status":0},{"tx":0,"returnData":0,"op":"==","value":"0x0"}]}]}`

func TestRunScenarios_AsksCheckersSafeAndExpected(t *testing.T) {
	s, body := runCase(askedCase, tinyOld, []byte{0x5f, 0x5f, 0xfd})
	if s != statusOK {
		t.Fatalf("status %s: %s", statusNames[s], body)
	}
	in := frameReader{rest: []byte(body)}
	got := fmt.Sprint(in.integer("n"))
	for range 2 {
		got += fmt.Sprint(" ", string(in.next("kind")), " ", string(in.next("label")))
		for range 2 {
			in.next("cause")
			in.next("detail")
			got += fmt.Sprint(in.next("harm"), in.next("expected"))
			for range 4 {
				in.integer("size")
			}
			txs := in.integer("txs")
			got += fmt.Sprint(txs)
			for range txs {
				in.next("success")
				in.next("output")
			}
		}
		in.next("divergence")
		for range in.integer("differences") {
			in.next("what")
			in.next("old")
			in.next("new")
		}
	}
	if want := "2 exploit [1] [0]2[0] [1]2 expected refuses[0] [0]1[0] [1]1"; in.end() != nil || got != want {
		t.Errorf("%v\n got %s\nwant %s", in.err, got, want)
	}
}

func TestRunScenarios_IsInconclusiveAboutCreate(t *testing.T) {
	s, body := runCase(tinyCase, tinyOld, []byte{0x5f, 0x5f, 0x5f, 0xf0})
	if s != statusOK || !strings.Contains(body, "create") {
		t.Errorf("status %s: %q", statusNames[s], body)
	}
}

func TestRunScenarios_NamesTheFieldAndTheRuleButNotTheValue(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{`"0x00000000000000000000000000000000000000000000000000000000deadbeef"`, `"0xdeadbee"`,
			"case.json: exploit[0].data: expected 0x and an even number of hex digits"},
		{`"0x00000000000000000000000000000000000000000000000000000000deadbeef"`, `"deadbeef, expected x"`,
			"case.json: exploit[0].data: expected 0x and an even number of hex digits"},
		{`"op":"=="`, `"op":"deadbeef"`, "case.json: exploitSucceeded[0].op: expected one of == != < <= > >="},
		{`"op":"==",`, ``, `case.json: exploitSucceeded[0]: no member "op", expected one`},
		{`"op":"=="`, `"op":"==","deadbeef":1`, "case.json: exploitSucceeded[0]: unknown member, expected only address, slot, op, value"},
		{`"target":"0x00000000000000000000000000000000000000aa",`, ``, `case.json: case: no member "target", expected one`},
		{`"target":"0x00000000000000000000000000000000000000aa"`, `"target":"0x00000000000000000000000000000000deadbeef"`,
			"case.json: target: expected an account of pre"},
		{`"0x5ec7e7":"0x1"`, `"0x5ec7e7":"deadbeef"`, "case.json: pre.….storage.…: expected a number: 0x and 1 to 64 hex digits"},
		{`"0x5ec7e7":"0x1"`, `"0xdeadbeef":"0x1","0x0deadbeef":"0x2"`, "case.json: pre.….storage: a name stands twice, expected once"},
		{`"0x5ec7e7":"0x1"`, `"deadbeef":"0x1"`, "case.json: pre.….storage: expected a number: 0x and 1 to 64 hex digits"},
		{`"0x5f355f5500"`, `"0xdeadbeef"`, "case.json: pre, code of the target: expected the old code"},
		{`"benignLabels":[]`, `"benignLabels":["deadbeef"]`, "case.json: benignLabels: expected one for each of 0 scenarios"},
		{tinyCase[strings.Index(tinyCase, `"exploitSucceeded"`):], `"exploitSucceeded":[]}`,
			"case.json: exploitSucceeded: no condition, expected at least one"},
		{tinyCase[strings.Index(tinyCase, `"exploitSucceeded"`):], `"exploitSucceeded":[{"checker":"0x00000000000000000000000000000000deadbeef"}]}`,
			"case.json: exploitSucceeded[0].checker: expected an account of pre with code that is not the target"},
		{tinyCase[strings.Index(tinyCase, `"exploitSucceeded"`):], `"exploitSucceeded":[],"expected":[{"label":"deadbeef","transactions":[],"conditions":[]}]}`,
			"case.json: expected[0].transactions: expected at least one"},
		{`"hardfork"`, `deadbeef`, "case.json: not JSON, expected one object"},
	} {
		text := strings.Replace(tinyCase, test.old, test.new, 1)
		s, body := runCase(text, tinyOld, tinyOld)
		if s != statusInput || !strings.Contains(body, test.want) || strings.Contains(body, "deadbee") {
			t.Errorf("%s: status %s: %q, expected %q", test.new, statusNames[s], body, test.want)
		}
	}
}

func TestRunScenarios_RefusesCodeThatNoChainHolds(t *testing.T) {
	for _, size := range []int{0, 24577} {
		if s, body := runCase(tinyCase, tinyOld, make([]byte, size)); s != statusInput {
			t.Errorf("%d bytes: status %s: %s", size, statusNames[s], body)
		}
	}
}

// Every prefix and many single-byte changes of a case end in a status, never in one of a bug.
func TestRunScenarios_TakesNoMutationForABug(t *testing.T) {
	for i := range len(tinyCase) {
		if s, _ := runCase(tinyCase[:i], tinyOld, tinyOld); s != statusInput {
			t.Fatalf("cut to %d: status %s", i, statusNames[s])
		}
		for _, c := range `0f"{,` {
			text := tinyCase[:i] + string(c) + tinyCase[i+1:]
			if s, body := runCase(text, tinyOld, tinyOld); s != statusInput && s != statusOK {
				t.Fatalf("%q at %d: status %s: %s", c, i, statusNames[s], body)
			}
		}
	}
}
