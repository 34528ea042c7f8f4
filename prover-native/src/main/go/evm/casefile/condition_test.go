// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"reflect"
	"strings"
	"testing"

	"github.com/holiman/uint256"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

const (
	targetText  = `"0x00000000000000000000000000000000000000aa"`
	checkerText = `"0x00000000000000000000000000000000000000c1"`
	secondText  = `"0x00000000000000000000000000000000000000c2"`
	tx          = `{"from": "0x0000000000000000000000000000000000000055", "to": ` + targetText + `, "value": "0x0", "data": "0x", "gas": 1}`
)

var (
	targetAddress  = evm.Address{19: 0xaa}
	checkerAddress = evm.Address{19: 0xc1}
	secondAddress  = evm.Address{19: 0xc2}
)

// caseWith is a case with two checkers and members that stand behind those of an exploit of one transaction.
func caseWith(harm, more string) string {
	return `{"name": "n", "hardfork": "osaka", "target": ` + targetText + `,
"env": {"number": 1, "timestamp": 2, "chainid": 3, "coinbase": ` + targetText + `, "basefee": "0x0", "prevrandao": "0x0", "gaslimit": 4},
"pre": {` + targetText + `: {"balance": "0x0", "code": "0x00"}, ` + checkerText + `: {"balance": "0x0", "code": "0x01"}, ` +
		secondText + `: {"balance": "0x0", "code": "0x02"}, "0x0000000000000000000000000000000000000055": {"balance": "0x0"}},
"exploit": [` + tx + `], "benign": [], "benignLabels": [], "exploitSucceeded": ` + harm + more + `}`
}

func TestDecode_ReadsEveryFormOfCondition(t *testing.T) {
	s, err := Decode([]byte(caseWith(`[{"tx": 0, "status": 1}, {"tx": 0, "returnData": 3, "op": ">", "value": "0x5"},
{"address": `+targetText+`, "slot": "0x7", "op": "!=", "value": "pre"}, {"address": `+targetText+`, "field": "balance", "op": "<", "value": "pre"},
{"checker": `+secondText+`}, {"checker": `+checkerText+`, "broken": false}, {"checker": `+secondText+`, "broken": true}]`, "")))
	if err != nil {
		t.Fatal(err)
	}
	one, five, seven := *uint256.NewInt(1), *uint256.NewInt(5), *uint256.NewInt(7)
	want := []outcome.Condition{
		{Subject: outcome.TxStatus, Op: outcome.Equal, Value: one},
		{Subject: outcome.ReturnData, Word: 3, Op: outcome.Greater, Value: five},
		{Subject: outcome.Slot, Address: targetAddress, Slot: seven, Op: outcome.NotEqual, Pre: true},
		{Subject: outcome.Balance, Address: targetAddress, Op: outcome.Less, Pre: true},
		{Subject: outcome.Checker, Tx: 1, Address: secondAddress, Op: outcome.Equal, Value: one},
		{Subject: outcome.Checker, Tx: 2, Address: checkerAddress, Op: outcome.Equal},
		{Subject: outcome.Checker, Tx: 1, Address: secondAddress, Op: outcome.Equal, Value: one},
	}
	if !reflect.DeepEqual(s.ExploitSucceeded, want) {
		t.Errorf("%+v", s.ExploitSucceeded)
	}
	if calls := s.Exploit[1:]; !reflect.DeepEqual(calls, []evm.Tx{evm.CheckerCall(secondAddress), evm.CheckerCall(checkerAddress)}) {
		t.Errorf("%+v", calls)
	}
}

func TestDecode_AsksEachCheckerOfHarmAndSafeOnce(t *testing.T) {
	s, err := Decode([]byte(caseWith(`[{"checker": `+checkerText+`}]`,
		`, "safe": [{"checker": `+checkerText+`, "broken": false}, {"checker": `+secondText+`, "broken": false}]`)))
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Exploit) != 3 || s.Exploit[1].To != checkerAddress || s.Exploit[2].To != secondAddress || s.Safe[0].Tx != 1 || s.Safe[1].Tx != 2 {
		t.Errorf("%+v %+v", s.Exploit, s.Safe)
	}
}

func TestDecode_ReadsExpectedScenarios(t *testing.T) {
	s, err := Decode([]byte(caseWith(`[{"tx": 0, "status": 1}]`, `, "expected": [
{"label": "pays out", "transactions": [`+tx+`, `+tx+`], "conditions": [{"tx": 1, "returnData": 0, "op": "==", "value": "0x1"}]},
{"label": "stays whole", "transactions": [`+tx+`], "conditions": [{"checker": `+checkerText+`, "broken": false}]}]`)))
	if err != nil {
		t.Fatal(err)
	}
	first, second := s.Expected[0], s.Expected[1]
	if len(s.Expected) != 2 || first.Label != "pays out" || len(first.Txs) != 2 || first.Conditions[0].Tx != 1 {
		t.Errorf("%+v", s.Expected)
	}
	if len(second.Txs) != 2 || !second.Txs[1].Static || second.Conditions[0].Tx != 1 || len(s.Exploit) != 1 {
		t.Errorf("%+v", second)
	}
}

