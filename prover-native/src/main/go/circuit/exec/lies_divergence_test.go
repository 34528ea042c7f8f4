// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"testing"

	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// paysMore calls nobody with another value, and then reverts: the traces part at the second event, not by the revert at the fourth.
var paysMore = struct {
	old program
	new string
}{program{code: "1 0 SSTORE 0 0 0 0 1 0xdd00 GAS CALL STOP", targetBalance: 9}, "0 0 0 0 2 0xdd00 GAS CALL 0 0 REVERT"}

// divergenceLies are about how the call traces part.
func divergenceLies() []lie {
	old, new := paysMore.old, paysMore.new
	store := program{code: "1 0 SSTORE STOP"}
	return append(append(reverterLies(), differenceLies()...), []lie{
		{what: "a revert behind another difference", program: old, newCode: new, change: harm(slotIsOne), muted: "table shared events", tell: func(l *liar) {
			l.claimRevert(3)
		}},
		{what: "a revert behind another difference that is not compared", program: old, newCode: new, change: harm(slotIsOne), muted: "defineDivergence", tell: func(l *liar) {
			l.claimRevert(3)
			l.oldFrame(1).EntryEvent.Shared, mine(l.Frames)[1].EntryEvent.Shared = 0, 0
		}},
		{what: "an event of a frame that there is not", program: old, newCode: new, change: harm(slotIsOne), muted: "defineEvent", tell: func(l *liar) {
			l.claimRevert(3)
			l.oldFrame(1).EntryEvent.Shared = 0
			frame := spare(l.Frames)
			*frame = *mine(l.Frames)[1]
			frame.Active, frame.Entry.Run = 0, 0
			frame.EntryEvent.Number, frame.ExitEvent = 1, Event{0, 0}
		}},
		{what: "an event that the list does not have", program: old, newCode: new, change: harm(slotIsOne), muted: "table events", tell: func(l *liar) {
			l.numberRevertFirst(5, 6, 7)
			l.claimRevert(1)
		}},
		{what: "events that are not in order", program: old, newCode: new, change: harm(slotIsOne), muted: "table clocks", tell: func(l *liar) {
			l.numberRevertFirst(5, 6, 7)
			l.listByNumbers()
			l.claimRevert(1)
		}},
		{what: "an unused row between events that are not in order", program: old, newCode: new, change: harm(slotIsOne), muted: "beginCallTrace", tell: func(l *liar) {
			l.numberRevertFirst(5, 7, 8)
			l.Timeline[6] = Instant{0, 0}
			l.listByNumbers()
			l.claimRevert(1)
		}},
		{what: "more events of the old run than it has", program: old, newCode: new, change: harm(slotIsOne), muted: "beginCallTrace", tell: func(l *liar) {
			l.Divergence.OldEvents = 7
			l.claimRevert(0)
		}},
		{what: "a revert without harm", program: store, newCode: "0 0 REVERT", muted: "defineDivergence", tell: func(l *liar) {
			l.claimRevert(1)
		}},
		{what: "half of a revert", program: store, newCode: "0 0 REVERT", change: harm(slotIsOne), muted: "defineDivergence", tell: func(l *liar) {
			l.Divergence.Claimed = fraction(1, 2)
			l.rebind()
		}},
	}...)
}

