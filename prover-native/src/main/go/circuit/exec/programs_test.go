// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/hex"
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// helperAddress has code that a program may call; see helperCode.
var helperAddress = evm.Address{0: 0xbb, 19: 3}

const helperWord = "0xbb00000000000000000000000000000000000003"

// program is a run of one transaction with the target's code, beside an account that it may call.
type program struct {
	name, code, helper string
	data               string
	value              uint64
	targetBalance      uint64
	blocked            string          // of the fuzzer: new code that reverts where the code does harm
	asked              func(in *Input) // conditions on its runs, and transactions for them
}

// programs runs every supported instruction at least once.
func programs() []program {
	return []program{
		{name: "arithmetic", code: "7 3 ADD 5 SUB 2 MUL 3 DIV 4 EXP 9 MOD 1 LT 1 GT ISZERO NOT 0xff AND 0x0f OR 3 XOR 2 SHL 1 SHR 0 SSTORE STOP"},
		{name: "signed", code: "1 0 SUB 2 0 SUB SDIV 3 SMOD 1 0 SUB SLT 1 SGT 0 SIGNEXTEND 2 BYTE 1 SAR CLZ 0 SSTORE STOP"},
		{name: "modular", code: "5 7 9 ADDMOD 11 13 17 MULMOD ADD 0 SSTORE STOP"},
		{name: "stack", code: "1 2 3 4 5 DUP1 DUP3 SWAP1 SWAP4 POP DUP5 ADD 0 SSTORE STOP"},
		{name: "push widths", code: "0x0102030405060708090a0b0c0d0e0f10 0 SSTORE 0x0102030405060708090a0b0c0d0e0f1011 1 SSTORE " +
			"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff 2 SSTORE PUSH0 3 SSTORE STOP"},
		{name: "truncated push at the end", code: "1 0 SSTORE 0x00"},
		{name: "jumps", code: "3 loop: 1 SWAP1 SUB DUP1 :loop JUMPI :end JUMP INVALID end: 0 SSTORE STOP"},
		{name: "jumpi not taken", code: "0 :end JUMPI 1 0 SSTORE end: STOP"},
		{name: "environment", code: "ADDRESS CALLER ADD ORIGIN ADD CALLVALUE ADD CALLDATASIZE ADD CODESIZE ADD NUMBER ADD TIMESTAMP ADD CHAINID ADD PC ADD GASPRICE ADD 0 SSTORE STOP"},
		{name: "block", code: "COINBASE PREVRANDAO ADD GASLIMIT ADD BASEFEE ADD 0 SSTORE STOP"},
		{name: "memory", code: "0x0102030405 7 MSTORE 3 MLOAD 0 SSTORE 0xab 5 MSTORE8 0 MLOAD 1 SSTORE STOP"},
		{name: "call data", code: "0 CALLDATALOAD 0 SSTORE 3 CALLDATALOAD 1 SSTORE 40 2 1 CALLDATACOPY 0 MLOAD 2 SSTORE STOP", data: "0102030405060708090a"},
		{name: "return", code: "0x1122 0 MSTORE 32 0 RETURN"},
		{name: "balances", code: "SELFBALANCE ADDRESS BALANCE ADD CALLER BALANCE ADD 0xdd BALANCE ADD 0 SSTORE STOP", value: 5, targetBalance: 3},
		{name: "logs", code: "0x1122 0 MSTORE 32 0 LOG0 1 30 2 LOG1 1 2 4 0 LOG2 0 0 0 1 2 3 0 0 LOG3 STOP"},
		{name: "log of four topics", code: "1 2 3 4 0 0 LOG4 STOP"},
		{name: "call", helper: "CALLVALUE CALLER ADD 0 MSTORE 32 0 RETURN", code: "32 0 0 0 2 " + helperWord + " GAS CALL 0 MLOAD ADD 0 SSTORE STOP", targetBalance: 9},
		{name: "call with arguments", helper: "0 CALLDATALOAD 1 ADD 0 SSTORE STOP", code: "77 0 MSTORE 0 0 32 0 0 " + helperWord + " GAS CALL RETURNDATASIZE ADD 0 SSTORE STOP"},
		{name: "call of nobody", code: "0 0 0 0 1 0xdd00 GAS CALL 0 SSTORE STOP", targetBalance: 9},
		{name: "delegate call", helper: "CALLER 0 SSTORE CALLVALUE 1 SSTORE ADDRESS 2 SSTORE STOP", code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL POP STOP", value: 4},
		{name: "call code", helper: "CALLER 0 SSTORE ADDRESS 1 SSTORE STOP", code: "0 0 0 0 0 " + helperWord + " GAS CALLCODE POP STOP"},
		{name: "static call", helper: "7 0 MSTORE 32 0 RETURN", code: "0 0 0 0 " + helperWord + " GAS STATICCALL RETURNDATASIZE 0 3 RETURNDATACOPY 3 MLOAD ADD 0 SSTORE STOP"},
		{name: "callee reverts", helper: "5 0 SSTORE 0xaa 0 MSTORE 32 0 REVERT", code: "0 SLOAD POP 1 0 SSTORE 40 0 0 0 2 " + helperWord + " GAS CALL 0 SSTORE 0 MLOAD 1 SSTORE STOP", targetBalance: 9},
		{name: "callee halts", helper: "5 0 SSTORE 6 0 SSTORE INVALID", code: "0 0 0 0 2 " + helperWord + " GAS CALL 0 SSTORE STOP", targetBalance: 9},
		{name: "callee halts in a static frame", helper: "5 0 SSTORE STOP", code: "0 0 0 0 " + helperWord + " GAS STATICCALL 0 SSTORE 1 2 JUMP"},
		{name: "undone through a parent", helper: "5 0 SSTORE 0 0 LOG0 STOP", code: "1 0 SSTORE 0 0 0 0 2 " + helperWord + " GAS CALL 2 0 SSTORE 0 0 REVERT", targetBalance: 9},
		{name: "code sizes", helper: "STOP", code: helperWord + " EXTCODESIZE ADDRESS EXTCODESIZE ISZERO ADD 0xdd EXTCODESIZE ADD 0 SSTORE STOP"},
		{name: "stipend", helper: "CALLVALUE 0 0 LOG1 STOP", code: "0 0 0 0 1 " + helperWord + " 0 CALL 0 SSTORE 0 0 0 0 0 " + helperWord + " 2301 CALL 1 SSTORE STOP", targetBalance: 9},
		{name: "copies", code: "0x0102030405060708 0 MSTORE 20 10 14 MCOPY 14 MLOAD 0 SSTORE 16 3 40 CODECOPY 40 MLOAD 1 SSTORE STOP"},
		{name: "transient storage", helper: "7 0 TSTORE 5 1 TSTORE 0 0 REVERT", code: "3 0 TSTORE 0 0 0 0 " + helperWord + " GAS DELEGATECALL POP 0 TLOAD 1 TLOAD ADD 0 SSTORE STOP"},
		{name: "identity", code: "0x112233 0 MSTORE 20 40 32 0 0 4 GAS CALL POP RETURNDATASIZE 40 MLOAD ADD 5 60 32 0 4 GAS STATICCALL ADD 0 SSTORE STOP"},
		{name: "call without balance", helper: "0x1122 0 MSTORE 32 0 RETURN", targetBalance: 1, code: "32 0 0 0 0 " + helperWord + " GAS CALL POP " +
			"32 0 0 0 2 " + helperWord + " GAS CALL RETURNDATASIZE ADD 0 MLOAD ADD 0 SSTORE STOP"},
		{name: "call code without balance", helper: "0 0 0 0 1 0xdd GAS CALLCODE 0 MSTORE 32 0 RETURN",
			code: "32 0 0 0 " + helperWord + " GAS STATICCALL 0 MLOAD 2 MUL ADD 0 SSTORE STOP"},
		{name: "value above all balances", code: "0 0 0 0 0 NOT 4 GAS CALL ISZERO 0 SSTORE STOP", targetBalance: 9},
		{name: "drained by its callee", targetBalance: 3, helper: "0 0 0 0 CALLVALUE CALLER GAS CALL POP 0 0 0 0 9 CALLER GAS CALL 0 SSTORE STOP",
			code: "CALLVALUE :end JUMPI 0 0 0 0 3 " + helperWord + " GAS CALL 0 SSTORE end: STOP"},
		{name: "call code with a value", helper: "CALLVALUE 0 SSTORE SELFBALANCE 1 SSTORE STOP", targetBalance: 9,
			code: "0 0 0 0 9 " + helperWord + " GAS CALLCODE 2 SSTORE STOP"},
		{name: "call code with a value in a static frame", targetBalance: 3, code: "CALLER ADDRESS EQ :inner JUMPI " +
			"32 0 0 0 ADDRESS GAS STATICCALL 0 MLOAD ADD 0 SSTORE STOP " +
			"inner: 0 DUP1 DUP1 DUP1 8 0xdd00 GAS CALLCODE POP 0 DUP1 DUP1 DUP1 2 0xdd00 GAS CALLCODE 0 MSTORE 32 0 RETURN"},
		{name: "call code with a value that reverts", helper: "1 0 SSTORE 0 0 REVERT", code: "0 0 0 0 2 " + helperWord + " GAS CALLCODE 0 SSTORE STOP", targetBalance: 9},
		{name: "identity by delegate call and call code", code: "0x112233 0 MSTORE 20 40 32 0 4 GAS DELEGATECALL POP RETURNDATASIZE 40 MLOAD ADD " +
			"5 60 32 0 2 4 GAS CALLCODE ADD SELFBALANCE ADD 0 SSTORE STOP", targetBalance: 2},
		{name: "identity with a value", code: "0x112233 0 MSTORE 20 40 32 0 2 4 GAS CALL POP 0 0 0 0 3 4 GAS CALL 40 MLOAD ADD 4 BALANCE ADD 0 SSTORE STOP", targetBalance: 9},
		{name: "a precompile's value undone", helper: "0 0 0 0 2 4 GAS CALL POP 0 0 REVERT",
			code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL 4 BALANCE ADD SELFBALANCE 2 MUL ADD 0 SSTORE STOP", targetBalance: 9},
		{name: "call and call code of nobody", code: "0 0 0 0 0 0xdd00 GAS CALL 0 0 0 0 0 0xdd00 GAS CALLCODE 0 0 0 0 0 4 GAS CALLCODE ADD ADD 0 SSTORE STOP"},
		{name: "delegate and static call of nobody", code: "0 0 0 0 0xdd00 GAS DELEGATECALL 0 0 0 0 0xdd00 GAS STATICCALL ADD 0 SSTORE STOP"},
		{name: "hash", code: "0x1122 0 MSTORE 32 0 KECCAK256 0 SSTORE 0 0 KECCAK256 1 SSTORE STOP"},
		{name: "conditions", code: "1 0 SSTORE 7 0 MSTORE 32 0 RETURN", helper: "0 CALLDATALOAD POP 32 0 RETURN", asked: askForAll},
	}
}

func (p program) input(t *testing.T) Input {
	t.Helper()
	code, data := assemble(t, p.code), decodeHex(t, p.data)
	s := scenarioOf(code, data)
	s.Env = evm.Env{Number: 20, Timestamp: 30, GasLimit: 40, BlobBaseFee: new(evm.Word), Coinbase: evm.Address{1}}
	s.Env.ChainID.SetUint64(31337)
	s.Env.PrevRandao.SetAllOne()
	s.Txs[0].Value.SetUint64(p.value)
	s.Pre[testTarget].Balance.SetUint64(p.targetBalance)
	s.Pre[testTarget].Storage[evm.Word{}] = evm.Word{9}
	s.Pre[helperAddress] = &evm.Account{Code: assemble(t, p.helper), Storage: map[evm.Word]evm.Word{{}: {8}}}
	in := Input{Scenario: s, Old: code, New: code}
	if p.asked != nil {
		p.asked(&in)
	}
	return in
}

// askForAll expects one condition of each kind of a program whose first transaction returns a word 7 and stores in slot 0, and whose
// helper is a checker that finds nothing broken.
func askForAll(in *Input) {
	in.Scenario.Txs = append(in.Scenario.Txs, evm.CheckerCall(helperAddress))
	in.Expected = []outcome.Condition{
		{Subject: outcome.TxStatus, Op: outcome.Equal, Value: evm.Word{1}},
		{Subject: outcome.ReturnData, Op: outcome.Less, Value: evm.Word{8}},
		{Subject: outcome.ReturnData, Word: 1, Op: outcome.Equal},
		{Subject: outcome.Slot, Address: testTarget, Op: outcome.NotEqual, Pre: true},
		{Subject: outcome.Balance, Address: testUser, Op: outcome.LessOrEqual, Pre: true},
		{Subject: outcome.Balance, Address: evm.Address{0: 0xee}, Op: outcome.Equal},
		{Subject: outcome.Checker, Tx: 1, Address: helperAddress, Op: outcome.Equal},
	}
}

func decodeHex(t *testing.T, text string) []byte {
	t.Helper()
	data, err := hex.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestCircuit_RunsEveryInstruction(t *testing.T) {
	shape := TestShape()
	for _, p := range programs() {
		t.Run(p.name, func(t *testing.T) {
			if err := solves(shape, assignInput(t, shape, p.input(t))); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// signature is an input of ecrecover that recovers to 0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b, from the tests of go-ethereum.
const signature = "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c000000000000000000000000000000000000000000000000000000000000001c" +
	"73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75feeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549"

// TestCircuit_Recovers: ecrecover of a signature, twice, and of nothing.
func TestCircuit_Recovers(t *testing.T) {
	shape := TestShape()
	shape.Recoveries, shape.Precompiles, shape.Pushes, shape.Bytes, shape.Rom, shape.Keccak = 1, 8, 80, 2048, 1024, 3
	p := program{
		code: "128 0 0 CALLDATACOPY 32 200 128 0 1 GAS STATICCALL POP 200 MLOAD 0 SSTORE 32 200 130 0 2 1 GAS CALL POP " +
			"32 200 128 0 1 GAS DELEGATECALL POP 32 200 0 0 1 GAS STATICCALL RETURNDATASIZE ADD 1 BALANCE ADD 1 SSTORE STOP",
		data: signature, targetBalance: 2,
	}
	c := assignInput(t, shape, p.input(t))
	if got := c.Recover; got == nil || c.Precompiles[0].Found != 1 || c.Precompiles[1].Found != 1 {
		t.Fatal("the signature does not recover")
	}
	if err := compileShape(t, shape).solve(c); err != nil {
		t.Fatal(err)
	}
}

// TestPrograms_CallInEveryWay: each instruction of the CALL family, with value and without, has every outcome that it may have.
func TestPrograms_CallInEveryWay(t *testing.T) {
	type way struct {
		op      byte
		pays    bool
		outcome evm.CallOutcome
	}
	found := map[way]bool{}
	for _, p := range programs() {
		in := p.input(t)
		trace, err := evm.Run(in.Scenario, in.New, evm.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range trace.Steps {
			if s := &trace.Steps[i]; s.Call != 0 {
				hasValue := s.Op == 0xf1 || s.Op == 0xf2
				found[way{s.Op, hasValue && !s.Pops[2].IsZero(), s.Call}] = true
			}
		}
	}
	for _, op := range []byte{0xf1, 0xf2, 0xf4, 0xfa} {
		for _, outcome := range []evm.CallOutcome{evm.Entered, evm.NoCode, evm.Precompile, evm.NoBalance} {
			for _, pays := range []bool{false, true} {
				possible := pays && (op == 0xf1 || op == 0xf2) || !pays && outcome != evm.NoBalance
				if possible && !found[way{op, pays, outcome}] {
					t.Errorf("no program has a call 0x%x of the outcome %d, with a value: %t", op, outcome, pays)
				}
			}
		}
	}
}
