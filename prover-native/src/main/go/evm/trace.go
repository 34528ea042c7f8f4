// SPDX-License-Identifier: Apache-2.0

package evm

// Trace is everything that happened in one run.
type Trace struct {
	Target Address
	Steps  []Step  // in the order of execution: a child's steps stand between its caller's
	Frames []Frame // in the order of entry
	Txs    []TxResult
	Logs   []Log // in the order of LOG steps, those of reverted frames too
	Pre    World // the scenario's, shared with it
	Post   World // nil when the run is inconclusive

	// Inconclusive is nil when the run ended. Otherwise the last step is the one that could not be run (where one is to
	// blame), Txs holds the transactions that ended before, and frames still open have no result.
	Inconclusive *Inconclusive
}

// Step is one executed opcode. Running past the end of the code is a STOP at the position reached: len(code), or beyond
// it after a truncated PUSH.
type Step struct {
	Frame int // index in Frames
	PC    int // in bytes
	Op    byte
	Depth int // stack height before the step, in words

	// Pops are the operands, top of the stack first; Pushes the results, first pushed first. DUPn: Pops is nil and Pushes
	// the copied word. SWAPn: Pops is the top and the word it changes places with, Pushes is nil. A step that halts has no
	// Pushes; halted by InvalidOpcode, StackUnderflow or StackOverflow, it has no Pops either. In the last step of an
	// inconclusive run both are as far as they were known.
	Pops, Pushes []Word

	Halt             Halt        // None, or why this step ends the frame exceptionally
	Child            int         // CALL family: index of the frame it opened; otherwise -1
	Call             CallOutcome // CALL family only
	PrecompileOutput []byte      // what a precompile returned, when Call is Precompile
	Callee           *Frame      // the frame that there would be if there were code, when Call is NoCode
	CodeViewExempt   bool        // EXTCODESIZE of the target, whose result only ISZERO sees first: allowed
}

// Frame is one execution of an account's code.
type Frame struct {
	Tx                  int // index in Txs
	Parent, CallStep    int // index in Frames and in Steps; both -1 for a root
	FirstStep, LastStep int // the frame's own first and last step
	Kind                FrameKind
	CodeAddress         Address // whose code runs
	Self                Address // whose storage and balance it has: ADDRESS
	Caller              Address
	Value               Word // what CALLVALUE pushes
	Transfer            Word // wei that the call moved from Caller to Self
	Input               []byte
	Static, Stipend     bool
	Depth               int // 0 for a root
	MemoryBytes         int // size of its memory at its end, a multiple of 32
	Success             bool
	Reverted            bool   // ended by REVERT; not set after an exceptional halt
	Output              []byte // return or revert data; empty after an exceptional halt
}

// FrameKind is how a frame was entered.
type FrameKind uint8

// The kinds of frames. Root is a transaction's.
const (
	Root FrameKind = iota
	Call
	CallCode
	DelegateCall
	StaticCall
)

// CallOutcome is what became of a step of the CALL family. Zero for other steps, and for a call that halted or was not run.
type CallOutcome uint8

// Entered opened a frame. NoCode succeeded at once, with the transfer done. Precompile ran ecrecover or identity, which
// succeed always. NoBalance and DepthLimit failed before anything happened: 0 is pushed, the return data is empty.
const (
	Entered CallOutcome = iota + 1
	NoCode
	Precompile
	NoBalance
	DepthLimit
)

// TxResult is the outcome of one transaction.
type TxResult struct {
	RootFrame int // -1: the recipient has no code
	Success   bool
	Output    []byte // return or revert data
}

// Log is one LOG step's record.
type Log struct {
	Frame, Step, Tx int
	Address         Address
	Topics          []Word
	Data            []byte
	Kept            bool // false: a frame around it failed
}
