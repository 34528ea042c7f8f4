// SPDX-License-Identifier: Apache-2.0

package keccak

import "github.com/consensys/gnark/frontend"

// Messages stand in the rom behind each other, far above whatever else is there.
const (
	romBase     = 1 << 40
	messageSpan = 1 << 16
)

// Position is where a message's first byte stands in the rom: the rom's fact of byte i is (byte; nil, (Position + i, 0)).
func Position(api frontend.API, message frontend.Variable) frontend.Variable {
	return api.Add(api.Mul(message, messageSpan), romBase)
}

// MessagePosition is Position for a number.
func MessagePosition(message int) int { return romBase + message*messageSpan }
