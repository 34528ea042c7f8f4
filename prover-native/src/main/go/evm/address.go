// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"encoding/hex"

	"github.com/holiman/uint256"
)

// Word is an EVM word, an unsigned 256-bit integer. Its zero value is 0.
type Word = uint256.Int

// Address names an account: 20 bytes, as on the wire.
type Address [20]byte

// AddressFromWord takes the low 160 bits, as every opcode does that pops an address.
func AddressFromWord(w *Word) Address { return w.Bytes20() }

// Word returns the address as an opcode pushes it: zero-extended.
func (a Address) Word() Word {
	var w Word
	w.SetBytes20(a[:])
	return w
}

// String returns 0x and 40 lower-case hex digits.
func (a Address) String() string { return "0x" + hex.EncodeToString(a[:]) }
