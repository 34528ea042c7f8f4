// SPDX-License-Identifier: Apache-2.0

package exec

import "github.com/consensys/gnark/frontend"

// claimLies are about what is claimed of the two runs.
func claimLies() []lie {
	store := program{code: "1 0 SSTORE STOP"}
	const other = "2 0 SSTORE STOP"
	return []lie{
		{what: "a slot that is not preserved", program: store, newCode: other, muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "a status that is not preserved", program: program{code: "STOP"}, newCode: "INVALID", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "an output that is not preserved", program: program{code: "7 0 MSTORE 32 0 RETURN"}, newCode: "8 0 MSTORE 32 0 RETURN", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "the length of an output that is not preserved", program: program{code: "32 0 RETURN"}, newCode: "31 0 RETURN", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "a balance that is not preserved", program: program{code: "0 0 0 0 1 0xdd00 GAS CALL POP STOP", targetBalance: 9},
			newCode: "0 0 0 0 2 0xdd00 GAS CALL POP STOP", muted: "definePreserved", tell: (*liar).claimPreserved},
		{what: "more successes than there were", program: store, muted: "definePreserved", tell: func(l *liar) {
			l.claimPreserved()
			l.Succeeded = 2
			l.rebind()
		}},
		{what: "a claim of half of preserved", program: store, newCode: other, muted: "definePreserved", tell: func(l *liar) {
			l.Preserved, l.Succeeded = fraction(1, 2), fraction(1, 2)
			l.rebind()
		}},
		{what: "another block than the claim's", program: store, muted: "binding", tell: func(l *liar) { l.Env.Number.Lo = 21 }},
		{what: "another balance than the claim's", program: program{code: "STOP"}, muted: "binding", tell: func(l *liar) {
			user := &l.Accounts[1]
			user.Balance, user.After = 3, [runs]frontend.Variable{3, 3}
			l.list()
		}},
		{what: "a code that is not the committed one", program: store, muted: "binding", tell: func(l *liar) {
			claim := l.Claim
			l.storeInstead(7)
			l.patch(1, 7)
			l.Claim = claim
		}},
		{what: "another target than the claim's", program: store, muted: "binding", tell: func(l *liar) {
			for _, address := range []*frontend.Variable{&l.Accounts[0].Low, &l.Txs[0].ToAddress.Lo, &l.Slots[0].Address.Lo} {
				*address = plus(*address, 1)
			}
			for _, f := range used(l.Frames) {
				f.SelfAddress.Lo = plus(f.SelfAddress.Lo, 1)
			}
			l.list()
		}},
		{what: "another evaluation", program: store, muted: "binding", tell: func(l *liar) { l.Evaluation = plus(l.Evaluation, 1) }},
		{what: "another challenge", program: store, muted: "binding", tell: func(l *liar) { l.Challenge = plus(l.Challenge, 1) }},
	}
}
