// SPDX-License-Identifier: Apache-2.0

package code

import "github.com/consensys/gnark/frontend"

// Stub is PUSH2 High Low JUMP at position At of new code; it leads to an entry of appended code that stands for At.
type Stub struct {
	Live      frontend.Variable // 0 where the slot is unused
	At        frontend.Variable
	High, Low frontend.Variable
}

func (s *Stub) columns() []frontend.Variable {
	return []frontend.Variable{s.Live, s.At, s.High, s.Low}
}

const (
	opPush2 = 0x61
	opJump  = 0x56
)

func (s *Stub) define(b *builder) {
	b.api.AssertIsBoolean(s.Live)
	position := b.times(powPosition, s.At)
	for i, expected := range []struct{ v, e frontend.Variable }{{opPush2, 3}, {s.High, 0}, {s.Low, 0}, {opJump, 1}} {
		scaledE := b.api.Mul(b.gamma[powE], expected.e)
		shift := b.api.Mul(b.gamma[powPosition], i)
		b.newBytes.RequireIf(s.Live, b.api.Add(expected.v, scaledE, position, shift))
	}
	b.stubs.RequireIf(s.Live, s.At)
	target := b.api.Add(b.api.Mul(s.High, 256), s.Low)
	b.entries.RequireIf(s.Live, b.api.Add(
		b.times(powPosition, target), b.times(powOldPosition, s.At), b.api.Mul(b.gamma[powTarget], neutral)))
}
