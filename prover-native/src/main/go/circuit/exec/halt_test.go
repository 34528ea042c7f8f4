// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"
	"strings"
	"testing"

	"suture.dev/prover-native/evm"
)

const (
	callsStatically = "7 0 SSTORE 0 0 0 0 " + helperWord + " GAS STATICCALL 1 ADD 0 SSTORE STOP"
	callsOnStipend  = "7 0 SSTORE 0 0 0 0 0 " + helperWord + " 2300 CALL 1 ADD 0 SSTORE STOP"
	callsRichly     = "7 0 SSTORE 0 0 0 0 0 " + helperWord + " GAS CALL 1 ADD 0 SSTORE STOP"
)

// haltPrograms has a helper, or the target itself, halt for each reason.
func haltPrograms() map[evm.Halt][]program {
	helpers := func(code string, helpers ...string) []program {
		var list []program
		for _, helper := range helpers {
			list = append(list, program{name: helper, code: code, helper: helper})
		}
		return list
	}
	return map[evm.Halt][]program{
		evm.Static: helpers(callsStatically,
			"5 0 SSTORE STOP", "5 0 TSTORE STOP", "0 0 LOG0 STOP", "1 0 0 LOG1 STOP", "1 2 0 0 LOG2 STOP", "1 2 3 0 0 LOG3 STOP", "1 2 3 4 0 0 LOG4 STOP",
			"0 0 0 0 1 0xdd00 GAS CALL STOP", "0 0 0 0 0x0100000000000000000000000000000000 0xdd00 5 CALL STOP", "0 0 0 CREATE STOP", "0 0 0 0 CREATE2 STOP", "0 SELFDESTRUCT"),
		evm.Stipend: helpers(callsOnStipend,
			"3 0 TSTORE 5 0 SSTORE STOP", "0 0 0 0 1 0xdd00 GAS CALL STOP", "0 0 0 0 1 0xdd00 GAS CALLCODE STOP", "0 0 0 CREATE STOP", "0 0 0 0 CREATE2 STOP"),
		evm.ReturnDataBounds: append(helpers(callsRichly, "5 0 SSTORE 1 0 0 RETURNDATACOPY STOP", "0 NOT 1 0 RETURNDATACOPY STOP", "0 0 NOT 0 RETURNDATACOPY STOP"),
			program{name: "of a call", helper: "32 0 RETURN", code: "0 0 0 0 " + helperWord + " GAS STATICCALL 30 2 0 RETURNDATACOPY 3 30 0 RETURNDATACOPY STOP"}),
		evm.StackUnderflow: append(helpers(callsRichly,
			"5 0 SSTORE POP", "1 ADD STOP", "1 SWAP1", "1 2 DUP3", "1 SSTORE", "1 RETURN", "1 REVERT", "JUMP", "1 JUMPI", "1 1 RETURNDATACOPY", "1 1 1 1 1 GAS CALL", "GAS STATICCALL"),
			program{name: "of the first frame", code: "5 0 SSTORE 1 1 ADDMOD", value: 5}),
		evm.BadJump: append(helpers(callsRichly,
			"5 0 SSTORE 0 JUMP STOP", "1 JUMP STOP", "99 JUMP", "0x5b5b 1 JUMP", "0 NOT JUMP", "0x010000000000000000000000000000000014 JUMP JUMPDEST STOP",
			"1 0 JUMPI STOP", "0 NOT 99 JUMPI", "0x0100000000000000000000000000000000 1 JUMPI"),
			program{name: "to the end of the code", code: "5 0 SSTORE 8 JUMP"}),
	}
}

// TestCircuit_ProvesHalts: the interpreter has a frame halt for the reason, and the circuit, too.
func TestCircuit_ProvesHalts(t *testing.T) {
	shape := TestShape()
	system := compileShape(t, shape)
	for reason, programs := range haltPrograms() {
		for _, p := range programs {
			t.Run(strings.ReplaceAll(reason.String()+" "+p.name, " ", "_"), func(t *testing.T) {
				in := p.input(t)
				in.Preserved = true
				c := assignInput(t, shape, in)
				halted := map[evm.Halt]int{}
				trace, err := evm.Run(in.Scenario, in.New, evm.Limits{})
				if err != nil {
					t.Fatal(err)
				}
				for i := range trace.Frames {
					halted[trace.Steps[trace.Frames[i].LastStep].Halt]++
				}
				if halted[reason] != 1 || len(used(c.Halts)) != runs {
					t.Errorf("frames by their halts: %v, rows for halts: %d", halted, len(used(c.Halts)))
				}
				if err := system.solve(c); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestCheck_RefusesStackOverflow: of what halts, this alone cannot be proven.
func TestCheck_RefusesStackOverflow(t *testing.T) {
	in := program{code: strings.Repeat("1 ", 1025)}.input(t)
	_, err := Check(in)
	var unsupported *UnsupportedError
	if !errors.As(err, &unsupported) || unsupported.What != "a frame that ends by stack overflow" {
		t.Errorf("got %v", err)
	}
}
