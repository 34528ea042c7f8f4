// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/hex"
	"strconv"
	"strings"
	"testing"
)

// assemble turns mnemonics, numbers (as the shortest PUSH), labels ("name:") and references (":name", a PUSH2) into code.
func assemble(t *testing.T, text string) []byte {
	t.Helper()
	var code []byte
	labels, references := map[string]int{}, map[int]string{}
	for _, word := range strings.Fields(text) {
		switch {
		case strings.HasSuffix(word, ":"):
			labels[strings.TrimSuffix(word, ":")] = len(code)
			code = append(code, opJumpdest)
		case strings.HasPrefix(word, ":"):
			references[len(code)+1] = word[1:]
			code = append(code, 0x61, 0, 0)
		default:
			code = append(code, instruction(t, word)...)
		}
	}
	for at, name := range references {
		target, known := labels[name]
		if !known {
			t.Fatalf("no label %q", name)
		}
		code[at], code[at+1] = byte(target>>8), byte(target)
	}
	return code
}

func instruction(t *testing.T, word string) []byte {
	if op, known := mnemonics[word]; known {
		return []byte{byte(op)}
	}
	for _, family := range []struct {
		name  string
		first int
	}{{"DUP", 0x7f}, {"SWAP", 0x8f}, {"LOG", 0xa0}} {
		if n, err := strconv.Atoi(strings.TrimPrefix(word, family.name)); err == nil && strings.HasPrefix(word, family.name) {
			return []byte{byte(family.first + n)}
		}
	}
	if strings.HasPrefix(word, "0x") {
		data, err := hex.DecodeString(word[2:])
		if err != nil {
			t.Fatal(err)
		}
		return append([]byte{byte(0x5f + len(data))}, data...)
	}
	n, err := strconv.Atoi(word)
	if err != nil {
		t.Fatalf("unknown instruction %q", word)
	}
	if n < 256 {
		return []byte{0x60, byte(n)}
	}
	return []byte{0x61, byte(n >> 8), byte(n)}
}

var mnemonics = map[string]int{
	"STOP": 0x00, "ADD": 0x01, "MUL": 0x02, "SUB": 0x03, "DIV": 0x04, "SDIV": 0x05, "MOD": 0x06, "SMOD": 0x07, "ADDMOD": 0x08, "MULMOD": 0x09,
	"EXP": 0x0a, "SIGNEXTEND": 0x0b, "LT": 0x10, "GT": 0x11, "SLT": 0x12, "SGT": 0x13, "EQ": 0x14, "ISZERO": 0x15, "AND": 0x16, "OR": 0x17,
	"XOR": 0x18, "NOT": 0x19, "BYTE": 0x1a, "SHL": 0x1b, "SHR": 0x1c, "SAR": 0x1d, "CLZ": 0x1e, "KECCAK256": 0x20, "ADDRESS": 0x30,
	"BALANCE": 0x31, "ORIGIN": 0x32, "CALLER": 0x33, "CALLVALUE": 0x34, "CALLDATALOAD": 0x35, "CALLDATASIZE": 0x36, "CALLDATACOPY": 0x37,
	"CODESIZE": 0x38, "CODECOPY": 0x39, "GASPRICE": 0x3a, "EXTCODESIZE": 0x3b, "RETURNDATASIZE": 0x3d, "RETURNDATACOPY": 0x3e, "COINBASE": 0x41,
	"TIMESTAMP": 0x42, "NUMBER": 0x43, "PREVRANDAO": 0x44, "GASLIMIT": 0x45, "CHAINID": 0x46, "SELFBALANCE": 0x47, "BASEFEE": 0x48,
	"POP": 0x50, "MLOAD": 0x51, "MSTORE": 0x52, "MSTORE8": 0x53, "SLOAD": 0x54, "SSTORE": 0x55, "JUMP": 0x56, "JUMPI": 0x57, "PC": 0x58,
	"GAS": 0x5a, "JUMPDEST": 0x5b, "TLOAD": 0x5c, "TSTORE": 0x5d, "MCOPY": 0x5e, "PUSH0": 0x5f, "CALL": 0xf1, "CALLCODE": 0xf2, "RETURN": 0xf3,
	"CREATE": 0xf0, "CREATE2": 0xf5, "SELFDESTRUCT": 0xff,
	"DELEGATECALL": 0xf4, "STATICCALL": 0xfa, "REVERT": 0xfd, "INVALID": 0xfe,
}
