// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"bytes"
	"testing"

	"golang.org/x/crypto/sha3"
)

func TestBrokenSelector_IsThatOfTheFunction(t *testing.T) {
	h := sha3.NewLegacyKeccak256()
	h.Write([]byte("broken()"))
	if digest := h.Sum(nil); !bytes.Equal(digest[:4], BrokenSelector[:]) {
		t.Errorf("selector %x, expected %x", BrokenSelector, digest[:4])
	}
}

// asked runs a checker's code statically, behind a transaction that stores 1 in slot 0 of the target.
func asked(t *testing.T, checker string) *Trace {
	t.Helper()
	s := scenario(code(t, checker))
	s.Txs = append(s.Txs, CheckerCall(otherAddress))
	return mustRun(t, s, code(t, "6001 5f 55 00"), Limits{})
}

func TestRun_StaticTransactionComesFromNobodyAndChangesNothing(t *testing.T) {
	// Returns CALLER, and the first word of call data.
	trace := asked(t, "33 5f 52 5f 35 6020 52 6040 5f f3")
	answer := trace.Txs[1]
	if !answer.Success || !bytes.Equal(answer.Output[:36], append(make([]byte, 32), BrokenSelector[:]...)) || !bytes.Equal(answer.Output[36:], make([]byte, 28)) {
		t.Errorf("answer %x", answer.Output)
	}
	frame := trace.Frames[answer.RootFrame]
	if !frame.Static || frame.Self != otherAddress || trace.Post[Address{}] != nil {
		t.Errorf("frame %+v, account zero %v", frame, trace.Post[Address{}])
	}
	if other := trace.Post[otherAddress]; other.Nonce != 1 || len(other.Storage) != 0 || trace.Pre[targetAddress].Storage != nil {
		t.Errorf("the world has changed: %+v", other)
	}
}

func TestRun_StaticTransactionMayNotWrite(t *testing.T) {
	for name, checker := range map[string]string{
		"SSTORE": "6001 5f 55 00", "TSTORE": "6001 5f 5d 00", "LOG0": "5f 5f a0 00",
		"CALL with a value": "5f 5f 5f 5f 6001 33 5a f1 00",
	} {
		t.Run(name, func(t *testing.T) {
			trace := asked(t, checker)
			last := trace.Steps[len(trace.Steps)-1]
			if trace.Txs[1].Success || last.Halt != Static {
				t.Errorf("success %v, halt %v", trace.Txs[1].Success, last.Halt)
			}
		})
	}
}

func TestRun_StaticTransactionMayNotLetOthersWrite(t *testing.T) {
	trace := asked(t, "5f 5f 5f 5f 5f 73 00000000000000000000000000000000000000aa 5a f1 00")
	if child := trace.Frames[len(trace.Frames)-1]; !child.Static || child.Success || !trace.Txs[1].Success {
		t.Errorf("callee %+v", child)
	}
}

func TestRun_RejectsStaticTransactionWithValue(t *testing.T) {
	s := scenario(nil)
	s.Txs[0].Static = true
	if _, err := Run(s, []byte{0}, Limits{}); err == nil {
		t.Error("expected an error: a static transaction moves nothing")
	}
}