// reverterLies are about what stands where the traces part.
func reverterLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	helperReverts := program{helper: "0 SLOAD :ok JUMPI 0 0 REVERT ok: STOP", code: "1 0 SSTORE 0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP"}
	const harmless = "0 0 SSTORE 0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP"
	return []lie{
		{what: "a halt that is no revert", program: store, newCode: "INVALID", change: harm(slotIsOne), muted: "table frames", tell: func(l *liar) {
			l.claimRevert(1)
		}},
		{what: "a revert of another contract", program: helperReverts, newCode: harmless, change: harm(slotIsOne), muted: "table frames", tell: func(l *liar) {
			l.claimRevert(2)
		}},
		{what: "a revert of another contract that passes for the target", program: helperReverts, newCode: harmless, change: harm(slotIsOne), muted: "table opens",
			tell: func(l *liar) {
				mine(l.Frames)[1].Entry.CodeAccount, l.oldFrame(1).Entry.CodeAccount = 0, 0
				l.claimRevert(2)
			}},
		{what: "a revert behind a call of another kind", program: program{code: selfCall + "CALL 1 0 SSTORE STOP", data: "01"}, newCode: selfCall + "CALLCODE 0 0 REVERT",
			change: harm(slotIsOne), muted: "table opens", tell: func(l *liar) {
				mine(l.Frames)[1].Entry.Kind = int(evm.Call)
				l.claimRevert(3)
			}},
		{what: "a revert where old code reverts, too", program: program{helper: "0 0 0 0 0 " + targetWord + " GAS CALL POP RETURNDATASIZE 0 SSTORE STOP", code: "1 0 REVERT"},
			newCode: "2 0 REVERT", change: returnsOneByte, muted: "table frames", tell: func(l *liar) {
				l.claimRevert(2)
			}},
		{what: "a revert that a checker alone meets", program: program{helper: "0 0 0 0 " + targetWord + " GAS STATICCALL STOP", data: "01",
			code: "CALLDATASIZE :use JUMPI STOP use: 1 0 SSTORE STOP"}, newCode: "CALLDATASIZE :use JUMPI 0 0 REVERT use: 2 0 SSTORE STOP",
			change: asksHelper, muted: "table frames", tell: func(l *liar) {
				l.Divergence.Tx = 1
				l.claimRevert(4)
			}},
	}
}

// differenceLies say that the traces part by a revert, though they part before, in one thing that events have.
func differenceLies() []lie {
	nobody := func(address, data, gas string) string {
		return "1 0 MSTORE8 0 0 " + data + " 0 0 " + address + " " + gas + " CALL "
	}
	asks := "0 0 0 0 " + helperWord + " GAS DELEGATECALL " // the helper sees slot 0, which is 1 on old code and 0 on new
	var lies []lie
	for _, d := range []struct{ what, helper, old, new string }{
		{"to another account", "", nobody("0xdd00", "1", "GAS"), nobody("0xde00", "1", "GAS")},
		{"with less data", "", nobody("0xdd00", "2", "GAS"), nobody("0xdd00", "1", "GAS")},
		{"with other data", "", nobody("0xdd00", "1", "GAS"), "2 0 MSTORE8 0 0 1 0 0 0xdd00 GAS CALL "},
		{"on the stipend alone", "", nobody("0xdd00", "1", "2301"), nobody("0xdd00", "1", "2300")},
		{"by another caller", "STOP", "0 0 0 0 " + helperWord + " GAS DELEGATECALL ", "0 0 0 0 0 " + helperWord + " GAS CALLCODE "},
		{"with another output", "0 SLOAD 0 MSTORE8 1 0 RETURN", asks, asks},
		{"with a shorter output", "0 SLOAD 1 ADD 0 RETURN", asks, asks},
		{"that halts", "0 SLOAD :ok JUMPI INVALID ok: STOP", asks, asks},
		{"that halts and did revert", "0 SLOAD :ok JUMPI INVALID ok: 0 0 REVERT", asks, asks},
	} {
		lies = append(lies, lie{
			what: "a revert behind a call " + d.what, program: program{helper: d.helper, code: "1 0 SSTORE " + d.old + "STOP"},
			newCode: "0 0 SSTORE " + d.new + "0 0 REVERT", change: harm(slotIsOne), muted: "table shared events",
			tell: func(l *liar) { l.claimRevert(3) },
		})
	}
	return lies
}

// selfCall begins code that calls itself without data: so its kind is all that a CALL and a CALLCODE differ in.
const selfCall = "CALLDATASIZE :outer JUMPI STOP outer: 0 0 0 0 0 ADDRESS GAS "

const targetWord = "0x7100000000000000000000000000000000000001"

// callsHelper has the transaction call the helper, which calls the target.
func callsHelper(in *Input) {
	in.Scenario.Txs[0].To = helperAddress
	harm(slotIsOne)(in)
}

// returnsOneByte is harm to the helper, which stores how many bytes the target gave back.
func returnsOneByte(in *Input) {
	callsHelper(in)
	in.Harm[0].Address = helperAddress
}

// oldFrame is the n-th frame of the old run.
func (l *liar) oldFrame(n int) *Frame { return used(l.Frames)[n] }

