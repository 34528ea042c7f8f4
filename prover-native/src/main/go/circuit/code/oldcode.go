// SPDX-License-Identifier: Apache-2.0

package code

import (
	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/lookup"
)

// OldCode holds the public code. It needs no scan for instructions: what must be known about them is a public function of
// the code (guard.AnalyzeOld), and copies compare bytes.
type OldCode struct {
	Length  frontend.Variable
	Chunks  []frontend.Variable
	Bytes   []frontend.Variable
	ByteUse []frontend.Variable // how often each byte value occurs
	Fetches []frontend.Variable // how often each position is looked up
}

func newOldCode(s Shape) OldCode {
	return OldCode{Chunks: variables(s.Slots()), Bytes: variables(s.Bytes()), ByteUse: variables(256), Fetches: variables(s.Bytes())}
}

func (o *OldCode) columns() []frontend.Variable {
	all := []frontend.Variable{o.Length}
	for _, column := range [][]frontend.Variable{o.Chunks, o.Bytes, o.ByteUse, o.Fetches} {
		all = append(all, column...)
	}
	return all
}

func (o *OldCode) define(b *builder) {
	assertChunks(b.api, o.Chunks, o.Bytes)
	values := lookup.New(b.api, b.beta)
	for j, v := range o.Bytes {
		values.Require(v)
		b.oldBytes.Provide(b.api.Add(v, b.api.Mul(b.gamma[powPosition], j)), o.Fetches[j])
	}
	for v := range 256 {
		values.Provide(v, o.ByteUse[v])
	}
	values.Close()
}
