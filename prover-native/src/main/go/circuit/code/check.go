// SPDX-License-Identifier: Apache-2.0

package code

import (
	"errors"
	"fmt"
	"strings"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/guard"
)

// Input is a patch and what is to be proven about it. New is secret; Forbidden and Slots may be.
type Input struct {
	Old, New  []byte
	MaxSize   int        // code.size: 1 ≤ n ≤ MaxSize
	Forbidden [32]byte   // code.noOpcodes: bit i of the 256-bit integer forbids opcode i
	Metadata  bool       // code.metadata: old code's metadata ends new code, too
	GuardOnly bool       // code.guardOnly
	Slots     [][32]byte // storage slots that guards may read
}

// Rejected means that the patch does not have the properties; Reasons are for the owner alone, since they may tell where
// the patch is.
type Rejected struct{ Reasons []string }

func (r *Rejected) Error() string {
	return "the patch does not have the required properties: " + strings.Join(r.Reasons, "; ")
}

// Plan is a checked input: all that the witness is built from.
type Plan struct {
	Input
	Shape       Shape
	MetadataLen int // 0 unless claimed
	BodyEnd     int // 0 unless code.guardOnly is claimed
	Guards      guard.Witness
}

// Check decides, without proving, whether the properties hold. A malformed input is an error that wraps
// commitment.ErrInput, an unmet property a *Rejected.
func Check(shape Shape, in Input) (Plan, error) {
	plan := Plan{Input: in, Shape: shape}
	if err := checkInput(shape, in); err != nil {
		return plan, err
	}
	reasons := checkStructure(in)
	analysis := guard.AnalyzeOld(in.Old)
	if in.Metadata {
		plan.MetadataLen = analysis.MetadataLen
		reasons = append(reasons, checkMetadata(in, analysis.MetadataLen)...)
	}
	if in.GuardOnly {
		plan.BodyEnd = analysis.BodyEnd
		guards, err := checkGuards(shape, in, analysis)
		plan.Guards = guards
		reasons = append(reasons, err...)
	}
	if len(reasons) > 0 {
		return plan, &Rejected{reasons}
	}
	return plan, nil
}

func checkInput(shape Shape, in Input) error {
	for _, c := range []struct {
		name string
		code []byte
	}{{"old code", in.Old}, {"new code", in.New}} {
		if len(c.code) == 0 || len(c.code) > shape.CodeBytes {
			return fmt.Errorf("%w: %s has %d bytes, shape %s holds 1 to %d", commitment.ErrInput, c.name, len(c.code), shape.Name, shape.CodeBytes)
		}
	}
	if in.MaxSize < 1 || in.MaxSize > commitment.MaxCodeBytes {
		return fmt.Errorf("%w: maximal size %d, want 1 to %d", commitment.ErrInput, in.MaxSize, commitment.MaxCodeBytes)
	}
	if forbids(in.Forbidden, 0) {
		return fmt.Errorf("%w: opcode 0x00 cannot be forbidden, the end of any code reads as STOP", commitment.ErrInput)
	}
	if len(in.Slots) > commitment.MaxSlots {
		return fmt.Errorf("%w: %d declared slots, want at most %d", commitment.ErrInput, len(in.Slots), commitment.MaxSlots)
	}
	return nil
}

func forbids(set [32]byte, op int) bool { return set[31-op/8]>>(op%8)&1 == 1 }

func checkStructure(in Input) []string {
	var reasons []string
	if len(in.New) > in.MaxSize {
		reasons = append(reasons, fmt.Sprintf("code.size: new code has %d bytes, the limit is %d", len(in.New), in.MaxSize))
	}
	if in.New[0] == 0xEF {
		reasons = append(reasons, "code.prefix: new code starts with 0xEF")
	}
	for pc := 0; pc < len(in.New); pc += 1 + guard.PushLength(int(in.New[pc])) {
		if forbids(in.Forbidden, int(in.New[pc])) {
			reasons = append(reasons, fmt.Sprintf("code.noOpcodes: opcode 0x%02x at offset %d", in.New[pc], pc))
		}
	}
	return reasons
}

func checkMetadata(in Input, length int) []string {
	switch {
	case length == 0:
		return []string{"code.metadata: old code has no metadata"}
	case len(in.New) < length || string(in.New[len(in.New)-length:]) != string(in.Old[len(in.Old)-length:]):
		return []string{"code.metadata: new code does not end with old code's metadata"}
	}
	return nil
}

func checkGuards(shape Shape, in Input, old guard.OldAnalysis) (guard.Witness, []string) {
	var reasons []string
	for _, reason := range old.Reasons {
		reasons = append(reasons, "code.guardOnly: old code is not eligible: "+reason)
	}
	if len(reasons) > 0 {
		return guard.Witness{}, reasons
	}
	witness, err := guard.Find(in.Old, in.New, old.BodyEnd, in.Slots, shape.Limits)
	var not *guard.NotGuardOnly
	if errors.As(err, &not) {
		return witness, []string{"code.guardOnly: " + not.Error()}
	}
	return witness, nil
}
