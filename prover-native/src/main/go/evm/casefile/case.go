// SPDX-License-Identifier: Apache-2.0

// Package casefile reads patch cases: a folder with the scenarios and the code of a patch, as cases/FORMAT.md describes.
// It is strict: an unknown or repeated member, a missing one, or a value of the wrong form is an error that names the
// field, what came and what was expected.
package casefile

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// Case is one patch case. Old is the code that the target carries in Pre. New holds the new codes by label, under "" that of
// new.runtime.hex.
type Case struct {
	Scenarios
	Old []byte
	New map[string][]byte
}

// Scenarios is the content of a case.json. Env and Pre are those of every run.
type Scenarios struct {
	Name, Description string
	Target            evm.Address
	Env               evm.Env
	Pre               evm.World
	Exploit           []evm.Tx // with the calls of checkers behind it
	Benign            [][]evm.Tx
	BenignLabels      []string
	ExploitSucceeded  []outcome.Condition // holds after the exploit on the old code, on no new code
	Safe              []outcome.Condition // holds after the exploit on new code
	Expected          []Expectation
}

// Scenario returns what evm.Run takes, for the transactions of the exploit, of one of Benign or of one of Expected.
func (s *Scenarios) Scenario(txs []evm.Tx) *evm.Scenario {
	return &evm.Scenario{Env: s.Env, Target: s.Target, Pre: s.Pre, Txs: txs}
}

// Load reads a case's folder.
func Load(folder string) (*Case, error) {
	text, err := os.ReadFile(filepath.Join(folder, "case.json"))
	if err != nil {
		return nil, err
	}
	scenarios, err := Decode(text)
	if err != nil {
		return nil, fmt.Errorf("%s: case.json: %w", folder, err)
	}
	c := &Case{Scenarios: *scenarios, New: map[string][]byte{}}
	if c.Old, err = ReadCode(filepath.Join(folder, "old.runtime.hex")); err != nil {
		return nil, err
	}
	if !bytes.Equal(c.Old, c.Pre[c.Target].Code) {
		return nil, fmt.Errorf("%s: pre.%s.code is not the code of old.runtime.hex, expected the same", folder, c.Target)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		label, isNew := newLabel(entry.Name())
		if !isNew {
			continue
		}
		if c.New[label], err = ReadCode(filepath.Join(folder, entry.Name())); err != nil {
			return nil, err
		}
	}
	if len(c.New) == 0 {
		return nil, fmt.Errorf("%s: no new.runtime.hex nor new.LABEL.runtime.hex, expected at least one", folder)
	}
	return c, nil
}

// newLabel tells whether the file is a new code, and its label.
func newLabel(name string) (label string, isNew bool) {
	rest, isNew := strings.CutPrefix(name, "new.")
	if !isNew || rest == "runtime.hex" {
		return "", isNew
	}
	return strings.CutSuffix(rest, ".runtime.hex")
}

// ReadCode reads a file of hex digits; 0x before them and white space around them are allowed.
func ReadCode(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	code, err := hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(string(text)), "0x"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w, expected an even number of hex digits", path, err)
	}
	if len(code) == 0 {
		return nil, fmt.Errorf("%s: no code, expected at least one byte", path)
	}
	return code, nil
}