func TestDecode_RefusesOtherConditions(t *testing.T) {
	for name, test := range map[string]struct{ harm, more, err string }{
		"value that is no word":      {`[{"tx": 0, "returnData": 0, "op": "==", "value": "pre"}]`, "", `exploitSucceeded[0].value: "pre", expected a number`},
		"nonce before":               {`[{"address": ` + targetText + `, "field": "nonce", "op": "==", "value": "pre"}]`, "", `exploitSucceeded[0].value: "pre"`},
		"pre in capitals":            {`[{"address": ` + targetText + `, "slot": "0x0", "op": "==", "value": "PRE"}]`, "", `exploitSucceeded[0].value: "PRE"`},
		"pre without a comparison":   {`[{"address": ` + targetText + `, "slot": "0x0", "op": "", "value": "pre"}]`, "", `exploitSucceeded[0].op: ""`},
		"return data of nobody":      {`[{"tx": 1, "returnData": 0, "op": "==", "value": "0x1"}]`, "", `exploitSucceeded[0].tx: 1, expected one of 1 transactions`},
		"the call of a checker":      {`[{"checker": ` + checkerText + `}, {"tx": 1, "status": 1}]`, "", `exploitSucceeded[1].tx: 1, expected one of 1 transactions`},
		"word below 0":               {`[{"tx": 0, "returnData": -1, "op": "==", "value": "0x1"}]`, "", `exploitSucceeded[0].returnData: -1, expected the index of a word`},
		"word far away":              {`[{"tx": 0, "returnData": 4294967296, "op": "==", "value": "0x1"}]`, "", `returnData: 4294967296`},
		"status and return data":     {`[{"tx": 0, "status": 1, "returnData": 0, "op": "==", "value": "0x1"}]`, "", `unknown member "status"`},
		"return data without op":     {`[{"tx": 0, "returnData": 0, "value": "0x1"}]`, "", `no member "op"`},
		"checker that is the target": {`[{"checker": ` + targetText + `}]`, "", `exploitSucceeded[0].checker: 0x00000000000000000000000000000000000000aa, expected`},
		"checker without code":       {`[{"checker": "0x0000000000000000000000000000000000000055"}]`, "", `exploitSucceeded[0].checker: `},
		"checker that is not there":  {`[{"checker": "0x0000000000000000000000000000000000000056"}]`, "", `exploitSucceeded[0].checker: `},
		"checker that may be broken": {`[{"checker": ` + checkerText + `, "broken": "no"}]`, "", `exploitSucceeded[0].broken: "no", expected true or false`},
		"checker broken by number":   {`[{"checker": ` + checkerText + `, "broken": 1}]`, "", `exploitSucceeded[0].broken: 1, expected true or false`},
		"checker of a transaction":   {`[{"checker": ` + checkerText + `, "tx": 0}]`, "", `unknown member "tx"`},
		"safe that is no list":       {`[{"tx": 0, "status": 1}]`, `, "safe": {}`, `safe: {}, expected an array`},
		"safe about nothing":         {`[{"tx": 0, "status": 1}]`, `, "safe": [{"tx": 1, "status": 1}]`, `safe[0].tx: 1`},
		"expected without a label": {`[{"tx": 0, "status": 1}]`, `, "expected": [{"transactions": [` + tx + `], "conditions": [{"tx": 0, "status": 1}]}]`,
			`expected[0]: no member "label"`},
		"expected of nothing": {`[{"tx": 0, "status": 1}]`, `, "expected": [{"label": "l", "transactions": [], "conditions": []}]`, `expected[0].transactions: none`},
		"expected that asks nothing": {`[{"tx": 0, "status": 1}]`, `, "expected": [{"label": "l", "transactions": [` + tx + `], "conditions": []}]`,
			`expected[0].conditions: none, expected at least one`},
		"expected about the exploit": {`[{"tx": 0, "status": 1}]`, `, "expected": [{"label": "l", "transactions": [` + tx + `], "conditions": [{"tx": 1, "status": 1}]}]`,
			`expected[0].conditions[0].tx: 1`},
		"static transaction": {`[{"tx": 0, "status": 1}]`, `, "expected": [{"label": "l", "transactions": [` + strings.Replace(tx, `"gas"`, `"static": true, "gas"`, 1) +
			`], "conditions": [{"tx": 0, "status": 1}]}]`, `unknown member "static"`},
	} {
		if _, err := Decode([]byte(caseWith(test.harm, test.more))); err == nil || !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %v, expected %q", name, err, test.err)
		}
	}
}

func TestDecode_RefusesConditionsWithoutExploit(t *testing.T) {
	for _, text := range []string{
		caseWith(`[{"checker": `+checkerText+`}]`, ""),
		caseWith(`[]`, `, "safe": [{"checker": `+checkerText+`}]`),
	} {
		text = strings.Replace(text, `"exploit": [`+tx+`]`, `"exploit": []`, 1)
		if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), "exploit: no transaction") {
			t.Errorf("%v", err)
		}
	}
}

func TestDecodeConditions(t *testing.T) {
	list, err := DecodeConditions([]byte(`[{"checker": ` + checkerText + `}, {"tx": 7, "status": 0}]`))
	if err != nil || len(list) != 2 || list[0].Address != checkerAddress || list[1].Tx != 7 {
		t.Errorf("%+v %v", list, err)
	}
	for _, text := range []string{``, `{}`, `null`, `[{}]`, `[{"tx": 0}]`, `[{"checker": ` + checkerText + `}`, `[[]]`} {
		if _, err := DecodeConditions([]byte(text)); err == nil {
			t.Errorf("%s: expected an error", text)
		}
	}
}
