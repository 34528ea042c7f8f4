// SPDX-License-Identifier: Apache-2.0

package evm

// A checker is a contract with `function broken() view returns (bool)`: it says of a state whether the harm is done. It stands in
// pre, so that it is the same code before and behind a patch.

// BrokenSelector is what call data of broken() consist of.
var BrokenSelector = [4]byte{0x7f, 0xb1, 0xad, 0x62}

// CheckerCall asks a checker. It comes behind all transactions that change something, and from nobody.
func CheckerCall(checker Address) Tx {
	return Tx{To: checker, Data: BrokenSelector[:], Static: true}
}
