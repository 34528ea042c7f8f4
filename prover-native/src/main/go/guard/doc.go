// SPDX-License-Identifier: Apache-2.0

// Package guard decides, outside any circuit, whether new code is old code with guards (code.guardOnly, DESIGN.md §4), and
// finds the witness that the circuit checks.
//
// The claim, per call frame and up to gas: new code does what old code does, or it refuses (reverts with empty data or
// halts exceptionally). The argument is a simulation. Every reachable program counter q of new code stands for one p of
// old code, with equal stack, memory and state whenever a guard holds nothing on the stack:
//
//   - below bodyEnd a byte is the old one (then p = q), or INVALID at an instruction start, or part of a stub
//     PUSH2 t JUMP at w, which leads to an entry of appended code with q = t, p = w;
//   - each reachable byte of appended code is a Row, allowed by a Rule: a copy of old[p], a step of a guard that touches
//     only what it pushed, a step of a template that replaces one old instruction, or a way back.
//
// Code that no stub, jump or fall-through reaches is not constrained: nothing executes it. Old code must satisfy
// AnalyzeOld: a jump whose destination is not a known JUMPDEST of old code could otherwise lead into appended code.
package guard
