// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/big"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/ecrecover"
	"suture.dev/prover-native/gadget/keccak"
	"suture.dev/prover-native/gadget/poseidon"
	"suture.dev/prover-native/gadget/word"
)

const halfBits = word.HalfBits

// Circuit is the assignment of one proof. All columns are secret but the three public inputs, and all of them feed the one
// commitment from which the challenges come.
type Circuit struct {
	Claim      frontend.Variable `gnark:",public"` // A
	Challenge  frontend.Variable `gnark:",public"` // z
	Evaluation frontend.Variable `gnark:",public"` // y

	EvaluationBlind, CommitmentBlind frontend.Variable // b_y, b_c
	ScenarioBlind                    frontend.Variable
	HarmBlind, ExpectedBlind         frontend.Variable

	Preserved  frontend.Variable      // a bit: behaviour.preserved is claimed
	Succeeded  frontend.Variable      // transactions that succeed, where behaviour.preserved is claimed; 0 otherwise
	Selectors  [maxSelectors]Selector // shown by the new run
	Harm       Harm
	Expected   Expected
	Divergence Divergence

	Env        Env
	Old, New   Scan
	Others     Others
	CodeEnds   []CodeEnd           // of the codes behind the empty one
	Lengths    []frontend.Variable // of each code, by its id
	Accounts   []Account
	Slots      []Slot
	Transients []TransientSlot
	Txs        []Tx
	Listing    Listing

	Rows        []Row
	Pushes      []Push
	Drains      []Drain
	Frames      []Frame
	Timeline    []Instant // of the frames' events
	Calls       []Call
	Refused     []Refused
	Precompiles []Precompile
	Payments    []Payment
	Cells       []Cells
	Bytes       []Byte
	Rom         Rom
	Loads       []Load
	Stores      []Store
	Store8s     []Store8

	DataLoads     []DataLoad
	Hashes        []Hash
	Copies        []Copy
	CodeBytes     []CodeByte
	ReturnSizes   []ReturnSize
	Modulars      []Modular
	Counters      []Counter
	StorageReads  []StorageRead
	StorageWrites []StorageWrite
	Balances      []Balance
	CodeSizes     []CodeSize
	Outputs       []Output
	Logs          [runs][]Log
	Halts         []Halt

	Keccak  *keccak.Chip
	Arith   *arith.Chips
	Recover *ecrecover.Chip

	shape Shape
	muted muted // by tests alone
}

// machine carries what the parts of the circuit share while it is compiled.
type machine struct {
	api      frontend.API
	shape    Shape
	muted    muted
	argument *bus.Argument
	ranges   ranges
	sponge   *poseidon.Sponge

	// Facts that rows ask for.
	decode, opcodes, fetch, scales, pushes, clocks, depths, byteValues *bus.Table
	facts, facts3, frameFacts, frames, accounts, endings, observed     *bus.Table
	rom, zeros, digests, codeChunks, recovered, outputs, terms         *bus.Table
	// What one row sends and another receives.
	stack, wide, transitions, opens, closes, payments, returns, memory, runs, codeRuns, state *bus.Table
	listedAccounts, listedSlots                                                               *bus.Table

	// The call traces of both runs, see divergence.go.
	events, shared *bus.Table
	divergence     *Divergence
	sharedOld      frontend.Variable
}

func newMachine(api frontend.API, shape Shape, muted muted) (*machine, error) {
	sponge, err := poseidon.New(api)
	if err != nil {
		return nil, err
	}
	a := bus.New(api)
	m := &machine{api: muted.api(api), shape: shape, muted: muted, argument: a, ranges: ranges{word.NewRanges(a), muted}, sponge: sponge}
	for _, t := range []struct {
		table **bus.Table
		name  string
	}{
		{&m.fetch, "fetch"}, {&m.pushes, "push data"}, {&m.facts, "facts"}, {&m.facts3, "facts of three operands"}, {&m.frameFacts, "frame facts"},
		{&m.frames, "frames"}, {&m.accounts, "accounts"}, {&m.rom, "rom"}, {&m.zeros, "zeros"}, {&m.digests, "digests"}, {&m.recovered, "ecrecover"},
		{&m.codeChunks, "chunks of code"}, {&m.observed, "observed"}, {&m.outputs, "outputs"},
	} {
		*t.table = m.static(t.name)
	}
	for _, t := range []struct {
		table **bus.Table
		name  string
	}{
		{&m.stack, "stack"}, {&m.wide, "chips"}, {&m.transitions, "transitions"}, {&m.opens, "opens"}, {&m.closes, "closes"}, {&m.payments, "payments"},
		{&m.returns, "return data"}, {&m.memory, "memory"}, {&m.runs, "runs"}, {&m.codeRuns, "runs of code"}, {&m.state, "state"},
		{&m.listedAccounts, "listed accounts"}, {&m.listedSlots, "listed slots"},
	} {
		*t.table = m.balance(t.name)
	}
	return m, nil
}

