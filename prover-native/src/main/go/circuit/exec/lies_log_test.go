// SPDX-License-Identifier: Apache-2.0

package exec

// logLies are about logs, where behaviour is then claimed to be preserved.
func logLies() []lie {
	two := program{code: "1 0 0 LOG1 2 0 0 LOG1 STOP"}
	const swapped = "2 0 0 LOG1 1 0 0 LOG1 STOP"
	return []lie{
		{what: "a log with another topic", program: two, newCode: "1 0 0 LOG1 3 0 0 LOG1 STOP", muted: "table logs", tell: (*liar).claimPreserved},
		{what: "a log that is missing", program: two, newCode: "1 0 0 LOG1 STOP", muted: "table logs", tell: (*liar).claimPreserved},
		{what: "logs in another order", program: two, newCode: swapped, muted: "table clocks", tell: func(l *liar) {
			logs := l.Logs[codeNew]
			logs[0], logs[1] = logs[1], logs[0]
			l.claimPreserved()
		}},
		{what: "logs in another order, with a gap between them", program: two, newCode: swapped, muted: "defineLogs", tell: func(l *liar) {
			logs := l.Logs[codeNew]
			logs[0], logs[1], logs[2] = logs[1], logs[2], logs[0]
			l.claimPreserved()
		}},
		{what: "a log that a revert takes back, kept", program: program{
			helper: "0 0 LOG0 0 0 REVERT", code: "0 0 0 0 " + helperWord + " GAS DELEGATECALL STOP",
		}, newCode: "0 0 0 0 " + helperWord + " GAS DELEGATECALL 0 0 LOG0 STOP", muted: "defineLog", tell: func(l *liar) {
			l.Logs[codeOld][0].Failed = 0 // it passes for the new run's own log
			l.claimPreserved()
		}},
		{what: "a log of other data", program: program{code: "1 0 LOG0 STOP"}, newCode: "7 0 MSTORE8 1 0 LOG0 STOP", muted: "table runs", tell: func(l *liar) {
			l.Logs[codeNew][0].Base = l.Logs[codeOld][0].Base
			l.claimPreserved()
		}},
		{what: "a log with fewer topics", program: program{code: "5 0 0 LOG1 STOP"}, newCode: "5 0 0 LOG0 STOP", muted: "table chips", tell: func(l *liar) {
			log := &l.Logs[codeNew][0]
			log.Topics[0], log.Topics[1] = 0, 1
			log.Topic[0] = low(5)
			l.claimPreserved()
		}},
	}
}

// claimPreserved claims what the runs do not bear out.
func (l *liar) claimPreserved() {
	l.Preserved, l.Succeeded = 1, 1
	l.rebind()
}
