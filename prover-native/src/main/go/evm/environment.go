// SPDX-License-Identifier: Apache-2.0

package evm

import "golang.org/x/crypto/sha3"

// environment holds the opcodes that read the frame, the transaction and other accounts.
func environment() map[byte]operation {
	return map[byte]operation{
		0x20: {name: "KECCAK256", pops: 2, pushes: 1, run: keccakOfMemory},
		0x30: value("ADDRESS", func(a *activation) Word { return a.frame.Self.Word() }),
		0x31: reading("BALANCE", func(a *activation, x *Word) Word { return a.m.state.balance(AddressFromWord(x)) }),
		0x32: value("ORIGIN", func(a *activation) Word { return a.m.scenario.Txs[a.frame.Tx].From.Word() }),
		0x33: value("CALLER", func(a *activation) Word { return a.frame.Caller.Word() }),
		0x34: value("CALLVALUE", func(a *activation) Word { return a.frame.Value }),
		0x35: reading("CALLDATALOAD", func(a *activation, x *Word) Word { return wordAt(a.frame.Input, x) }),
		0x36: value("CALLDATASIZE", func(a *activation) Word { return lengthOf(a.frame.Input) }),
		0x37: copying("CALLDATACOPY", func(a *activation) []byte { return a.frame.Input }),
		0x38: value("CODESIZE", func(a *activation) Word { return lengthOf(a.code) }),
		0x39: copying("CODECOPY", func(a *activation) []byte { return a.code }),
		0x3a: value("GASPRICE", func(*activation) Word { return Word{} }),
		0x3b: {name: "EXTCODESIZE", pops: 1, pushes: 1, run: extCodeSize},
		0x3c: {name: "EXTCODECOPY", pops: 4, run: extCodeCopy},
		0x3d: value("RETURNDATASIZE", func(a *activation) Word { return lengthOf(a.returned) }),
		0x3e: {name: "RETURNDATACOPY", pops: 3, run: returnDataCopy},
		0x3f: {name: "EXTCODEHASH", pops: 1, pushes: 1, run: extCodeHash},
		0x47: value("SELFBALANCE", func(a *activation) Word { return a.m.state.balance(a.frame.Self) }),
	}
}

// value is an opcode that pushes something known without operands.
func value(name string, f func(a *activation) Word) operation {
	return operation{name: name, pushes: 1, run: func(a *activation, step *Step) error {
		word := f(a)
		a.push(step, &word)
		return nil
	}}
}

// reading is an opcode with one operand and one result that reads the run's state.
func reading(name string, f func(a *activation, x *Word) Word) operation {
	return operation{name: name, pops: 1, pushes: 1, run: func(a *activation, step *Step) error {
		word := f(a, &step.Pops[0])
		a.push(step, &word)
		return nil
	}}
}

// copying is an opcode that copies bytes to memory, with zeros beyond their end.
func copying(name string, source func(a *activation) []byte) operation {
	return operation{name: name, pops: 3, run: func(a *activation, step *Step) error {
		destination, err := a.touch(&step.Pops[0], &step.Pops[2])
		if err != nil {
			return err
		}
		a.fill(destination, source(a), &step.Pops[1])
		return nil
	}}
}

func lengthOf(data []byte) (w Word) {
	w.SetUint64(uint64(len(data)))
	return w
}

// wordAt reads 32 bytes from the offset on, with zeros beyond the end.
func wordAt(data []byte, offset *Word) (w Word) {
	if !offset.LtUint64(uint64(len(data))) {
		return w
	}
	var bytes [32]byte
	copy(bytes[:], data[offset.Uint64():])
	w.SetBytes32(bytes[:])
	return w
}

func keccakOfMemory(a *activation, step *Step) error {
	input, err := a.touch(&step.Pops[0], &step.Pops[1])
	if err != nil {
		return err
	}
	digest := keccak(a.view(input))
	a.push(step, &digest)
	return nil
}

func keccak(data []byte) (digest Word) {
	h := sha3.NewLegacyKeccak256()
	h.Write(data)
	digest.SetBytes32(h.Sum(nil))
	return digest
}

// returnDataCopy halts where the others read zeros (EIP-211).
func returnDataCopy(a *activation, step *Step) error {
	end, overflow := new(Word).AddOverflow(&step.Pops[1], &step.Pops[2])
	if overflow || end.GtUint64(uint64(len(a.returned))) {
		return ReturnDataBounds
	}
	destination, err := a.touch(&step.Pops[0], &step.Pops[2])
	if err != nil {
		return err
	}
	a.fill(destination, a.returned, &step.Pops[1])
	return nil
}