// Define states what a proof proves; see doc.go for the reading.
func (c *Circuit) Define(api frontend.API) error {
	m, err := newMachine(api, c.shape, c.muted)
	if err != nil {
		return err
	}
	m.argument.CommitTo(c) // the chips commit to their columns themselves
	m.defineByteValues()
	m.defineOpcodeTable()
	oldChunks, newChunks := c.Old.defineTarget(m, codeOld), c.New.defineTarget(m, codeNew)
	otherCodes := c.Others.define(m)
	if err := c.bind(m, oldChunks, newChunks, otherCodes); err != nil {
		return err
	}
	c.defineExecution(m)
	c.defineState(m)
	if !c.muted["keccak"] {
		c.Keccak.Define(m.argument, m.ranges.Ranges, m.rom, m.digests)
	}
	c.Arith.Define(m.argument, m.ranges.Ranges, m.facts, m.facts3)
	c.Recover.Define(m.argument, m.ranges.Ranges, m.rom, m.digests, m.recovered)
	return m.argument.Close()
}

func (c *Circuit) defineExecution(m *machine) {
	m.defineRows(c.Rows)
	m.definePushes(c.Pushes)
	m.defineDrains(c.Drains)
	m.beginCallTrace(&c.Divergence, c.Timeline, c.Frames)
	m.defineFrames(c.Frames)
	m.defineCalls(c.Calls)
	each(c.Refused, m.defineRefused)
	each(c.Precompiles, m.definePrecompile)
	each(c.Payments, m.definePayment)
	m.defineTxs(c.Txs)
	m.defineCells(c.Cells)
	m.defineBytes(c.Bytes)
	m.defineRom(&c.Rom)
	each(c.Loads, m.defineLoad)
	each(c.Stores, m.defineStore)
	each(c.Store8s, m.defineStore8)
	each(c.DataLoads, m.defineDataLoad)
	each(c.Hashes, m.defineHash)
	each(c.Copies, m.defineCopy)
	each(c.CodeBytes, m.defineCodeByte)
	each(c.ReturnSizes, m.defineReturnSize)
	each(c.Modulars, m.defineModular)
	each(c.Counters, m.defineCounter)
	m.defineLogs(c.Logs, c.Preserved)
	m.defineHalts(c.Halts)
}

func (c *Circuit) defineState(m *machine) {
	m.defineEnvironment(&c.Env)
	c.Listing.offer(m)
	m.defineAccounts(c.Accounts, &c.Accounts[0])
	m.defineLengths(c.Lengths, c.CodeEnds)
	m.defineSlots(c.Slots)
	m.defineTransientSlots(c.Transients)
	each(c.StorageReads, m.defineStorageRead)
	each(c.StorageWrites, m.defineStorageWrite)
	each(c.Balances, m.defineBalance)
	each(c.CodeSizes, m.defineCodeSize)
	each(c.Outputs, m.defineOutput)
	m.defineTerms()
	m.defineHarm(&c.Harm)
	m.defineExpected(&c.Expected)
	m.defineDivergence(&c.Divergence, &c.Harm)
	m.defineSelectors(&c.Selectors, c.Preserved)
	c.definePreserved(m)
}

func each[T any](rows []T, define func(*T)) {
	for i := range rows {
		define(&rows[i])
	}
}

// Drain takes off the stack what a frame left there.
type Drain struct {
	Active, Time, Frame, Position frontend.Variable
	Value                         Word
}

func (m *machine) defineDrains(drains []Drain) {
	for i := range drains {
		d := &drains[i]
		m.api.AssertIsBoolean(d.Active)
		m.stack.Receive(d.Active, d.Time, d.Value.tuple(), nil, nil, bus.Pair(d.Frame, 0), bus.Pair(d.Position, 0))
	}
}

func power(bits int) *big.Int { return new(big.Int).Lsh(big.NewInt(1), uint(bits)) }
