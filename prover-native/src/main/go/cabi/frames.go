// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"
	"fmt"

	"suture.dev/prover-native/commitment"
)

// A request or response is a sequence of frames: length (4 bytes big-endian), then that many bytes.
// Integers are frames of 8 bytes big-endian.

type frameReader struct {
	rest []byte
	err  error
}

func (r *frameReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: "+format, append([]any{commitment.ErrInput}, args...)...)
	}
}

// next takes one frame; after the first failure it gives empty ones.
func (r *frameReader) next(name string) []byte {
	if r.err != nil {
		return nil
	}
	if len(r.rest) < 4 {
		r.fail("request ends before %s", name)
		return nil
	}
	n := int64(binary.BigEndian.Uint32(r.rest))
	if n > int64(len(r.rest)-4) {
		r.fail("%s announces %d bytes, %d are left", name, n, len(r.rest)-4)
		return nil
	}
	frame := r.rest[4 : 4+n]
	r.rest = r.rest[4+n:]
	return frame
}

func (r *frameReader) fixed(name string, n int) []byte {
	frame := r.next(name)
	if r.err == nil && len(frame) != n {
		r.fail("%s has %d bytes, want %d", name, len(frame), n)
	}
	if r.err != nil {
		return make([]byte, n)
	}
	return frame
}

func (r *frameReader) word(name string) [32]byte { return [32]byte(r.fixed(name, 32)) }

func (r *frameReader) integer(name string) int {
	return int(int64(binary.BigEndian.Uint64(r.fixed(name, 8))))
}

// flag reads one byte, 0 or 1.
func (r *frameReader) flag(name string) bool {
	b := r.fixed(name, 1)[0]
	if b > 1 {
		r.fail("%s is neither 0 nor 1", name)
	}
	return b == 1
}

func (r *frameReader) end() error {
	if len(r.rest) > 0 {
		r.fail("request has %d bytes too many", len(r.rest))
	}
	return r.err
}

type frameWriter struct{ bytes []byte }

func (w *frameWriter) add(frame []byte) {
	w.bytes = binary.BigEndian.AppendUint32(w.bytes, uint32(len(frame)))
	w.bytes = append(w.bytes, frame...)
}

func (w *frameWriter) text(s string) { w.add([]byte(s)) }

func (w *frameWriter) integer(n int64) { w.add(binary.BigEndian.AppendUint64(nil, uint64(n))) }

func (w *frameWriter) flag(b bool) {
	if b {
		w.add([]byte{1})
	} else {
		w.add([]byte{0})
	}
}
