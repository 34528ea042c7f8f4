// SPDX-License-Identifier: Apache-2.0

package evm

import "fmt"

// system holds the opcodes that log, call, create and destroy.
func system() map[byte]operation {
	group := map[byte]operation{
		0xf0: {name: "CREATE", pops: 3, pushes: 1, run: create},
		0xf1: {name: "CALL", pops: 7, pushes: 1, run: call},
		0xf2: {name: "CALLCODE", pops: 7, pushes: 1, run: call},
		0xf4: {name: "DELEGATECALL", pops: 6, pushes: 1, run: call},
		0xf5: {name: "CREATE2", pops: 4, pushes: 1, run: create},
		0xfa: {name: "STATICCALL", pops: 6, pushes: 1, run: call},
		0xff: {name: "SELFDESTRUCT", pops: 1, run: selfdestruct},
	}
	for n := range 5 {
		group[byte(opLog0+n)] = operation{name: fmt.Sprintf("LOG%d", n), pops: 2 + n, run: log}
	}
	return group
}

func log(a *activation, step *Step) error {
	if a.frame.Static {
		return Static
	}
	source, err := a.touch(&step.Pops[0], &step.Pops[1])
	if err != nil {
		return err
	}
	data, err := a.kept(source)
	if err != nil {
		return err
	}
	a.m.trace.Logs = append(a.m.trace.Logs, Log{Frame: a.index, Step: a.step, Tx: a.frame.Tx, Address: a.frame.Self,
		Topics: step.Pops[2:], Data: data, Kept: true})
	return nil
}

// create is supported only where it fails, whatever it would create.
func create(a *activation, step *Step) error {
	if a.frame.Static {
		return Static
	}
	if a.frame.Stipend {
		return Stipend
	}
	return inconclusive(CauseCreate, "%s at byte %d of the code of %s", OpcodeName(step.Op), step.PC, a.frame.CodeAddress)
}

func selfdestruct(a *activation, step *Step) error {
	if a.frame.Static {
		return Static
	}
	return inconclusive(CauseSelfdestruct, "SELFDESTRUCT at byte %d of the code of %s", step.PC, a.frame.CodeAddress)
}
