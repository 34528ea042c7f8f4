// SPDX-License-Identifier: Apache-2.0

package outcome

import (
	"strings"

	"suture.dev/prover-native/evm"
)

// Statistics are sizes of one run, in the units that the capacities of a shape count.
type Statistics struct {
	Steps, Frames, FailedFrames    int
	MaxDepth, MaxStack             int            // MaxDepth is 1 when no frame calls another; MaxStack in words
	MaxMemoryBytes, MemoryBytes    int            // of the largest frame; of all frames
	KeccakPermutations             int            // of KECCAK256, 136 bytes each
	Loads, UnalignedLoads          int            // MLOAD; those at an offset that is no multiple of 32
	Stores, UnalignedStores        int            // MSTORE, likewise
	CopiedBytes                    map[string]int // by mnemonic of the copy opcode
	Calls                          int            // steps of the CALL family
	SLoads, SStores, Slots         int            // Slots: distinct pairs of account and slot
	Logs, LogBytes                 int            // LogBytes: data without topics
	CallDataBytes, ReturnDataBytes int            // over all frames, roots too
	Opcodes                        map[string]int // steps by mnemonic
	Halts                          map[evm.Halt]int
	StipendFrames                  int
}

// Stats measures a run.
func Stats(t *evm.Trace) Statistics {
	s := Statistics{Steps: len(t.Steps), Frames: len(t.Frames), Logs: len(t.Logs),
		CopiedBytes: map[string]int{}, Opcodes: map[string]int{}, Halts: map[evm.Halt]int{}}
	for i := range t.Frames {
		s.addFrame(&t.Frames[i])
	}
	type key struct {
		address evm.Address
		slot    evm.Word
	}
	slots := map[key]struct{}{}
	for i := range t.Steps {
		step := &t.Steps[i]
		name := evm.OpcodeName(step.Op)
		s.addStep(step, name)
		if (name == "SLOAD" || name == "SSTORE") && len(step.Pops) > 0 {
			slots[key{t.Frames[step.Frame].Self, step.Pops[0]}] = struct{}{}
		}
	}
	s.Slots = len(slots)
	for _, log := range t.Logs {
		s.LogBytes += len(log.Data)
	}
	return s
}

func (s *Statistics) addFrame(f *evm.Frame) {
	s.MaxDepth = max(s.MaxDepth, f.Depth+1)
	s.MaxMemoryBytes = max(s.MaxMemoryBytes, f.MemoryBytes)
	s.MemoryBytes += f.MemoryBytes
	s.CallDataBytes += len(f.Input)
	s.ReturnDataBytes += len(f.Output)
	if !f.Success {
		s.FailedFrames++
	}
	if f.Stipend {
		s.StipendFrames++
	}
}

func (s *Statistics) addStep(step *evm.Step, name string) {
	s.Opcodes[name]++
	s.MaxStack = max(s.MaxStack, step.Depth, step.Depth-len(step.Pops)+len(step.Pushes))
	if step.Halt != evm.None {
		s.Halts[step.Halt]++
		return
	}
	if len(step.Pops) == 0 {
		return
	}
	last := int(step.Pops[len(step.Pops)-1].Uint64())
	unaligned := 0
	if step.Pops[0].Uint64()%32 != 0 {
		unaligned = 1
	}
	switch {
	case name == "MLOAD":
		s.Loads++
		s.UnalignedLoads += unaligned
	case name == "MSTORE":
		s.Stores++
		s.UnalignedStores += unaligned
	case name == "KECCAK256":
		s.KeccakPermutations += last/136 + 1
	case strings.HasSuffix(name, "COPY"):
		s.CopiedBytes[name] += last
	case name == "SLOAD":
		s.SLoads++
	case name == "SSTORE":
		s.SStores++
	case evm.IsCall(step.Op):
		s.Calls++
	}
}
