// SPDX-License-Identifier: Apache-2.0

package evm

import "errors"

// activation is a frame while it runs.
type activation struct {
	m        *machine
	frame    Frame // what it was entered with; results go to the trace
	index    int   // in Trace.Frames
	step     int   // in Trace.Steps, of the current step
	code     []byte
	pc       int
	stack    []Word
	memory   []byte // length a multiple of 32
	returned []byte // RETURNDATA
	done     bool
	reverted bool
	output   []byte
}

// enter runs a frame to its end and returns its index. The error is Inconclusive.
func (m *machine) enter(frame Frame) (int, error) {
	index, logs, snapshot := len(m.trace.Frames), len(m.trace.Logs), m.state.snapshot()
	frame.FirstStep = len(m.trace.Steps)
	frame.LastStep = frame.FirstStep
	m.trace.Frames = append(m.trace.Frames, frame)
	if frame.Kind == Root || frame.Kind == Call {
		m.state.transfer(frame.Caller, frame.Self, &frame.Transfer)
	}
	if frame.Kind == StaticCall {
		m.state.touch(frame.Self)
	}
	a := &activation{m: m, frame: frame, index: index, code: m.state.code(frame.CodeAddress)}
	halted, err := a.run()
	result := &m.trace.Frames[index]
	result.LastStep, result.MemoryBytes = a.step, len(a.memory)
	if err != nil {
		return index, err
	}
	result.Success, result.Reverted, result.Output = !halted && !a.reverted, a.reverted, a.output
	if !result.Success {
		m.state.revert(snapshot)
		for i := logs; i < len(m.trace.Logs); i++ {
			m.trace.Logs[i].Kept = false
		}
	}
	return index, nil
}

// run executes steps until the frame ends, and tells whether it ended by an exceptional halt.
func (a *activation) run() (halted bool, err error) {
	for !a.done {
		err := a.next()
		var halt Halt
		if errors.As(err, &halt) {
			a.m.trace.Steps[a.step].Halt = halt
			return true, nil
		}
		if err != nil {
			return false, err
		}
	}
	return false, nil
}

// next executes one step. The error is a Halt or Inconclusive.
func (a *activation) next() error {
	steps := &a.m.trace.Steps
	if len(*steps) >= a.m.limits.Steps {
		return inconclusive(CauseSteps, "more than %d steps", a.m.limits.Steps)
	}
	step := Step{Frame: a.index, PC: a.pc, Depth: len(a.stack), Child: -1}
	if a.pc < len(a.code) {
		step.Op = a.code[a.pc]
	}
	a.step = len(*steps)
	*steps = append(*steps, step)

	operation := &operations[step.Op]
	if operation.run == nil {
		return InvalidOpcode
	}
	if len(a.stack) < operation.reads {
		return StackUnderflow
	}
	if len(a.stack)-operation.pops+operation.pushes > StackLimit {
		return StackOverflow
	}
	(*steps)[a.step].Pops = a.pop(operation.pops)
	a.pc++
	current := a.step
	if err := operation.run(a, &(*steps)[current]); err != nil {
		return err
	}
	// A call has run its child's steps meanwhile: the slice may lie elsewhere now.
	a.stack = append(a.stack, (*steps)[current].Pushes...)
	return nil
}

// pop takes n words, top first.
func (a *activation) pop(n int) []Word {
	if n == 0 {
		return nil
	}
	popped := a.m.newWords(n)
	for i := range popped {
		popped[i] = a.stack[len(a.stack)-1-i]
	}
	a.stack = a.stack[:len(a.stack)-n]
	return popped
}

// push makes the step's result. Its caller's step pushes it when the opcode has run.
func (a *activation) push(step *Step, word *Word) {
	step.Pushes = a.m.newWords(1)
	step.Pushes[0] = *word
}