// claimRevert claims that the traces part by a revert behind some events.
func (l *liar) claimRevert(shared int) {
	l.Divergence.Claimed, l.Divergence.Shared = 1, shared
	for _, f := range used(l.Frames) {
		before := toInt(l.Divergence.OldEvents) * toInt(f.Entry.Run)
		for _, e := range []*Event{&f.EntryEvent, &f.ExitEvent} {
			place := toInt(e.Number) - before
			e.Shared = bit(place >= 0 && place < int64(shared))
		}
	}
	l.rebind()
}

// numberRevertFirst gives new numbers to what paysMore does behind its entry: to the revert, and to entry and exit of the callee.
func (l *liar) numberRevertFirst(revert, entry, exit int) {
	frames := mine(l.Frames)
	frames[0].ExitEvent.Number, frames[1].EntryEvent.Number, frames[1].ExitEvent.Number = revert, entry, exit
}

// listByNumbers puts each event in the row of its number.
func (l *liar) listByNumbers() {
	for _, f := range used(l.Frames) {
		l.Timeline[toInt(f.EntryEvent.Number)] = Instant{1, 2 * toInt(f.Entry.ID)}
		l.Timeline[toInt(f.ExitEvent.Number)] = Instant{1, 2*toInt(f.End) + 1}
	}
}

// TestCircuit_ProvesHowTracesPart: the claim is what outcome.FirstDivergence says, and it is proven.
func TestCircuit_ProvesHowTracesPart(t *testing.T) {
	calls := program{helper: "7 0 MSTORE 32 0 RETURN", code: "0 0 0 0 " + helperWord + " GAS STATICCALL POP 1 0 SSTORE STOP"}
	for _, test := range []struct {
		name    string
		program program
		new     string
		change  func(*Input)
		blocked int
		shared  int
	}{
		{"at once", program{code: "1 0 SSTORE STOP"}, "0 0 REVERT", harm(slotIsOne), 1, 1},
		{"behind a call", calls, "0 0 0 0 " + helperWord + " GAS STATICCALL POP 0 0 REVERT", harm(slotIsOne), 1, 3},
		{"instead of a call", calls, "0 0 REVERT", harm(slotIsOne), 1, 1},
		{"behind calls of nobody", program{code: "0 0 0 0 1 0xdd00 GAS CALL 1 0 SSTORE STOP", targetBalance: 9}, "0 0 0 0 1 0xdd00 GAS CALL 0 0 REVERT", harm(slotIsOne), 1, 3},
		{"by another call", paysMore.old, paysMore.new, harm(slotIsOne), 0, 0},
		{"by a halt", program{code: "1 0 SSTORE STOP"}, "INVALID", harm(slotIsOne), 0, 0},
		{"without harm", program{code: "1 0 SSTORE STOP"}, "0 0 REVERT", func(*Input) {}, 0, 0},
		{"behind equal call data, of which old code reads more", program{helper: "0 0 1 0 0xdd00 GAS STATICCALL 0 0 1 0 0 " + targetWord + " GAS CALL STOP",
			code: "0 CALLDATALOAD 1 0 SSTORE STOP"}, "0 0 REVERT", callsHelper, 1, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := test.program.input(t)
			in.New = assemble(t, test.new)
			test.change(&in)
			c := assignInput(t, TestShape(), in)
			if c.Divergence.Claimed != test.blocked || c.Divergence.Shared != test.shared {
				t.Errorf("claimed %v behind %v events, want %d behind %d", c.Divergence.Claimed, c.Divergence.Shared, test.blocked, test.shared)
			}
			if err := solves(TestShape(), c); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestCheck_SaysHowTracesPart: the plan has what will be claimed.
func TestCheck_SaysHowTracesPart(t *testing.T) {
	in := program{code: "1 0 SSTORE STOP"}.input(t)
	harm(slotIsOne)(&in)
	for code, want := range map[string]outcome.Divergence{"0 0 REVERT": outcome.Reverts, "INVALID": outcome.Differs} {
		in.New = assemble(t, code)
		plan, err := Check(in)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Commit(plan.Shape, plan, testBlinds)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Divergence != want || c.BlockedByRevert != (want == outcome.Reverts) {
			t.Errorf("%s: %s, claimed %v", code, plan.Divergence, c.BlockedByRevert)
		}
	}
}

// asksHelper has a checker asked behind the transaction that does harm.
func asksHelper(in *Input) {
	harm(slotIsOne)(in)
	in.Scenario.Txs = append(in.Scenario.Txs, evm.CheckerCall(helperAddress))
}
