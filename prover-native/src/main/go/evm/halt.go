// SPDX-License-Identifier: Apache-2.0

package evm

// Halt is why a step ended its frame exceptionally: all effects of the frame are undone, it has no return data.
type Halt uint8

// The exceptional halts. A step meets the conditions in this order; only the first is reported.
const (
	None             Halt = iota
	InvalidOpcode         // INVALID, or a byte that is no opcode
	StackUnderflow        // fewer operands than the opcode reads
	StackOverflow         // more than StackLimit words afterwards
	Static                // a write in a static frame
	Stipend               // a write that no frame with 2,300 gas can pay
	BadJump               // not to a JUMPDEST instruction
	ReturnDataBounds      // RETURNDATACOPY beyond the return data
)

var haltNames = [...]string{"none", "invalid opcode", "stack underflow", "stack overflow", "write in a static frame",
	"write in a stipend frame", "bad jump destination", "return data out of bounds"}

func (h Halt) String() string { return haltNames[h] }

// Error lets an opcode return its halt as an error.
func (h Halt) Error() string { return haltNames[h] }
