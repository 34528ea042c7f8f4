// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"encoding/hex"
	"testing"
)

// callOther is code that calls otherAddress without data, and returns its success.
func callOther(op, gas, value string) string {
	if op == "f4" || op == "fa" {
		value = ""
	}
	return "5f5f5f5f" + value + "73" + hex.EncodeToString(otherAddress[:]) + gas + op + "5f 52 6020 5f f3"
}

func TestCall_FramesByKind(t *testing.T) {
	for op, want := range map[string]Frame{
		"f1": {Kind: Call, Self: otherAddress, Caller: targetAddress, Value: fromUint64(2), Transfer: fromUint64(2)},
		"f2": {Kind: CallCode, Self: targetAddress, Caller: targetAddress, Value: fromUint64(2)},
		"f4": {Kind: DelegateCall, Self: targetAddress, Caller: sender, Value: fromUint64(3)},
		"fa": {Kind: StaticCall, Self: otherAddress, Caller: targetAddress, Static: true},
	} {
		trace := mustRun(t, scenario([]byte{0x00}), code(t, callOther(op, "5a", "6002")), Limits{})
		got := trace.Frames[1]
		if got.Kind != want.Kind || got.CodeAddress != otherAddress || got.Self != want.Self || got.Caller != want.Caller ||
			got.Value != want.Value || got.Transfer != want.Transfer || got.Static != want.Static || got.Stipend || got.Parent != 0 {
			t.Errorf("%s: %+v, expected %+v", op, got, want)
		}
		step := trace.Steps[got.CallStep]
		if step.Child != 1 || step.Call != Entered || !equalWords(step.Pushes, []uint64{1}) {
			t.Errorf("%s: %+v, expected a call of frame 1", op, step)
		}
	}
}

func TestCall_StaticFramesDoNotWrite(t *testing.T) {
	for name, write := range map[string]string{
		"SSTORE": "5f 5f 55", "TSTORE": "5f 5f 5d", "LOG0": "5f 5f a0", "CREATE": "5f5f5f f0", "CREATE2": "5f5f5f5f f5",
		"SELFDESTRUCT": "5f ff", "CALL with value": "5f5f5f5f 6001 30 5a f1",
	} {
		trace := mustRun(t, scenario(code(t, write)), code(t, callOther("fa", "5a", "")), Limits{})
		if last := trace.Steps[trace.Frames[1].LastStep]; last.Halt != Static || trace.Txs[0].Output[31] != 0 {
			t.Errorf("%s: %v, expected a halt", name, last.Halt)
		}
	}
}

func TestCall_StipendFrames(t *testing.T) {
	const sstore, doNothing = "6001 5f 55", "00"
	for name, test := range map[string]struct {
		gas, value, other string
		stipend           bool
		halt              Halt
	}{
		"transfer with value":         {"5f", "6001", sstore, true, Stipend},
		"transfer without value":      {"6108fc", "5f", sstore, true, Stipend},
		"one gas more":                {"6108fd", "5f", sstore, false, None},
		"all gas":                     {"5a", "6001", sstore, false, None},
		"sends value":                 {"5f", "6001", "5f5f5f5f 6001 33 5f f1", true, Stipend},
		"CALLCODE with value":         {"5f", "6001", "5f5f5f5f 6001 33 5f f2", true, Stipend},
		"creates":                     {"5f", "6001", "5f5f5f f0", true, Stipend},
		"logs":                        {"5f", "6001", "5f 5f a0", true, None},
		"writes transient storage":    {"5f", "6001", "5f 5f 5d", true, None},
		"calls without value":         {"5f", "6001", "5f5f5f5f 5f 6099 5f f1", true, None},
		"does nothing":                {"5f", "6001", doNothing, true, None},
		"gas operand beyond 64 bits":  {"68010000000000000000", "5f", sstore, false, None},
		"gas operand beyond 128 bits": {"5f19", "5f", sstore, false, None},
	} {
		trace := mustRun(t, scenario(code(t, test.other)), code(t, callOther("f1", test.gas, test.value)), Limits{})
		frame := trace.Frames[1]
		if halt := trace.Steps[frame.LastStep].Halt; frame.Stipend != test.stipend || halt != test.halt {
			t.Errorf("%s: stipend %v, %v", name, frame.Stipend, halt)
		}
	}
}

