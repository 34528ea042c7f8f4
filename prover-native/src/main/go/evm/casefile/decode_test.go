// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// valid is a small case.json.
const valid = `{"name": "n", "hardfork": "osaka", "description": "d", "target": "0x00000000000000000000000000000000000000aa",
"env": {"number": 1, "timestamp": 2, "chainid": 3, "coinbase": "0x00000000000000000000000000000000000000cb", "basefee": "0x0",
"prevrandao": "0x00", "gaslimit": 4},
"pre": {"0x00000000000000000000000000000000000000aa": {"balance": "0x1", "nonce": 1, "code": "0x00", "storage": {"0x01": "0x02"}}},
"exploit": [{"from": "0x0000000000000000000000000000000000000055", "to": null, "value": "0x0", "data": "0x", "gas": "0x10"}],
"benign": [[]], "benignLabels": ["none"],
"exploitSucceeded": [{"tx": 0, "status": 1}, {"address": "0x00000000000000000000000000000000000000aa", "field": "nonce", "op": "==", "value": "0x1"}]}`

func TestDecode_ReadsValid(t *testing.T) {
	s, err := Decode([]byte(valid))
	if err != nil {
		t.Fatal(err)
	}
	if !s.Exploit[0].Create || s.Exploit[0].Gas != 16 || s.Env.ChainID.Uint64() != 3 || len(s.Pre[s.Target].Storage) != 1 || len(s.ExploitSucceeded) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestDecode_NamesWhatIsWrong(t *testing.T) {
	for name, test := range map[string]struct{ old, new, err string }{
		"unknown member":      {`"name": "n"`, `"name": "n", "more": 1`, `unknown member "more"`},
		"repeated member":     {`"name": "n"`, `"name": "n", "name": "m"`, `member "name" stands twice`},
		"missing member":      {`"name": "n", `, ``, `no member "name"`},
		"hardfork":            {`"osaka"`, `"prague"`, `hardfork: "prague", expected "osaka"`},
		"text":                {`"description": "d"`, `"description": 1`, `description: 1, expected a string`},
		"short address":       {`"target": "0x00`, `"target": "0x`, `target: `},
		"target not in pre":   {`"target": "0x00`, `"target": "0x01`, `expected an account of pre`},
		"address without 0x":  {`"coinbase": "0x00`, `"coinbase": "00`, `env.coinbase: `},
		"negative number":     {`"number": 1`, `"number": -1`, `env.number: -1, expected a whole number`},
		"fraction":            {`"gaslimit": 4`, `"gaslimit": 4.0`, `env.gaslimit: 4.0`},
		"number as text":      {`"timestamp": 2`, `"timestamp": "2"`, `env.timestamp: "2"`},
		"plain word":          {`"basefee": "0x0"`, `"basefee": "0"`, `env.basefee: "0", expected a number: 0x`},
		"word of 65 digits":   {`"balance": "0x1"`, `"balance": "0x` + strings.Repeat("1", 65) + `"`, `.balance: `},
		"odd digits":          {`"code": "0x00"`, `"code": "0x000"`, `.code: "0x000", expected 0x and an even number`},
		"empty word":          {`"0x01": "0x02"`, `"0x01": "0x"`, `.storage.0x01: "0x"`},
		"repeated slot":       {`"0x01": "0x02"`, `"0x01": "0x02", "0x1": "0x03"`, `stands twice`},
		"gas beyond 2^64":     {`"gas": "0x10"`, `"gas": "0x10000000000000000"`, `exploit[0].gas: `},
		"access list":         {`"to": null`, `"to": null, "accessList": []`, `exploit[0]: unknown member "accessList"`},
		"missing recipient":   {`"to": null, `, ``, `exploit[0]: no member "to"`},
		"labels":              {`["none"]`, `[]`, `benignLabels: 0 labels`},
		"tx out of range":     {`"tx": 0`, `"tx": 1`, `exploitSucceeded[0].tx: 1`},
		"negative tx":         {`"tx": 0`, `"tx": -1`, `exploitSucceeded[0].tx: -1`},
		"status":              {`"status": 1`, `"status": 2`, `exploitSucceeded[0].status: 2, expected 0 or 1`},
		"field":               {`"field": "nonce"`, `"field": "code"`, `exploitSucceeded[1].field: "code"`},
		"comparison":          {`"op": "=="`, `"op": "="`, `exploitSucceeded[1].op: "=", expected one of`},
		"slot and field":      {`"field": "nonce"`, `"field": "nonce", "slot": "0x0"`, `unknown member "field"`},
		"array instead of {}": {`"env": {`, `"env": [], "x": {`, `unknown member "x"`},
		"no JSON":             {`"name": "n"`, `name`, `not JSON`},
		"null":                {`"benign": [[]]`, `"benign": null`, `benign: null, expected an array`},
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(valid, test.old, test.new, 1)
			if text == valid {
				t.Fatal("the text has not changed")
			}
			if _, err := Decode([]byte(text)); err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%v, expected %q", err, test.err)
			}
		})
	}
}

func TestLoad_ChecksTheFolder(t *testing.T) {
	write := func(files map[string]string) string {
		folder := t.TempDir()
		for name, text := range files {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		return folder
	}
	for name, test := range map[string]struct {
		files map[string]string
		err   string
	}{
		"valid":          {map[string]string{"case.json": valid, "old.runtime.hex": "00\n", "new.runtime.hex": "0x01", "new.a.runtime.hex": "02"}, ""},
		"no new code":    {map[string]string{"case.json": valid, "old.runtime.hex": "00"}, "expected at least one"},
		"no old code":    {map[string]string{"case.json": valid, "new.runtime.hex": "00"}, "old.runtime.hex"},
		"other old code": {map[string]string{"case.json": valid, "old.runtime.hex": "01", "new.runtime.hex": "01"}, "expected the same"},
		"odd digits":     {map[string]string{"case.json": valid, "old.runtime.hex": "00", "new.runtime.hex": "011"}, "even number"},
		"empty code":     {map[string]string{"case.json": valid, "old.runtime.hex": "00", "new.runtime.hex": ""}, "no code"},
	} {
		c, err := Load(write(test.files))
		if test.err == "" {
			if err != nil || len(c.New) != 2 || c.New["a"][0] != 2 || c.New[""][0] != 1 {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %v, expected %q", name, err, test.err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(valid))
	f.Add([]byte(caseWith(`[{"checker": `+checkerText+`}, {"tx": 0, "returnData": 1, "op": "<", "value": "0x2"}]`, `, "safe": [], "expected": []`)))
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, err := Decode(text); err == nil && s.Pre[s.Target] == nil {
			t.Error("decoded without the target")
		}
	})
}
