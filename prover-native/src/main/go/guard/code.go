// SPDX-License-Identifier: Apache-2.0

package guard

// scan gives E for every byte of code: 0 for push data, 1 + push length at the start of an instruction.
func scan(code []byte) []int {
	e := make([]int, len(code))
	for pc := 0; pc < len(code); pc += e[pc] {
		e[pc] = 1 + PushLength(int(code[pc]))
	}
	return e
}

// metadataLength is the length of the CBOR map that solc appends, with its two length bytes; 0 where there is none.
func metadataLength(code []byte) int {
	const lengthBytes, firstKey = 2, 2
	if len(code) < lengthBytes+firstKey {
		return 0
	}
	n := int(code[len(code)-2])<<8 | int(code[len(code)-1])
	total := n + lengthBytes
	if n < firstKey || total > len(code) || total > MaxMetadata {
		return 0
	}
	start := code[len(code)-total:]
	isMap := start[0] >= 0xa1 && start[0] <= 0xa4
	isText := start[1] >= 0x61 && start[1] <= 0x72
	if !isMap || !isText {
		return 0
	}
	return total
}

// MaxMetadata is the longest metadata, in bytes, that the circuit can compare.
const MaxMetadata = 96
