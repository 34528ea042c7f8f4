// SPDX-License-Identifier: Apache-2.0

package guard

// Mode is what a row of appended code may do next. Neutral modes (Copying, Neutral, Pushed) stand between instructions.
type Mode int

const (
	// Unused marks a row that fills the table up.
	Unused Mode = iota
	// Copying: the row before copied a byte of old code.
	Copying
	// Neutral: the row before belonged to a guard.
	Neutral
	// Pushed: the instruction before was a PUSH of a guard, and the immediate is known.
	Pushed
	// RevertData1, RevertOne, RevertData2, RevertTwo build the operands of a revert with empty data.
	RevertData1
	RevertOne
	RevertData2
	RevertTwo
	// Failed: only a revert with empty data may follow.
	Failed
	// ZeroProduct is where the checked multiplication goes when its first operand is zero.
	ZeroProduct
	// firstStep is the first of the modes inside a template; the table below numbers them.
	firstStep
)

// Rule allows one byte of appended code in one mode. The search and the circuit share this one table: a row of the
// circuit is correct when its tuple is in it and the flagged conditions hold.
type Rule struct {
	In   Mode // mode of this row
	V    int  // byte of new code
	E    int  // 0 for push data, 1 + push length for an instruction
	Out  Mode // mode of the next row
	U    int  // byte of old code fetched at p when Advance is set, otherwise 0
	DH   int  // change of the number of values the guard holds on the stack
	MinH int  // values of its own the instruction touches

	Advance  bool // old[p] = U, p moves on by one; demands h = 0
	Terminal bool // control never falls through to the next row
	Entry    bool // a JUMPDEST: provides entry (q, p, h, Target)
	Jump     bool // jumps to the immediate of the row before: needs entry (imm, p, h+DH, Target)
	Continue bool // jumps back to old code: the immediate of the row before is p, and h+DH = 0
	Sload    bool // the immediate of the row before is a declared slot
	Data     bool // push data: imm = 256·imm + V; every other row has imm = 0
	Target   Mode // Neutral or ZeroProduct where Entry or Jump is set
}

// Opcodes named in rules.
const (
	opStop         = 0x00
	opAdd          = 0x01
	opMul          = 0x02
	opDiv          = 0x04
	opLT           = 0x10
	opEQ           = 0x14
	opIsZero       = 0x15
	opAnd          = 0x16
	opCalldataLoad = 0x35
	opCalldataSize = 0x36
	opPop          = 0x50
	opSload        = 0x54
	opJump         = 0x56
	opJumpi        = 0x57
	opJumpdest     = 0x5b
	opPush0        = 0x5f
	opPush1        = 0x60
	opPush2        = 0x61
	opPush32       = 0x7f
	opDup1         = 0x80
	opDup2         = 0x81
	opSwap1        = 0x90
	opSwap2        = 0x91
	opReturn       = 0xf3
	opRevert       = 0xfd
	opInvalid      = 0xfe
	opSelfdestruct = 0xff
)

// operands gives how many stack values a pure instruction takes; each leaves one.
var operands = map[int]int{
	0x01: 2, 0x02: 2, 0x03: 2, 0x04: 2, 0x05: 2, 0x06: 2, 0x07: 2, 0x08: 3, 0x09: 3, 0x0a: 2, 0x0b: 2,
	0x10: 2, 0x11: 2, 0x12: 2, 0x13: 2, 0x14: 2, 0x15: 1, 0x16: 2, 0x17: 2, 0x18: 2, 0x19: 1, 0x1a: 2, 0x1b: 2, 0x1c: 2, 0x1d: 2,
	opCalldataLoad: 1, opCalldataSize: 0,
}

var neutralModes = []Mode{Copying, Neutral, Pushed}

// PushLength is the number of immediate bytes of an opcode.
func PushLength(op int) int {
	if op >= opPush1 && op <= opPush32 {
		return op - opPush0
	}
	return 0
}

// EndsFlow tells whether an instruction never falls through: jumps, halts and undefined opcodes.
func EndsFlow(op int) bool {
	switch op {
	case opStop, opJump, opReturn, opRevert, opInvalid, opSelfdestruct:
		return true
	}
	return !Defined(op)
}

// Defined tells whether an opcode exists in Osaka.
func Defined(op int) bool {
	switch {
	case op <= 0x0b, op >= 0x10 && op <= 0x1e, op == 0x20, op >= 0x30 && op <= 0x4a, op >= 0x50 && op <= 0xa4:
		return true
	case op >= 0xf0 && op <= 0xf5, op == 0xfa, op >= 0xfd:
		return true
	}
	return false
}

