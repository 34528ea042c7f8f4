// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/evm"
)

// statements of random programs; a lower-case word stands for any of its meanings.
var statements = strings.Split(`length offset length offset value who gas CALL
length offset length offset value who gas CALL
0 0 0 0 value `+helperWord+` gas CALL
length offset length offset value who gas CALLCODE
length offset length offset who gas DELEGATECALL
length offset length offset who gas STATICCALL
number key SSTORE
number key TSTORE
number offset MSTORE
number length offset LOG1
length from offset RETURNDATACOPY
number number JUMPI
JUMPDEST
push
push
anything
length offset end`, "\n")

var meanings = map[string][]string{
	"length": {"0", "0", "1", "32", "33"},
	"offset": {"0", "0", "1", "5", "32"},
	"from":   {"0", "0", "0", "1", "0 NOT"},
	"key":    {"0", "1"},
	"value":  {"0", "0", "1", "2", "9", "CALLVALUE", "SELFBALANCE", "0 NOT", "0x0100000000000000000000000000000000", "0x80000000000000000000000000000000"},
	"who":    {helperWord, helperWord, "ADDRESS", "CALLER", "0xdd00", "4", "4", "0xffffffffffffffffffffffff0000000000000000000000000000000000000004"},
	"gas":    {"GAS", "GAS", "0", "2300", "2301", "0x0100000000000000000000000000000000"},
	"number": {"0", "0", "1", "9", "33", "60", "0 NOT", "0x0100000000000000000000000000000005", "CALLER"},
	"push":   {"SELFBALANCE", "4 BALANCE", "RETURNDATASIZE", "0 SLOAD", "0 TLOAD", "CALLDATASIZE", "PC"},
	"anything": {"POP", "ADD", "DUP3", "SWAP2", "SSTORE", "JUMP", "CALL", "GAS CALL", "GAS STATICCALL", "LOG2", "CREATE", "CREATE2", "RETURN", "REVERT",
		"INVALID", "STOP", "ADDMOD"},
	"end": {"RETURN", "REVERT"},
}

// randomCode is up to n statements.
func randomCode(random *rand.Rand, n int) string {
	var code []string
	for range 1 + random.IntN(n) {
		for _, word := range strings.Fields(statements[random.IntN(len(statements))]) {
			if choice := meanings[word]; choice != nil {
				word = choice[random.IntN(len(choice))]
			}
			code = append(code, word)
		}
	}
	return strings.Join(code, " ")
}

// TestCircuit_ProvesRandomPrograms: what the interpreter runs, the circuit runs, too; mostly calls, payments and halts.
func TestCircuit_ProvesRandomPrograms(t *testing.T) {
	shape := TestShape()
	shape.Pushes, shape.Drains, shape.Frames, shape.Calls, shape.Halts = 120, 60, 16, 14, 12
	shape.OtherBytes, shape.Bytes, shape.Rom, shape.StorageWrites, shape.ReturnSizes = 930, 600, 600, 16, 8
	system := compileMuted(t, shape, "keccak")
	random, solved, halted := rand.New(rand.NewPCG(1, 2)), 0, 0
	tries := fuzzTries(t)
	for range tries {
		p := program{helper: randomCode(random, 6), targetBalance: uint64(random.IntN(10)), value: uint64(random.IntN(3))}
		p.code = "CALLER " + helperWord + " EQ :inner JUMPI " + randomCode(random, 6) + " STOP inner: " + randomCode(random, 3)
		in := p.input(t)
		in.Preserved = true
		trace, err := evm.Run(in.Scenario, in.New, evm.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if trace.Inconclusive != nil {
			continue
		}
		c, err := Assign(shape, in, [runs]*evm.Trace{trace, trace}, testBlinds, fr.NewElement(1234567))
		if IsInconclusive(err) {
			continue
		}
		if err == nil {
			err = system.solve(c)
		}
		if err != nil {
			t.Errorf("%v: target %q, helper %q, balance %d, value %d", err, p.code, p.helper, p.targetBalance, p.value)
		}
		solved++
		halted += bit(len(used(c.Halts)) > 0)
	}
	if solved < tries/2 || halted < tries/10 {
		t.Errorf("of %d programs %d can be proven, and %d halt", tries, solved, halted)
	}
}
