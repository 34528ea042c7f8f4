// SPDX-License-Identifier: Apache-2.0

package evm

// memoryAndStorage holds the opcodes that read and write memory, storage and transient storage.
func memoryAndStorage() map[byte]operation {
	return map[byte]operation{
		0x51: {name: "MLOAD", pops: 1, pushes: 1, run: mload},
		0x52: {name: "MSTORE", pops: 2, run: mstore},
		0x53: {name: "MSTORE8", pops: 2, run: mstore8},
		0x54: reading("SLOAD", func(a *activation, slot *Word) Word { return a.m.state.load(a.frame.Self, slot) }),
		0x55: {name: "SSTORE", pops: 2, run: sstore},
		0x59: value("MSIZE", func(a *activation) Word { return lengthOf(a.memory) }),
		0x5c: reading("TLOAD", func(a *activation, slot *Word) Word { return a.m.state.transient[slotKey{a.frame.Self, *slot}] }),
		0x5d: {name: "TSTORE", pops: 2, run: tstore},
		0x5e: {name: "MCOPY", pops: 3, run: mcopy},
	}
}

var (
	wordLength = fromUint64(32)
	byteLength = fromUint64(1)
)

func mload(a *activation, step *Step) error {
	source, err := a.touch(&step.Pops[0], &wordLength)
	if err != nil {
		return err
	}
	var word Word
	a.push(step, word.SetBytes32(a.view(source)))
	return nil
}

func mstore(a *activation, step *Step) error {
	destination, err := a.touch(&step.Pops[0], &wordLength)
	if err != nil {
		return err
	}
	step.Pops[1].WriteToSlice(a.view(destination))
	return nil
}

func mstore8(a *activation, step *Step) error {
	destination, err := a.touch(&step.Pops[0], &byteLength)
	if err != nil {
		return err
	}
	a.view(destination)[0] = byte(step.Pops[1].Uint64())
	return nil
}

func mcopy(a *activation, step *Step) error {
	length := &step.Pops[2]
	destination, err := a.touch(&step.Pops[0], length)
	if err != nil {
		return err
	}
	source, err := a.touch(&step.Pops[1], length)
	if err != nil {
		return err
	}
	copy(a.view(destination), a.view(source))
	return nil
}

func sstore(a *activation, step *Step) error {
	if a.frame.Static {
		return Static
	}
	// SSTORE fails with 2,300 gas left or less, even where it would cost less (EIP-2200).
	if a.frame.Stipend {
		return Stipend
	}
	a.m.state.store(a.frame.Self, step.Pops[0], step.Pops[1])
	return nil
}

// tstore costs 100 gas, so a stipend frame may do it.
func tstore(a *activation, step *Step) error {
	if a.frame.Static {
		return Static
	}
	a.m.state.storeTransient(a.frame.Self, step.Pops[0], step.Pops[1])
	return nil
}