// Rules is the constant table, in an order that never changes between runs.
func Rules() []Rule { return table }

var table = buildTable()

func buildTable() []Rule {
	rules := unusedRules()
	rules = append(rules, copyRules()...)
	for _, in := range neutralModes {
		rules = append(rules, guardRules(in)...)
	}
	rules = append(rules, pushedRules()...)
	rules = append(rules, revertRules()...)
	return append(rules, templateRules()...)
}

func unusedRules() []Rule {
	var rules []Rule
	for op := range 256 {
		rules = append(rules, Rule{In: Unused, V: op, E: 1 + PushLength(op), Terminal: true})
	}
	return rules
}

func copyRules() []Rule {
	var rules []Rule
	for v := range 256 {
		rules = append(rules,
			Rule{In: Copying, V: v, U: v, Out: Copying, Advance: true},
			Rule{In: Copying, V: v, U: v, E: 1 + PushLength(v), Out: Copying, Advance: true, Terminal: EndsFlow(v)},
			Rule{In: Neutral, V: v, U: v, E: 1 + PushLength(v), Out: Copying, Advance: true, Terminal: EndsFlow(v)})
	}
	return rules
}

// guardRules are the pure instructions a guard may use, each only on values it pushed itself; DUP may also read below.
func guardRules(in Mode) []Rule {
	rules := []Rule{
		{In: in, V: opJumpdest, E: 1, Out: Neutral, Entry: true, Target: Neutral},
		{In: in, V: opPop, E: 1, Out: Neutral, MinH: 1, DH: -1},
		{In: in, V: opPush0, E: 1, Out: Pushed, DH: 1},
	}
	for op := opPush1; op <= opPush32; op++ {
		rules = append(rules, Rule{In: in, V: op, E: 1 + PushLength(op), Out: Pushed, DH: 1})
	}
	for k := range 16 {
		rules = append(rules,
			Rule{In: in, V: opDup1 + k, E: 1, Out: Neutral, DH: 1},
			Rule{In: in, V: opSwap1 + k, E: 1, Out: Neutral, MinH: k + 2})
	}
	for op := range 256 {
		if n, pure := operands[op]; pure {
			rules = append(rules, Rule{In: in, V: op, E: 1, Out: Neutral, MinH: n, DH: 1 - n})
		}
	}
	return rules
}

// pushedRules need the constant that was pushed just before.
func pushedRules() []Rule {
	rules := []Rule{
		{In: Pushed, V: opSload, E: 1, Out: Neutral, MinH: 1, Sload: true},
		{In: Pushed, V: opJumpi, E: 1, Out: Neutral, MinH: 2, DH: -2, Jump: true, Target: Neutral},
		{In: Pushed, V: opJump, E: 1, MinH: 1, DH: -1, Terminal: true, Jump: true, Target: Neutral},
		{In: Pushed, V: opJump, E: 1, MinH: 1, DH: -1, Terminal: true, Continue: true},
	}
	for v := range 256 {
		rules = append(rules, Rule{In: Pushed, V: v, Out: Pushed, Data: true})
	}
	return rules
}

// revertRules spell REVERT(0, 0) and INVALID, from any neutral mode or after a failed check.
func revertRules() []Rule {
	var rules []Rule
	for _, in := range append([]Mode{Failed}, neutralModes...) {
		rules = append(rules,
			Rule{In: in, V: opPush1, E: 2, Out: RevertData1},
			Rule{In: in, V: opPush0, E: 1, Out: RevertOne},
			Rule{In: in, V: opInvalid, E: 1, Terminal: true})
	}
	return append(rules,
		Rule{In: RevertData1, V: 0, Out: RevertOne},
		Rule{In: RevertOne, V: opDup1, E: 1, Out: RevertTwo},
		Rule{In: RevertOne, V: opPush0, E: 1, Out: RevertTwo},
		Rule{In: RevertOne, V: opPush1, E: 2, Out: RevertData2},
		Rule{In: RevertData2, V: 0, Out: RevertTwo},
		Rule{In: RevertTwo, V: opRevert, E: 1, Terminal: true})
}

// UnusedRule is the index of the rule for an unused row, which reads the opcode at offset 0.
func UnusedRule(op int) int { return op }
