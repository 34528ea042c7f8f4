// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"errors"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/ecrecover"
	"suture.dev/prover-native/gadget/keccak"
)

// Parts of a shape, as errors and plans name them.
const (
	partSteps, partTargetCode, partOtherCode, partCodes      = "steps", "bytes of target code", "bytes of other code", "codes"
	partKeccak, partCallData, partData                       = "keccak permutations", "bytes of call data", "bytes of data"
	partAccounts, partSlots, partTransientSlots, partTxs     = "accounts", "storage slots", "transient slots", "transactions"
	partPushes, partDrains, partFrames, partCalls            = "PUSH instructions", "words left on stacks", "frames", "calls"
	partPrecompiles, partRecoveries                          = "calls of precompiles", "different calls of ecrecover"
	partRefused, partPayments                                = "calls with more value than there is", "calls of precompiles with a value"
	partCells, partBytes                                     = "words of memory", "copied bytes"
	partLoads, partStores, partStore8s, partDataLoads        = "MLOADs", "MSTOREs", "MSTORE8s", "CALLDATALOADs"
	partHashes, partCopies, partReturnSizes                  = "KECCAK256s", "copies", "RETURNDATASIZEs"
	partModulars, partCounters, partStorageReads, partWrites = "ADDMODs and MULMODs", "PCs", "SLOADs and TLOADs", "SSTOREs and TSTOREs"
	partCodeCopied, partBalances, partCodeSizes              = "bytes read by CODECOPY", "BALANCEs", "EXTCODESIZEs"
	partOldLogs, partNewLogs                                 = "logs of the old run", "logs of the new run"
	partHalts                                                = "exceptional halts"
	partOutputs                                              = "words of return data in conditions"
	partHarm, partExpected                                   = "conditions of the harm", "conditions of what is expected" // of any shape
)

// Need is how much of each part two runs take.
type Need map[string]int

// Measure replays two traces and counts. A run that no shape can prove is an *UnsupportedError.
func Measure(in Input, traces [runs]*evm.Trace) (Need, error) {
	b, err := replay(boundless(), in, traces)
	if err != nil {
		return nil, err
	}
	need := Need{
		partTargetCode: max(len(in.Old), len(in.New)), partOtherCode: b.othersEnd, partCodes: len(b.codeBytes) + 1,
		partData: len(b.rom.bytes) - b.c.shape.CallData, partCallData: b.rom.callData, partSteps: b.steps + 1, partKeccak: permutations(b.messages()),
	}
	need[partRecoveries] = len(b.differentRecoveries())
	for part, n := range b.used {
		if part != partSteps {
			need[part] = n
		}
	}
	for part, n := range arithParts(arith.Need(b.facts)) {
		need[part] = n
	}
	return need, nil
}

// Fits tells whether the shape has room, and if not, for what.
func (s Shape) Fits(need Need) error {
	have := s.capacities()
	for _, c := range have {
		if n := need[c.part]; n > c.have {
			return &CapacityError{c.part, n, c.have}
		}
	}
	return nil
}

// Choose gives the smallest shape that has room for the runs; where none has, what the largest lacks.
func Choose(need Need) (Shape, error) {
	var err error
	for _, s := range Shapes() {
		if err = s.Fits(need); err == nil {
			return s, nil
		}
	}
	return Shape{}, err
}

type capacity struct {
	part string
	have int
}

func (s Shape) capacities() []capacity {
	list := []capacity{
		{partSteps, s.Rows}, {partTargetCode, s.CodeBytes}, {partOtherCode, chunksOf(s.OtherBytes) * 31}, {partCodes, s.Codes}, {partKeccak, s.Keccak},
		{partCallData, s.CallData}, {partData, s.Rom - s.CallData}, {partAccounts, s.Accounts}, {partSlots, s.Slots}, {partTxs, s.Txs},
		{partPushes, s.Pushes}, {partDrains, s.Drains}, {partFrames, s.Frames}, {partCalls, s.Calls}, {partPrecompiles, s.Precompiles}, {partRecoveries, s.Recoveries},
		{partRefused, s.Refused}, {partPayments, s.Payments}, {partCells, s.Cells}, {partBytes, s.Bytes},
		{partLoads, s.Loads}, {partStores, s.Stores}, {partStore8s, s.Store8s}, {partDataLoads, s.DataLoads}, {partHashes, s.Hashes},
		{partCopies, s.Copies}, {partReturnSizes, s.ReturnSizes}, {partModulars, s.Modulars}, {partCounters, s.Counters},
		{partStorageReads, s.StorageReads}, {partWrites, s.StorageWrites}, {partBalances, s.Balances}, {partCodeSizes, s.CodeSizes},
		{partOldLogs, s.Logs}, {partNewLogs, s.Logs}, {partTransientSlots, s.Transients}, {partCodeCopied, s.CodeCopied},
		{partOutputs, s.Outputs},
		{partHalts, s.Halts},
	}
	for part, n := range arithParts(s.Arith) {
		list = append(list, capacity{part, n})
	}
	return list
}

func arithParts(c arith.Capacity) map[string]int {
	return map[string]int{
		"ALU facts": c.ALU, "MUL facts": c.Mul, "bitwise facts": c.Bitwise, "shift facts": c.Shift, "comparison facts": c.Compare,
		"signed facts": c.Signed, "BYTE facts": c.Byte, "SIGNEXTEND facts": c.Extend, "CLZ facts": c.Clz, "modular facts": c.Mod3, "EXP facts": c.Exp,
	}
}

// boundless has room for whatever the interpreter runs in its default limits and could be proven at all.
func boundless() Shape {
	s := Shape{
		Name: "boundless", Rows: 1 << 16, CodeBytes: 24576, OtherBytes: 1 << 18, Codes: 256, Keccak: 2, Rom: 1 << 17, CallData: 1 << 16,
	}
	for _, n := range []*int{
		&s.Accounts, &s.Slots, &s.Txs, &s.Frames, &s.Calls, &s.Refused, &s.Precompiles, &s.Payments, &s.Logs, &s.Modulars, &s.Counters, &s.Balances,
		&s.CodeSizes, &s.Copies, &s.ReturnSizes, &s.Store8s, &s.Hashes, &s.DataLoads, &s.StorageReads, &s.StorageWrites, &s.Transients, &s.Outputs,
		&s.Halts,
	} {
		*n = 1 << 11
	}
	for _, n := range []*int{&s.Pushes, &s.Drains, &s.Cells, &s.Loads, &s.Stores} {
		*n = 1 << 12
	}
	s.Bytes, s.CodeCopied = 1<<17, 1<<14
	return s
}

// IsInconclusive tells whether an error says that the runs cannot be proven: in this shape, or in any.
func IsInconclusive(err error) bool {
	var capacity *CapacityError
	var unsupported *UnsupportedError
	var inconclusive *Inconclusive
	return errors.As(err, &capacity) || errors.As(err, &unsupported) || errors.As(err, &inconclusive)
}

// messages lists the different messages that the runs hash, and the public keys that ecrecover hashes.
func (b *builder) messages() []keccak.Message {
	var list []keccak.Message
	seen := map[string]bool{}
	add := func(message keccak.Message) {
		if !seen[string(message)] {
			seen[string(message)] = true
			list = append(list, message)
		}
	}
	for _, h := range b.hashes {
		add(h.message)
	}
	for _, key := range ecrecover.Messages(b.recoveries) {
		add(key)
	}
	return list
}

func (b *builder) differentRecoveries() map[ecrecover.Call]bool {
	calls := map[ecrecover.Call]bool{}
	for _, c := range b.recoveries {
		calls[c] = true
	}
	return calls
}
