// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/casefile"
	"suture.dev/prover-native/evm/outcome"
)

// runScenarios runs every scenario of a case natively, on old and on new code. It proves nothing.
//
// Request: the text of case.json, old code, new code. Response: the number of scenarios, then each: the exploit first
// where there is one, then the benign and the expected scenarios in the order of the file. Calls of checkers are transactions
// behind those of the file.
//
//	scenario    kind ("exploit", "benign" or "expected"), label ("" for the exploit), outcome on old code, outcome on new code,
//	            divergence ("revert", "outcome" or "same"; "" when a run is inconclusive),
//	            number of differences, each as three texts: what, on old code, on new code
//	outcome     cause and detail ("" and "" when the run ended), harm (flag; false where nobody asks for it), expected (flag: the
//	            conditions of safe or expected hold; false where nobody asks for them), steps, frames, keccak permutations, kept logs,
//	            number of transactions that ended, each as success (flag) and return data
//
// All of it is private to the owner of the case. The text of a failure names the field and the rule, not what came.
func runScenarios(_ uintptr, in *frameReader, out *frameWriter) error {
	text, old, new := in.next("case"), in.next("old code"), in.next("new code")
	if err := in.end(); err != nil {
		return err
	}
	for _, code := range []struct {
		name  string
		bytes []byte
	}{{"old", old}, {"new", new}} {
		if _, err := commitment.Chunks(code.bytes); err != nil {
			return fmt.Errorf("%s %w", code.name, err)
		}
	}
	scenarios, err := readScenarios(in, text, old)
	if err != nil {
		return err
	}
	c := comparison{scenarios, old, new, out}
	return c.all()
}

// readScenarios decodes a case and checks what its runs rest on.
func readScenarios(in *frameReader, text, old []byte) (*casefile.Scenarios, error) {
	scenarios, err := decodeScenarios(in, text)
	if err == nil && !bytes.Equal(scenarios.Pre[scenarios.Target].Code, old) {
		in.fail("case.json: pre, code of the target: expected the old code")
	}
	return scenarios, in.err
}

// decodeScenarios does so without the code that the target is to have.
func decodeScenarios(in *frameReader, text []byte) (*casefile.Scenarios, error) {
	scenarios, err := casefile.Decode(text)
	switch {
	case err != nil:
		in.fail("case.json: %s", rule(err))
	case len(scenarios.Exploit) == 0 && len(scenarios.Benign) == 0 && len(scenarios.Expected) == 0:
		in.fail("case.json: no transactions in exploit, no scenario in benign or expected, expected some")
	case len(scenarios.Exploit) > 0 && len(scenarios.ExploitSucceeded) == 0:
		in.fail("case.json: exploitSucceeded: no condition, expected at least one: it says when the exploit did harm")
	}
	return scenarios, in.err
}

type comparison struct {
	scenarios *casefile.Scenarios
	old, new  []byte
	out       *frameWriter
}

// asked is one scenario and what is asked of its outcomes.
type asked struct {
	kind, label    string
	txs            []evm.Tx
	harm, expected []outcome.Condition
}

func (c *comparison) all() error {
	s := c.scenarios
	var list []asked
	if len(s.Exploit) > 0 {
		list = append(list, asked{"exploit", "", s.Exploit, s.ExploitSucceeded, s.Safe})
	}
	for i, txs := range s.Benign {
		list = append(list, asked{"benign", s.BenignLabels[i], txs, nil, nil})
	}
	for _, e := range s.Expected {
		list = append(list, asked{"expected", e.Label, e.Txs, nil, e.Conditions})
	}
	c.out.integer(int64(len(list)))
	for i := range list {
		if err := c.scenario(&list[i]); err != nil {
			return err
		}
	}
	return nil
}

func (c *comparison) scenario(a *asked) error {
	scenario := c.scenarios.Scenario(a.txs)
	old, err := evm.Run(scenario, c.old, evm.Limits{})
	if err != nil {
		return err
	}
	new, err := evm.Run(scenario, c.new, evm.Limits{})
	if err != nil {
		return err
	}
	c.out.text(a.kind)
	c.out.text(a.label)
	for _, trace := range []*evm.Trace{old, new} {
		if err := c.out.outcome(trace, a); err != nil {
			return err
		}
	}
	c.differences(old, new)
	return nil
}

func (c *comparison) differences(old, new *evm.Trace) {
	if old.Inconclusive != nil || new.Inconclusive != nil {
		c.out.text("")
		c.out.integer(0)
		return
	}
	divergence := outcome.FirstDivergence(old, new).How
	c.out.text(string(divergence))
	differences := outcome.Compare(old, new)
	c.out.integer(int64(len(differences)))
	for _, d := range differences {
		c.out.text(d.What)
		c.out.text(d.Old)
		c.out.text(d.New)
	}
}

// outcome writes what one run shows.
func (w *frameWriter) outcome(trace *evm.Trace, a *asked) error {
	if trace.Inconclusive != nil {
		w.text(string(trace.Inconclusive.Cause))
		w.text(trace.Inconclusive.Detail)
	} else {
		w.text("")
		w.text("")
	}
	for _, conditions := range [][]outcome.Condition{a.harm, a.expected} {
		if err := w.holds(conditions, trace); err != nil {
			return err
		}
	}
	w.sizes(trace)
	w.integer(int64(len(trace.Txs)))
	for _, tx := range trace.Txs {
		w.flag(tx.Success)
		w.add(tx.Output)
	}
	return nil
}

// holds writes whether conditions hold; of a run that did not end, or where there are none, nobody can say so.
func (w *frameWriter) holds(conditions []outcome.Condition, trace *evm.Trace) error {
	if trace.Inconclusive != nil || len(conditions) == 0 {
		w.flag(false)
		return nil
	}
	holds, err := outcome.EvalPredicate(conditions, trace)
	w.flag(holds)
	return err
}

func (w *frameWriter) sizes(trace *evm.Trace) {
	ran := *trace
	if trace.Inconclusive != nil && len(ran.Steps) > 0 {
		ran.Steps = ran.Steps[:len(ran.Steps)-1] // the last one could not be run, its operands say nothing
	}
	kept := 0
	for _, log := range ran.Logs {
		if log.Kept {
			kept++
		}
	}
	stats := outcome.Stats(&ran)
	for _, n := range []int{stats.Steps, stats.Frames, stats.KeccakPermutations, kept} {
		w.integer(int64(n))
	}
}
