// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// TestStatistics prints what the cases ask of a shape; with SUTURE_STATISTICS set, as a Markdown table.
func TestStatistics(t *testing.T) {
	samples := map[string][]int{}
	opcodes := map[string]int{}
	halts := map[evm.Halt]int{}
	exempt, stipend, precompiles := 0, 0, map[string]int{}
	for _, c := range loadCases(t) {
		for _, code := range c.New {
			for _, txs := range append([][]evm.Tx{c.Exploit}, c.Benign...) {
				both := map[string]int{}
				for _, one := range [][]byte{c.Old, code} {
					trace := run(t, c, txs, one)
					s := outcome.Stats(trace)
					measure(both, s)
					stipend += s.StipendFrames
					for name, n := range s.Opcodes {
						opcodes[name] += n
					}
					for halt, n := range s.Halts {
						halts[halt] += n
					}
					for i := range trace.Steps {
						step := &trace.Steps[i]
						if step.CodeViewExempt {
							exempt++
						}
						if step.Call == evm.Precompile {
							precompiles[step.Pops[1].Hex()]++
						}
					}
				}
				for name, n := range both {
					samples[name] = append(samples[name], n)
				}
			}
		}
	}
	if len(opcodes) < 80 {
		t.Errorf("%d distinct opcodes, expected at least 80", len(opcodes))
	}
	if os.Getenv("SUTURE_STATISTICS") == "" {
		return
	}
	fmt.Println("| metric | min | median | p90 | max |\n|---|---|---|---|---|")
	for _, name := range slices.Sorted(maps.Keys(samples)) {
		v := samples[name]
		slices.Sort(v)
		fmt.Printf("| %s | %d | %d | %d | %d |\n", name, v[0], v[len(v)/2], v[len(v)*9/10], v[len(v)-1])
	}
	fmt.Println(len(samples["steps"]), "scenarios;", len(opcodes), "opcodes:", opcodes)
	fmt.Println("halts", halts, "exempt code views", exempt, "stipend frames", stipend, "precompiles", precompiles)
}

// measure adds one run's sizes to those of both; maxima are kept as maxima.
func measure(both map[string]int, s outcome.Statistics) {
	for name, n := range map[string]int{"steps": s.Steps, "frames": s.Frames, "failed frames": s.FailedFrames,
		"memory bytes, all frames": s.MemoryBytes, "keccak permutations": s.KeccakPermutations, "MLOAD": s.Loads,
		"MLOAD unaligned": s.UnalignedLoads, "MSTORE": s.Stores, "MSTORE unaligned": s.UnalignedStores, "calls": s.Calls,
		"SLOAD": s.SLoads, "SSTORE": s.SStores, "distinct slots": s.Slots, "logs": s.Logs, "log bytes": s.LogBytes,
		"call data bytes": s.CallDataBytes, "return data bytes": s.ReturnDataBytes} {
		both[name] += n
	}
	for _, name := range []string{"CALLDATACOPY", "CODECOPY", "RETURNDATACOPY", "EXTCODECOPY", "MCOPY"} {
		both["copied by "+name] += s.CopiedBytes[name]
	}
	for _, name := range []string{"ADD", "SUB", "MUL", "DIV", "SDIV", "MOD", "SMOD", "ADDMOD", "MULMOD", "EXP", "SIGNEXTEND",
		"LT", "GT", "SLT", "SGT", "EQ", "ISZERO", "AND", "OR", "XOR", "NOT", "BYTE", "SHL", "SHR", "SAR", "CLZ"} {
		both["op "+name] += s.Opcodes[name]
	}
	for name, n := range map[string]int{"max depth": s.MaxDepth, "max stack": s.MaxStack, "max memory bytes of a frame": s.MaxMemoryBytes} {
		both[name] = max(both[name], n)
	}
}
