// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"fmt"
	"sort"
	"strings"
)

// OldAnalysis states the public side conditions of code.guardOnly on the live code. It is a function of public bytes:
// auditors run it again.
type OldAnalysis struct {
	Eligible    bool
	Reasons     []string // why not, empty when eligible
	BodyEnd     int      // nothing at or after this offset is ever executed or jumped to
	MetadataLen int      // trailing CBOR metadata with its length bytes, 0 where there is none
}

// maxStates bounds the abstract interpretation; beyond it the jumps count as unresolved.
const maxStates = 200_000

// selfReading instructions show a program its own code, so that a patched copy could behave differently.
var selfReading = map[int]string{0x38: "CODESIZE", 0x39: "CODECOPY", 0x58: "PC", 0x3c: "EXTCODECOPY", 0x3f: "EXTCODEHASH"}

// AnalyzeOld resolves every jump of the live code and finds where its executable part ends.
//
// It explores all paths with abstract stacks that keep exactly the constants which are valid jump destinations. A jump to
// anything else makes the code ineligible: its destination could then lie in appended code.
func AnalyzeOld(code []byte) OldAnalysis {
	a := &explorer{code: code, e: scan(code), seen: map[string]bool{}, reached: map[int]bool{}, reasons: map[string]bool{}}
	a.explore()
	metadata := metadataLength(code)
	end := len(code) - metadata
	if metadata > 0 && a.reachesFrom(end) {
		metadata, end = 0, len(code)
	}
	if a.runsOver(end) {
		a.reject("execution can run past offset %d, where the code ends", end)
	}
	return OldAnalysis{Eligible: len(a.reasons) == 0, Reasons: a.sortedReasons(), BodyEnd: end, MetadataLen: metadata}
}

// unknown stands for any value that is not a known jump destination.
const unknown = -1

type abstractState struct {
	pc    int
	stack []int
}

func (s abstractState) key() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%x", s.pc)
	for _, v := range s.stack {
		fmt.Fprintf(&b, ",%x", v)
	}
	return b.String()
}

type explorer struct {
	code    []byte
	e       []int
	seen    map[string]bool
	reached map[int]bool
	reasons map[string]bool
	work    []abstractState
}

func (a *explorer) reject(format string, args ...any) { a.reasons[fmt.Sprintf(format, args...)] = true }

func (a *explorer) sortedReasons() []string {
	reasons := make([]string, 0, len(a.reasons))
	for r := range a.reasons {
		reasons = append(reasons, r)
	}
	sort.Strings(reasons)
	return reasons
}

func (a *explorer) reachesFrom(offset int) bool {
	for pc := range a.reached {
		if pc >= offset {
			return true
		}
	}
	return false
}

// runsOver: an executed instruction crosses end, or falls through to it.
func (a *explorer) runsOver(end int) bool {
	for pc := range a.reached {
		next := pc + 1 + PushLength(int(a.code[pc]))
		if next > end || next == end && !EndsFlow(int(a.code[pc])) {
			return true
		}
	}
	return false
}

func (a *explorer) explore() {
	a.push(abstractState{})
	for len(a.work) > 0 {
		if len(a.seen) > maxStates {
			a.reject("more than %d abstract states: the jumps cannot be resolved", maxStates)
			return
		}
		s := a.work[len(a.work)-1]
		a.work = a.work[:len(a.work)-1]
		a.runBlock(s)
	}
}

// push schedules a block; between blocks only jump destinations are remembered, so that few states differ.
func (a *explorer) push(s abstractState) {
	s.stack = append([]int(nil), s.stack...)
	for i, v := range s.stack {
		if !a.destination(v) {
			s.stack[i] = unknown
		}
	}
	if key := s.key(); !a.seen[key] {
		a.seen[key] = true
		a.work = append(a.work, s)
	}
}

// runBlock follows one path until it ends or branches.
func (a *explorer) runBlock(s abstractState) {
	stack := append([]int(nil), s.stack...)
	for pc := s.pc; pc < len(a.code); {
		op := int(a.code[pc])
		a.reached[pc] = true
		if name, bad := selfReading[op]; bad {
			a.reject("%s at offset %d reads the contract's own code", name, pc)
		}
		in, out := stackEffect(op)
		if len(stack) < in || !Defined(op) {
			return
		}
		switch {
		case op == opJump:
			a.jump(pc, stack[len(stack)-1], stack[:len(stack)-1])
			return
		case op == opJumpi:
			a.jump(pc, stack[len(stack)-1], stack[:len(stack)-2])
			a.push(abstractState{pc + 1, stack[:len(stack)-2]})
			return
		case EndsFlow(op):
			return
		case op >= opDup1 && op < opSwap1:
			stack = append(stack, stack[len(stack)-in])
		case op >= opSwap1 && op < 0xa0:
			top, low := len(stack)-1, len(stack)-in
			stack[top], stack[low] = stack[low], stack[top]
		case op >= opPush0 && op <= opPush32:
			stack = append(stack, a.pushed(pc))
		case op == opAnd:
			top := len(stack) - 1
			stack = append(stack[:top-1], masked(stack[top], stack[top-1]))
		default:
			stack = stack[:len(stack)-in]
			for range out {
				stack = append(stack, unknown)
			}
		}
		if len(stack) > 1024 {
			return
		}
		pc += 1 + PushLength(op)
	}
}

func (a *explorer) jump(from, to int, stack []int) {
	if !a.destination(to) {
		a.reject("the jump at offset %d has no constant valid destination", from)
		return
	}
	a.push(abstractState{to, stack})
}

// pushed is the immediate when it fits 32 bits, otherwise unknown.
func (a *explorer) pushed(pc int) int {
	value := 0
	for i := 1; i <= PushLength(int(a.code[pc])); i++ {
		b := 0
		if pc+i < len(a.code) {
			b = int(a.code[pc+i])
		}
		if value = value<<8 | b; value > 0xffffffff {
			return unknown
		}
	}
	return value
}

// masked folds AND, with which solc before 0.6 narrows internal function pointers.
func masked(x, y int) int {
	if x == unknown || y == unknown {
		return unknown
	}
	return x & y
}

// destination tells whether a value is a valid jump destination of old code.
func (a *explorer) destination(v int) bool {
	return v >= 0 && v < len(a.code) && a.code[v] == opJumpdest && a.e[v] > 0
}
