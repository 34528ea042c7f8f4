// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// The base patch adds a check of slot 1 and an overflow check; see circuit/code/malicious_test.go for its listing.
var (
	baseOld = []byte{0x60, 0, 0x35, 0x60, 0, 0x54, 0x5b, 0x01, 0x60, 0, 0x55, 0x5b, 0}
	baseNew = slices.Concat(
		[]byte{0x60, 0, 0x35, 0x60, 0, 0x54, 0x5b, 0x61, 0, 13, 0x56, 0x5b, 0},
		[]byte{0x5b, 0x60, 1, 0x54, 0x15, 0x61, 0, 26, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b},
		[]byte{0x80, 0x91, 0x01, 0x80, 0x91, 0x90, 0x10, 0x15, 0x61, 0, 43, 0x57, 0x60, 0, 0x80, 0xfd, 0x5b},
		[]byte{0x60, 0, 0x55, 0x61, 0, 11, 0x56})
	slotOne = [32]byte{31: 1}
)

func findBase(new []byte) error {
	_, err := Find(baseOld, new, len(baseOld), [][32]byte{slotOne}, shapeLimits)
	return err
}

func TestFind_AcceptsTheBasePatch(t *testing.T) {
	if err := findBase(baseNew); err != nil {
		t.Fatal(err)
	}
	if err := findBase(baseOld); err != nil {
		t.Fatalf("unchanged code: %v", err)
	}
}

func TestFind_Refuses(t *testing.T) {
	put := func(at int, bytes ...byte) []byte {
		code := slices.Clone(baseNew)
		copy(code[at:], bytes)
		return code
	}
	for name, code := range map[string][]byte{
		"a changed immediate":                  put(1, 7),
		"INVALID as an immediate":              put(1, 0xfe),
		"a changed instruction":                put(2, 0x36),
		"a stub into push data":                put(9, 15),
		"a stub to a byte that is no JUMPDEST": put(9, 14),
		"a stub to old code":                   put(9, 11),
		"a stub without its JUMP":              put(10, 0x5b),
		"a hidden JUMPDEST in place of a byte": put(8, 0x5b),
		"a changed copy":                       put(45, 7),
		"a copy of another instruction":        put(46, 0x54),
		"another way back":                     put(49, 6),
		"a way back into push data":            put(49, 9),
		"a read of an undeclared slot":         put(15, 2),
		"a write":                              put(16, 0x55),
		"CALLER":                               put(14, 0x33, 0x50, 0x5b),
		"a value left on the stack":            put(17, 0x80),
		"a swap with the caller's stack":       put(17, 0x90),
		"a pop of the caller's stack":          put(14, 0x50, 0x5b, 0x5b),
		"a revert that shows memory":           put(22, 0x60, 0x20),
		"a return instead of a revert":         put(25, 0xf3),
		"a template with another comparison":   put(33, 0x11),
		"a template without ISZERO":            put(34, 0x19),
		"a template that goes on after a wrap": put(39, 0x5b, 0x5b, 0x5b, 0x5b),
		"a jump past the copy":                 put(37, 50),
		"code cut inside the body":             baseNew[:12],
		"code cut inside appended code":        baseNew[:47],
	} {
		t.Run(name, func(t *testing.T) {
			var not *NotGuardOnly
			if err := findBase(code); !errors.As(err, &not) || not.Reason == "" {
				t.Fatalf("got %v, want NotGuardOnly with a reason", err)
			}
		})
	}
}

func TestFind_RefusesWhatTheShapeCannotHold(t *testing.T) {
	for _, limits := range []Limits{{Rows: 37, Stubs: 1}, {Rows: 38, Stubs: 0}} {
		_, err := Find(baseOld, baseNew, len(baseOld), [][32]byte{slotOne}, limits)
		var not *NotGuardOnly
		if !errors.As(err, &not) || !strings.Contains(not.Reason, "the shape holds") {
			t.Errorf("%+v: got %v", limits, err)
		}
	}
}

func TestAnalyzeOld(t *testing.T) {
	metadata := []byte{0xa1, 0x61, 0x78, 0x01, 0x00, 0x04}
	for _, c := range []struct {
		name     string
		code     []byte
		reason   string // empty: eligible
		bodyEnd  int
		metadata int
	}{
		{"straight code", []byte{0x60, 0, 0x50, 0x00}, "", 4, 0},
		{"metadata behind the code", slices.Concat([]byte{0x60, 0, 0x50, 0x00}, metadata), "", 4, 6},
		{"a resolved jump", []byte{0x60, 3, 0x56, 0x5b, 0x00}, "", 5, 0},
		{"a return address", []byte{0x60, 6, 0x60, 8, 0x56, 0xfe, 0x5b, 0x00, 0x5b, 0x56}, "", 10, 0},
		{"a masked function pointer", []byte{0x60, 8, 0x63, 0xff, 0xff, 0xff, 0xff, 0x16, 0x5b, 0x00}, "", 10, 0},
		{"a jump to calldata", []byte{0x60, 0, 0x35, 0x56, 0x5b, 0x00}, "the jump at offset 3", 6, 0},
		{"a jump into push data", []byte{0x60, 1, 0x56, 0x60, 0x5b, 0x00}, "the jump at offset 2", 6, 0},
		{"reads its code", []byte{0x60, 1, 0x60, 0, 0x60, 0, 0x39, 0x00}, "CODECOPY at offset 6", 8, 0},
		{"reads its size", []byte{0x38, 0x00}, "CODESIZE at offset 0", 2, 0},
		{"reads its position", []byte{0x58, 0x00}, "PC at offset 0", 2, 0},
		{"unreachable CODECOPY", []byte{0x00, 0x39}, "", 2, 0},
		{"runs off its end", []byte{0x60, 0}, "execution can run past offset 2", 2, 0},
		{"a truncated push", []byte{0x61, 0}, "execution can run past offset 2", 2, 0},
		{"an executed tail is not metadata", slices.Concat([]byte{0x60, 3, 0x56}, []byte{0x5b, 0x00, 0xa1, 0x61, 0x5b, 0x00, 0x00, 0x04}[0:2], metadata), "", 5, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := AnalyzeOld(c.code)
			if a.Eligible != (c.reason == "") || c.reason != "" && !strings.Contains(strings.Join(a.Reasons, "; "), c.reason) {
				t.Fatalf("eligible %v, reasons %v, want %q", a.Eligible, a.Reasons, c.reason)
			}
			if a.BodyEnd != c.bodyEnd || a.MetadataLen != c.metadata {
				t.Fatalf("body end %d, metadata %d; want %d, %d", a.BodyEnd, a.MetadataLen, c.bodyEnd, c.metadata)
			}
		})
	}
}
