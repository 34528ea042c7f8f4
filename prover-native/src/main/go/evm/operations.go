// SPDX-License-Identifier: Apache-2.0

package evm

import "fmt"

// operation is how one opcode behaves. An operation without run is no opcode.
type operation struct {
	name   string
	reads  int // words that must be on the stack
	pops   int // of them, words taken into Step.Pops before run
	pushes int // words in Step.Pushes after run
	run    func(a *activation, step *Step) error
}

var operations [256]operation

func init() {
	for _, group := range []map[byte]operation{arithmetic(), environment(), block(), memoryAndStorage(), control(), system()} {
		for op, definition := range group {
			definition.reads = max(definition.reads, definition.pops)
			operations[op] = definition
		}
	}
}

// OpcodeName returns the mnemonic, and for a byte that is no opcode "0x" and two digits.
func OpcodeName(op byte) string {
	if op == opInvalid {
		return "INVALID"
	}
	if name := operations[op].name; name != "" {
		return name
	}
	return fmt.Sprintf("0x%02x", op)
}

// Reads is how many words an opcode needs on the stack; 0 for a byte that is no opcode.
func Reads(op byte) int { return operations[op].reads }

// The opcodes that are met by value.
const (
	opIsZero       = 0x15
	opJumpDest     = 0x5b
	opPush1        = 0x60
	opPush32       = 0x7f
	opDup1         = 0x80
	opSwap1        = 0x90
	opLog0         = 0xa0
	opCall         = 0xf1
	opCallCode     = 0xf2
	opDelegateCall = 0xf4
	opStaticCall   = 0xfa
	opInvalid      = 0xfe
)

// IsCall tells whether the opcode is of the CALL family.
func IsCall(op byte) bool {
	return op == opCall || op == opCallCode || op == opDelegateCall || op == opStaticCall
}
