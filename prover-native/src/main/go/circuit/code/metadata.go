// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/guard"
)

// Metadata shows that the last bytes of new code are those of old code.
type Metadata struct {
	Active []frontend.Variable // bit i: i < metadataLen
	Bytes  []frontend.Variable
	E      []frontend.Variable // of new code, which reads metadata as instructions too
}

func newMetadata() Metadata {
	return Metadata{variables(guard.MaxMetadata), variables(guard.MaxMetadata), variables(guard.MaxMetadata)}
}

func (m *Metadata) columns() []frontend.Variable {
	return append(append(append([]frontend.Variable(nil), m.Active...), m.Bytes...), m.E...)
}

func (m *Metadata) define(b *builder, newLength, oldLength, metadataLen frontend.Variable) {
	assertPrefix(b.api, m.Active, metadataLen)
	newStart := b.times(powPosition, b.api.Sub(newLength, metadataLen))
	oldStart := b.times(powPosition, b.api.Sub(oldLength, metadataLen))
	for i, active := range m.Active {
		shift := b.api.Mul(b.gamma[powPosition], i)
		b.newBytes.RequireIf(active, b.api.Add(m.Bytes[i], b.times(powE, m.E[i]), newStart, shift))
		b.oldBytes.RequireIf(active, b.api.Add(m.Bytes[i], oldStart, shift))
	}
}
