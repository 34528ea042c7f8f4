// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"errors"
	"fmt"
)

// Constants of the protocol and of our rules about gas.
const (
	StackLimit = 1024       // words on the stack of one frame
	CallDepth  = 1024       // deepest Frame.Depth
	StipendGas = 2300       // a call's gas operand up to which its frame is a stipend frame
	GasAnswer  = 30_000_000 // what GAS pushes
)

// machine is the part of a run that all its frames share.
type machine struct {
	scenario *Scenario
	limits   Limits
	state    *state
	trace    *Trace
	spent    int // of Limits.TotalBytes
	words    []Word
	dests    map[Address]jumpDests
	hashes   map[Address]Word
}

// Run executes the scenario's transactions in order, with targetCode as the code of the target. It does not change the
// scenario. An error says that the input is malformed; a run that could not be completed is Trace.Inconclusive.
func Run(s *Scenario, targetCode []byte, limits Limits) (*Trace, error) {
	if s.Pre[s.Target] == nil {
		return nil, fmt.Errorf("scenario: the target %s is not in pre, expected an account there", s.Target)
	}
	for address, account := range s.Pre {
		if account == nil {
			return nil, fmt.Errorf("scenario: pre has no account under %s, expected one", address)
		}
	}
	m := &machine{scenario: s, limits: limits.withDefaults(), state: newState(s.Pre), trace: &Trace{Target: s.Target, Pre: s.Pre},
		dests: map[Address]jumpDests{}, hashes: map[Address]Word{}}
	m.state.world[s.Target].Code = targetCode
	for i := range s.Txs {
		if err := m.transact(i); err != nil {
			if !errors.As(err, &m.trace.Inconclusive) {
				return nil, fmt.Errorf("transaction %d: %w", i, err)
			}
			return m.trace, nil
		}
	}
	m.trace.Post = m.state.world
	return m.trace, nil
}

// transact runs one transaction. The sender's nonce stays raised whatever becomes of it, but for a static one, which leaves the
// world as it was.
func (m *machine) transact(i int) error {
	tx := &m.scenario.Txs[i]
	m.state.beginTransaction()
	if tx.Create {
		return inconclusive(CauseCreate, "transaction %d has no recipient", i)
	}
	if isPrecompile(tx.To) {
		return inconclusive(CausePrecompile, "transaction %d calls the precompile %s", i, tx.To)
	}
	if tx.Static && !tx.Value.IsZero() {
		return fmt.Errorf("a static transaction sends %s wei, expected none", &tx.Value)
	}
	if balance := m.state.balance(tx.From); balance.Lt(&tx.Value) {
		return inconclusive(CauseFunds, "transaction %d sends %s wei, its sender %s has %s", i, &tx.Value, tx.From, &balance)
	}
	if err := m.refuseDelegated(tx.To); err != nil {
		return err
	}
	before := m.state.snapshot()
	if !tx.Static {
		m.state.bumpNonce(tx.From)
	}
	result, err := m.execute(i)
	if err != nil {
		return err
	}
	if tx.Static {
		m.state.revert(before)
	} else {
		m.state.endTransaction(m.scenario.Env.Coinbase)
	}
	m.trace.Txs = append(m.trace.Txs, result)
	return nil
}

// execute runs the recipient's code, or does the transfer where it has none.
func (m *machine) execute(i int) (TxResult, error) {
	tx := &m.scenario.Txs[i]
	if len(m.state.code(tx.To)) == 0 {
		m.state.transfer(tx.From, tx.To, &tx.Value)
		return TxResult{RootFrame: -1, Success: true}, nil
	}
	root, err := m.enter(Frame{Tx: i, Parent: -1, CallStep: -1, Kind: Root, CodeAddress: tx.To, Self: tx.To,
		Caller: tx.From, Value: tx.Value, Transfer: tx.Value, Input: tx.Data, Static: tx.Static})
	if err != nil {
		return TxResult{}, err
	}
	frame := &m.trace.Frames[root]
	return TxResult{RootFrame: root, Success: frame.Success, Output: frame.Output}, nil
}

// newWords returns n words to be kept by the trace; one allocation serves many steps.
func (m *machine) newWords(n int) []Word {
	if len(m.words) < n {
		m.words = make([]Word, 4096)
	}
	taken := m.words[:n:n]
	m.words = m.words[n:]
	return taken
}

// spend counts bytes that the run holds on to.
func (m *machine) spend(bytes int) error {
	m.spent += bytes
	if m.spent > m.limits.TotalBytes {
		return inconclusive(CauseMemory, "the run holds more than %d bytes", m.limits.TotalBytes)
	}
	return nil
}

func (m *machine) refuseDelegated(address Address) error {
	if isDelegated(m.state.code(address)) {
		return inconclusive(CauseDelegation, "%s runs code delegated by EIP-7702", address)
	}
	return nil
}
