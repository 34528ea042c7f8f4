// SPDX-License-Identifier: Apache-2.0

package guard

// A template stands for one arithmetic instruction of old code plus an overflow check, as EVMPatch emits it. Its first
// row fetches the old instruction and moves p past it; the stack is again that of old code where it leaves the template.
type template struct {
	replaces int   // opcode of the old instruction
	steps    []int // opcodes; target marks the two data bytes of a PUSH2 before a JUMPI
	targets  []Mode
}

// target stands for one data byte of a jump target.
const target = -1

// checkedAdd leaves a+b, or fails when the sum wraps:
//
//	DUP1 SWAP2 ADD DUP1 SWAP2 SWAP1 LT ISZERO PUSH2 ok JUMPI <fail> ok: JUMPDEST
var checkedAdd = template{
	replaces: opAdd,
	steps:    []int{opDup1, opSwap2, opAdd, opDup1, opSwap2, opSwap1, opLT, opIsZero, opPush2, target, target, opJumpi},
	targets:  []Mode{Neutral},
}

// checkedMul leaves a·b, or fails when the product divided by a is not b; a = 0 goes to zero:
//
//	DUP1 ISZERO PUSH2 zero JUMPI DUP2 DUP2 MUL SWAP1 DUP2 DIV SWAP1 SWAP2 EQ PUSH2 ok JUMPI <fail>
//	zero: JUMPDEST POP POP PUSH1 0 ok: JUMPDEST
var checkedMul = template{
	replaces: opMul,
	steps: []int{opDup1, opIsZero, opPush2, target, target, opJumpi, opDup2, opDup2, opMul, opSwap1, opDup2, opDiv,
		opSwap1, opSwap2, opEQ, opPush2, target, target, opJumpi},
	targets: []Mode{ZeroProduct, Neutral},
}

func templateRules() []Rule {
	next := firstStep
	var rules []Rule
	for _, t := range []template{checkedAdd, checkedMul} {
		var own []Rule
		own, next = t.rules(next)
		rules = append(rules, own...)
	}
	return append(rules, zeroProductRules(next)...)
}

// rules numbers the steps from next on and returns the first free number.
func (t template) rules(next Mode) ([]Rule, Mode) {
	var rules []Rule
	for _, in := range []Mode{Copying, Neutral} {
		rules = append(rules, Rule{In: in, V: t.steps[0], E: 1, Out: next, U: t.replaces, Advance: true})
	}
	jumps := 0
	for i, op := range t.steps[1:] {
		step := Rule{In: next, V: op, E: 1 + PushLength(op), Out: next + 1}
		switch {
		case op == target:
			for v := range 256 {
				rules = append(rules, Rule{In: next, V: v, Out: next + 1, Data: true})
			}
			next++
			continue
		case op == opJumpi:
			step.Jump, step.Target = true, t.targets[jumps]
			jumps++
		}
		if i == len(t.steps)-2 {
			step.Out = Failed
		}
		rules = append(rules, step)
		next++
	}
	return rules, next
}

// zeroProductRules drop both operands and leave the product zero.
func zeroProductRules(next Mode) []Rule {
	return []Rule{
		{In: ZeroProduct, V: opJumpdest, E: 1, Out: next, Entry: true, Target: ZeroProduct},
		{In: next, V: opPop, E: 1, Out: next + 1},
		{In: next + 1, V: opPop, E: 1, Out: next + 2},
		{In: next + 2, V: opPush0, E: 1, Out: Neutral},
		{In: next + 2, V: opPush1, E: 2, Out: next + 3},
		{In: next + 3, V: 0, Out: Neutral},
	}
}
