// SPDX-License-Identifier: Apache-2.0

// Package prover sets up keys, proves and verifies over bytes. It knows shapes, codes and blinds; it knows nothing of jobs,
// chains or policies, and has no cgo.
//
// Encodings: field elements are 32 bytes big-endian and below r; points are EIP-197's (G2 with the imaginary part first).
// A proof has 384 bytes: A | B | Krs | D | PoK. A verifying key blob has 33 words of 32 bytes:
// α | −β | −γ | −δ | GσNeg | G | IC0…IC4 | key kind; its keccak256 is the vkHash.
package prover

import (
	"github.com/rs/zerolog"

	"github.com/consensys/gnark/logger"
)

// gnark logs to standard output by default, where it would mix with the host program's.
func init() { logger.Set(zerolog.Nop()) }