func TestCall_ChildrenOfStipendFramesAreStipendFrames(t *testing.T) {
	s := scenario(code(t, "5f5f5f5f 5f 60cc 5f 19 f1 5f 52 6020 5f f3")) // calls 0xcc with all gas
	s.Pre[nobody] = &Account{Code: code(t, "6001 5f 55")}
	trace := mustRun(t, s, code(t, callOther("f1", "5f", "6001")), Limits{})
	if child := trace.Frames[2]; !child.Stipend || trace.Steps[child.LastStep].Halt != Stipend || !trace.Frames[1].Success {
		t.Errorf("%+v", child)
	}
}

func TestCall_OutcomesWithoutFrame(t *testing.T) {
	for name, test := range map[string]struct {
		code    string
		outcome CallOutcome
		success uint64
	}{
		"nobody":                    {"5f5f5f5f 6001 60cc 5a f1", NoCode, 1},
		"more wei than there are":   {"5f5f5f5f 60ff 60cc 5a f1", NoBalance, 0},
		"CALLCODE, more wei":        {"5f5f5f5f 60ff 60bb 5a f2", NoBalance, 0},
		"more wei to a precompile":  {"5f5f5f5f 60ff 6002 5a f1", NoBalance, 0},
		"identity":                  {"6020 5f 6020 5f 5f 6004 5a f1", Precompile, 1},
		"ecrecover of invalid data": {"6020 5f 6020 5f 6001 5a fa", Precompile, 1},
	} {
		trace := mustRun(t, scenario(nil), code(t, test.code+"3d 5f 52 6020 5f f3"), Limits{})
		for _, step := range trace.Steps {
			if IsCall(step.Op) && (step.Call != test.outcome || !equalWords(step.Pushes, []uint64{test.success}) || step.Child != -1) {
				t.Errorf("%s: %+v", name, step)
			}
		}
		want := byte(0)
		if name == "identity" {
			want = 32
		}
		if got := trace.Txs[0].Output[31]; got != want {
			t.Errorf("%s: %d bytes of return data, expected %d", name, got, want)
		}
	}
}

func TestCall_DepthLimit(t *testing.T) {
	trace := mustRun(t, scenario(nil), code(t, "5f5f5f5f 5f 30 5a f1 5f 52 6020 5f f3"), Limits{})
	if len(trace.Frames) != CallDepth+1 || trace.Frames[CallDepth].Depth != CallDepth || !trace.Frames[CallDepth].Success {
		t.Fatalf("%d frames", len(trace.Frames))
	}
	refused := 0
	for _, step := range trace.Steps {
		if step.Call == DepthLimit {
			refused++
		}
	}
	if refused != 1 {
		t.Errorf("%d calls refused, expected the deepest frame's", refused)
	}
}

func TestCall_FailedFrameIsUndone(t *testing.T) {
	for name, end := range map[string]string{"REVERT": "5f 5f fd", "halt": "fe"} {
		s := scenario(code(t, "6001 5f 55 6001 5f 5d 5f 5f a0 5f5f5f5f 6001 60cc 5a f1"+end))
		trace := mustRun(t, s, code(t, callOther("f1", "5a", "6002")), Limits{})
		post := trace.Post
		if len(post[otherAddress].Storage) > 0 || post[otherAddress].Balance.Uint64() != 10 || post[nobody] != nil || trace.Logs[0].Kept {
			t.Errorf("%s: %+v", name, post[otherAddress])
		}
		if post[targetAddress].Balance.Uint64() != 13 || !trace.Txs[0].Success {
			t.Errorf("%s: %+v", name, post[targetAddress])
		}
	}
}
