// SPDX-License-Identifier: Apache-2.0

package evm

// callOperands are the operands of the CALL family, and where in memory its data is.
type callOperands struct {
	kind          FrameKind
	gas, value    Word
	address       Address
	input, output span
}

// call runs an opcode of the CALL family.
func call(a *activation, step *Step) error {
	o := readOperands(step)
	sendsValue := !o.value.IsZero()
	if a.frame.Static && sendsValue && o.kind == Call {
		return Static
	}
	// CALLCODE moves no value, but costs as much as if it did.
	if a.frame.Stipend && sendsValue {
		return Stipend
	}
	if err := a.touchOperands(&o, step); err != nil {
		return err
	}
	a.returned = nil
	if a.frame.Depth == CallDepth {
		return a.failCall(step, DepthLimit)
	}
	if balance := a.m.state.balance(a.frame.Self); balance.Lt(&o.value) {
		return a.failCall(step, NoBalance)
	}
	if isPrecompile(o.address) {
		return a.callPrecompile(step, &o)
	}
	if err := a.m.refuseDelegated(o.address); err != nil {
		return err
	}
	if len(a.m.state.code(o.address)) == 0 {
		return a.callNobody(step, &o)
	}
	return a.callFrame(step, &o)
}

// callNobody calls an account without code, which succeeds and returns nothing.
func (a *activation) callNobody(step *Step, o *callOperands) error {
	input, err := a.kept(o.input)
	if err != nil {
		return err
	}
	a.transferForCall(o)
	callee := a.childFrame(o, input)
	callee.Success = true
	step.Call, step.Callee = NoCode, &callee
	a.push(step, new(Word).SetOne())
	return nil
}

func readOperands(step *Step) callOperands {
	o := callOperands{gas: step.Pops[0], address: AddressFromWord(&step.Pops[1])}
	switch step.Op {
	case opCall:
		o.kind, o.value = Call, step.Pops[2]
	case opCallCode:
		o.kind, o.value = CallCode, step.Pops[2]
	case opDelegateCall:
		o.kind = DelegateCall
	case opStaticCall:
		o.kind = StaticCall
	}
	return o
}

func (a *activation) touchOperands(o *callOperands, step *Step) (err error) {
	spans := step.Pops[len(step.Pops)-4:]
	if o.input, err = a.touch(&spans[0], &spans[1]); err != nil {
		return err
	}
	o.output, err = a.touch(&spans[2], &spans[3])
	return err
}

func (a *activation) failCall(step *Step, outcome CallOutcome) error {
	step.Call = outcome
	a.push(step, &Word{})
	return nil
}

// transferForCall does what a call without a frame does to the recipient: CALL and STATICCALL touch it.
func (a *activation) transferForCall(o *callOperands) {
	switch o.kind {
	case Call:
		a.m.state.transfer(a.frame.Self, o.address, &o.value)
	case StaticCall:
		a.m.state.touch(o.address)
	}
}

func (a *activation) callFrame(step *Step, o *callOperands) error {
	input, err := a.kept(o.input)
	if err != nil {
		return err
	}
	step.Call, step.Child = Entered, len(a.m.trace.Frames)
	index := a.step
	child, err := a.m.enter(a.childFrame(o, input))
	if err != nil {
		return err
	}
	frame := &a.m.trace.Frames[child]
	a.returned = frame.Output
	copy(a.view(o.output), frame.Output)
	var success Word
	a.push(&a.m.trace.Steps[index], setBool(&success, frame.Success))
	return nil
}

func (a *activation) childFrame(o *callOperands, input []byte) Frame {
	child := Frame{Tx: a.frame.Tx, Parent: a.index, CallStep: a.step, Kind: o.kind, CodeAddress: o.address,
		Self: o.address, Caller: a.frame.Self, Value: o.value, Input: input, Depth: a.frame.Depth + 1,
		Static: a.frame.Static || o.kind == StaticCall, Stipend: a.frame.Stipend || !o.gas.GtUint64(StipendGas)}
	switch o.kind {
	case Call:
		child.Transfer = o.value
	case CallCode:
		child.Self = a.frame.Self
	case DelegateCall:
		child.Self, child.Caller, child.Value = a.frame.Self, a.frame.Caller, a.frame.Value
	}
	return child
}
