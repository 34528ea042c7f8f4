// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// Rejected means that the runs do not bear the claim out; Reasons are for the owner alone.
type Rejected struct{ Reasons []string }

func (r *Rejected) Error() string {
	return "the runs do not bear the claim out: " + strings.Join(r.Reasons, "; ")
}

// Inconclusive means that the interpreter could not end one of the runs.
type Inconclusive struct {
	Code  string // old or new
	Cause *evm.Inconclusive
}

func (i *Inconclusive) Error() string {
	return fmt.Sprintf("the run on %s code is inconclusive: %v", i.Code, i.Cause)
}

var codeNames = [runs]string{"old", "new"}

// Plan is a checked input: both runs, what they take, and the shape that has room.
type Plan struct {
	Input
	Traces     [runs]*evm.Trace
	Need       Need
	Shape      Shape
	Divergence outcome.Divergence // of the two call traces
	Succeeded  int                // transactions on new code
	Shown      []uint32           // selectors that the claim could name, rising; none but where Preserved
}

// Steps is the number of rows that both runs take.
func (p *Plan) Steps() int { return p.Need[partSteps] - 1 }

// Check runs the scenario on both codes and decides, without proving, whether the claim holds and can be proven. An unmet claim
// is a *Rejected; what cannot be proven is an *Inconclusive, *UnsupportedError or *CapacityError.
func Check(in Input) (*Plan, error) {
	if err := checkSelectors(in.Selectors); err != nil {
		return nil, err
	}
	if len(in.Selectors) > 0 && !in.Preserved {
		return nil, fmt.Errorf("%w: selectors are shown by a scenario of preserved behaviour", commitment.ErrInput)
	}
	p := &Plan{Input: in}
	for r, code := range [][]byte{in.Old, in.New} {
		if len(code) == 0 || len(code) > commitment.MaxCodeBytes {
			return nil, fmt.Errorf("%w: %s code has %d bytes, want 1 to %d", commitment.ErrInput, codeNames[r], len(code), commitment.MaxCodeBytes)
		}
		trace, err := evm.Run(in.Scenario, code, evm.Limits{})
		if err != nil {
			return nil, err
		}
		if trace.Inconclusive != nil {
			return nil, &Inconclusive{codeNames[r], trace.Inconclusive}
		}
		p.Traces[r] = trace
	}
	reasons, err := unmet(in, p.Traces)
	if err != nil {
		return nil, err
	}
	if len(reasons) > 0 {
		return nil, &Rejected{reasons}
	}
	p.Divergence = outcome.FirstDivergence(p.Traces[codeOld], p.Traces[codeNew]).How
	for _, tx := range p.Traces[codeNew].Txs {
		p.Succeeded += bit(tx.Success)
	}
	if in.Preserved {
		p.Shown = shownSelectors(p.Traces[codeNew])
	}
	if p.Need, err = Measure(in, p.Traces); err != nil {
		return nil, err
	}
	p.Shape, err = Choose(p.Need)
	return p, err
}

// unmet lists what the runs do against the claim.
func unmet(in Input, traces [runs]*evm.Trace) ([]string, error) {
	var reasons []string
	if in.Preserved {
		for _, d := range outcome.Compare(traces[codeOld], traces[codeNew]) {
			reasons = append(reasons, "behaviour.preserved: "+d.String())
		}
	}
	shown := shownSelectors(traces[codeNew])
	for _, s := range in.Selectors {
		if !slices.Contains(shown, s) {
			reasons = append(reasons, fmt.Sprintf("behaviour.preserved: no successful call of selector 0x%08x", s))
		}
	}
	if len(in.Harm) > 0 {
		old, oldErr := outcome.EvalPredicate(in.Harm, traces[codeOld])
		new, newErr := outcome.EvalPredicate(in.Harm, traces[codeNew])
		if err := errors.Join(oldErr, newErr); err != nil {
			return nil, fmt.Errorf("%w: conditions of the exploit: %w", commitment.ErrInput, err)
		}
		if !old {
			reasons = append(reasons, "exploit.blocked: the exploit does no harm on old code")
		}
		if new {
			reasons = append(reasons, "exploit.blocked: the exploit succeeds on new code")
		}
	}
	missed, err := unexpected(in, traces[codeNew])
	return append(reasons, missed...), err
}

// unexpected lists the conditions that do not hold on new code and should.
func unexpected(in Input, new *evm.Trace) ([]string, error) {
	what := "behaviour.expected: what is expected does not hold on new code"
	if len(in.Harm) > 0 {
		what = "exploit.blocked: safe does not hold on new code"
	}
	var reasons []string
	for i := range in.Expected {
		holds, err := outcome.EvalPredicate(in.Expected[i:i+1], new)
		if err != nil {
			return nil, fmt.Errorf("%w: conditions on new code: %w", commitment.ErrInput, err)
		}
		if !holds {
			reasons = append(reasons, fmt.Sprintf("%s: condition %d", what, i))
		}
	}
	return reasons, nil
}
