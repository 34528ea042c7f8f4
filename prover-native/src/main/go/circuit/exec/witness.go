// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"fmt"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/ecrecover"
)

// CapacityError says which part of the shape is too small for the runs.
type CapacityError struct {
	Part       string
	Need, Have int // Need is at least that many where the count stopped
}

func (e *CapacityError) Error() string {
	return fmt.Sprintf("the runs need %d %s, the shape has %d", e.Need, e.Part, e.Have)
}

// UnsupportedError says what the runs do that the circuit cannot prove.
type UnsupportedError struct{ What string }

func (e *UnsupportedError) Error() string { return "the circuit does not support " + e.What }

// Blinds hide the code commitment, the evaluation, the scenario, and the conditions of harm and of what is expected.
type Blinds struct{ Commitment, Evaluation, Scenario, Harm, Expected fr.Element }

// Assign fills every column for the runs at challenge z. A run that cannot be proven is a *CapacityError or an
// *UnsupportedError; a claim that does not hold shows when the circuit is solved.
func Assign(shape Shape, in Input, traces [runs]*evm.Trace, blinds Blinds, z fr.Element) (*Circuit, error) {
	b, err := build(shape, in, traces)
	if err != nil {
		return nil, err
	}
	if err := b.assignChips(); err != nil {
		return nil, err
	}
	return b.c, b.bind(blinds, z)
}

// build fills all columns but those of the chips and what depends on blinds.
func build(shape Shape, in Input, traces [runs]*evm.Trace) (*builder, error) {
	b, err := replay(shape, in, traces)
	if err != nil {
		return nil, err
	}
	b.assignEnvironment()
	b.c.Preserved, b.c.Succeeded, b.c.Harm.Claimed = bit(in.Preserved), b.succeeded(), bit(len(in.Harm) > 0)
	zeroEmpty(b.c) // the chips fill their columns themselves
	b.c.list()
	return b, nil
}

// replay fills the rows that the runs use, which is enough to count them.
func replay(shape Shape, in Input, traces [runs]*evm.Trace) (*builder, error) {
	b := newBuilder(shape, in, traces)
	for _, phase := range b.phases() {
		if err := phase(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// phases fill the parts, in an order in which each finds what it needs.
func (b *builder) phases() []func() error {
	return append(b.scenarioPhases(),
		b.run, b.assignPushes, b.assignFrames, b.assignCells, b.assignOutputs, b.assignRom, b.assignFinals, b.assignTransients,
		b.assignConditions, b.assignCallTrace, b.assignSelectors)
}

// scenarioPhases fill what both runs start from.
func (b *builder) scenarioPhases() []func() error {
	return []func() error{b.assignAccounts, b.assignCodes, b.assignSlots, b.assignTxs}
}

// builder replays two traces and writes down what every row must hold.
type builder struct {
	c      *Circuit
	in     Input
	traces [runs]*evm.Trace

	accounts     []evm.Address
	indices      map[evm.Address]int
	codes        map[string]int // other codes by content
	codeBytes    [][]byte       // of each id
	scans        [3]scanned     // old, new, others
	begins       []int          // first byte of each code in its scan
	tails        [runs]map[int]int
	longestTails map[string]int // by call data: so the same lie at the same place, whoever reads how far

	othersEnd int // bytes that the other codes take

	clock            int
	steps            int // rows before the idle ones
	flags            map[int][flagCount]int
	beforeLast, last int // codes of the row before the last one, and of the last one
	frames           []*frame
	state            map[cellName]*cellState
	slots            map[slotName]int
	names            []slotName
	rom              romBuilder
	sites            map[pushSite]bool
	facts            []arith.Fact
	hashes           []hashed
	recoveries       []ecrecover.Call
	scopes           []func()
	used             map[string]int
	failure          error
}

func newBuilder(shape Shape, in Input, traces [runs]*evm.Trace) *builder {
	b := &builder{
		c: New(shape), in: in, traces: traces, indices: map[evm.Address]int{}, codes: map[string]int{}, flags: map[int][flagCount]int{},
		state: map[cellName]*cellState{}, slots: map[slotName]int{}, sites: map[pushSite]bool{}, used: map[string]int{}, longestTails: map[string]int{},
	}
	for _, d := range ordinaryRows() {
		if _, known := b.flags[d.code]; !known { // of a call, that without GAS
			b.flags[d.code] = d.flags
		}
	}
	b.rom = newRomBuilder(shape)
	return b
}

// take reserves the next row of a part.
func take[T any](b *builder, part string, rows []T) *T {
	n := b.used[part]
	b.used[part]++
	if n >= len(rows) {
		if b.failure == nil {
			b.failure = &CapacityError{part, n + 1, len(rows)}
		}
		return new(T)
	}
	return &rows[n]
}

func (b *builder) unsupported(format string, args ...any) {
	if b.failure == nil {
		b.failure = &UnsupportedError{fmt.Sprintf(format, args...)}
	}
}

var mask128 = new(big.Int).Sub(power(128), big.NewInt(1))

// halves cuts a word in columns.
func halves(w *evm.Word) Word {
	v := w.ToBig()
	return Word{new(big.Int).Rsh(v, 128), new(big.Int).And(v, mask128)}
}

func addressWord(a evm.Address) Word {
	w := a.Word()
	return halves(&w)
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// inverse is 1/x, or 0.
func inverse(x frontend.Variable) fr.Element {
	e := element(x)
	e.Inverse(&e)
	return e
}

// succeeded counts what the claim of preserved behaviour counts.
func (b *builder) succeeded() int {
	n := 0
	for _, tx := range b.traces[codeNew].Txs {
		n += bit(b.in.Preserved && tx.Success)
	}
	return n
}

// Commitments are the values that stand for two runs in public.
type Commitments struct {
	OldCode, NewCode, Target, Scenario, Harm, Expected, Statement, Claim fr.Element
	Preserved, HarmClaimed, ExpectedClaimed, BlockedByRevert             bool
	Succeeded                                                            int
	Selectors                                                            []uint32
}

// Commit computes what a proof of a plan in a shape would claim.
func Commit(shape Shape, plan *Plan, blinds Blinds) (Commitments, error) {
	b, err := build(shape, plan.Input, plan.Traces)
	if err != nil {
		return Commitments{}, err
	}
	return b.commit(blinds)
}

// bind fills blinds, the evaluation and the public inputs.
func (b *builder) bind(blinds Blinds, z fr.Element) error {
	c := b.c
	c.EvaluationBlind, c.CommitmentBlind, c.ScenarioBlind = blinds.Evaluation, blinds.Commitment, blinds.Scenario
	c.HarmBlind, c.ExpectedBlind = blinds.Harm, blinds.Expected
	commitments, err := b.commit(blinds)
	if err != nil {
		return err
	}
	y, err := commitment.Evaluate(b.in.New, blinds.Evaluation, b.in.Old, z)
	if err != nil {
		return err
	}
	c.Claim, c.Challenge, c.Evaluation = commitments.Claim, z, y
	return nil
}
