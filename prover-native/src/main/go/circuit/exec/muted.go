// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"runtime"
	"strings"

	"github.com/consensys/gnark/frontend"

	"suture.dev/prover-native/gadget/bus"
	"suture.dev/prover-native/gadget/word"
)

// muted names what a test leaves out of the circuit, to see a lie accepted that is rejected otherwise: so the lie is complete,
// and that constraint is what stands in its way. A name is that of a function of this package, whose assertions and range
// checks are left out, or "table " and that of a table. It is nil outside of tests.
type muted map[string]bool

// api is the given one, without the assertions that are muted.
func (m muted) api(api frontend.API) frontend.API {
	if m == nil {
		return api
	}
	return mutedAPI{api, m}
}

// here tells whether the function that calls the caller is muted.
func (m muted) here() bool {
	if m == nil {
		return false
	}
	callers := make([]uintptr, 1)
	runtime.Callers(3, callers)
	frame, _ := runtime.CallersFrames(callers).Next()
	name := frame.Function
	name = strings.TrimPrefix(name[strings.LastIndex(name, "/")+1:], "exec.")
	for _, part := range strings.Split(name, ".") {
		if !strings.HasPrefix(part, "(") {
			return m[part]
		}
	}
	return false
}

type mutedAPI struct {
	frontend.API
	muted muted
}

func (a mutedAPI) AssertIsEqual(x, y frontend.Variable) {
	if !a.muted.here() {
		a.API.AssertIsEqual(x, y)
	}
}

func (a mutedAPI) AssertIsBoolean(x frontend.Variable) {
	if !a.muted.here() {
		a.API.AssertIsBoolean(x)
	}
}

// ranges are the range checks that are not muted.
type ranges struct {
	*word.Ranges
	muted muted
}

func (r ranges) Assert(x frontend.Variable, bits int) {
	if !r.muted.here() {
		r.Ranges.Assert(x, bits)
	}
}

func (r ranges) AssertIf(selector, x frontend.Variable, bits int) {
	if !r.muted.here() {
		r.Ranges.AssertIf(selector, x, bits)
	}
}

func (r ranges) AssertWord(w *bus.Word) {
	if !r.muted.here() {
		r.Ranges.AssertWord(w)
	}
}

// static opens a table of facts. A muted one belongs to an argument that nobody closes.
func (m *machine) static(name string) *bus.Table { return m.opened(name).Static(name) }

// balance opens a multiset argument.
func (m *machine) balance(name string) *bus.Table { return m.opened(name).Balance(name) }

func (m *machine) opened(name string) *bus.Argument {
	if m.muted["table "+name] {
		return bus.New(m.api)
	}
	return m.argument
}
