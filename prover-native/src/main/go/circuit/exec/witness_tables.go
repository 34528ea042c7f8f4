// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"github.com/consensys/gnark/frontend"

	"bytes"
	"slices"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
	"suture.dev/prover-native/evm/outcome"
)

// scanned is a scan of codes as the circuit sees it.
type scanned struct {
	bytes  []byte
	prefix []fr.Element
	e      []int
}

func scan(code []byte, begins []bool) scanned {
	s := scanned{code, make([]fr.Element, len(code)), make([]int, len(code))}
	var value fr.Element
	base, due := fr.NewElement(256), 0
	for j, v := range code {
		if j%commitment.ChunkBytes == 0 && begins[j/commitment.ChunkBytes] {
			due = 0
		}
		b := fr.NewElement(uint64(v))
		value.Mul(&value, &base).Add(&value, &b)
		s.prefix[j] = value
		if due > 0 {
			due--
		} else {
			due = pushLength(int(v))
			s.e[j] = 1 + due
		}
	}
	return s
}

// fill writes the columns of a scan.
func (s *Scan) fill(from scanned) {
	due := 0
	for j := range from.bytes {
		due += from.e[j] - 1
		s.Prefix[j], s.PushData[j] = from.prefix[j], due
	}
}

// assignAccounts lists the target and, in rising order, every other account that either run touches or the scenario makes public.
func (b *builder) assignAccounts() error {
	s := b.in.Scenario
	touched := map[evm.Address]bool{}
	for i := range s.Txs {
		touched[s.Txs[i].From], touched[s.Txs[i].To] = true, true
	}
	for _, t := range b.traces {
		for i := range t.Steps {
			touchedBy(&t.Steps[i], touched)
		}
	}
	for _, c := range b.conditions() {
		if c.Subject == outcome.Slot || c.Subject == outcome.Balance {
			touched[c.Address] = true
		}
	}
	for a := range b.publicAccounts() {
		touched[a] = true
	}
	delete(touched, s.Target)
	for a := range touched {
		b.accounts = append(b.accounts, a)
	}
	slices.SortFunc(b.accounts, func(x, y evm.Address) int { return bytes.Compare(x[:], y[:]) })
	b.accounts = append([]evm.Address{s.Target}, b.accounts...)
	for i, a := range b.accounts {
		b.indices[a] = i
	}
	return nil
}

// touchedBy adds the account that an instruction names.
func touchedBy(s *evm.Step, touched map[evm.Address]bool) {
	switch s.Op {
	case 0x31, 0x3b:
		if len(s.Pops) > 0 {
			touched[evm.AddressFromWord(&s.Pops[0])] = true
		}
	case 0xf1, 0xf2, 0xf4, 0xfa:
		paid := (s.Op == 0xf1 || s.Op == 0xf2) && len(s.Pops) > 2 && !s.Pops[2].IsZero()
		if len(s.Pops) > 1 && s.Call != evm.NoBalance && (s.Call != evm.Precompile || paid) {
			touched[evm.AddressFromWord(&s.Pops[1])] = true
		}
	}
}

// assignCodes scans all codes and fills the account table.
func (b *builder) assignCodes() error {
	b.codeBytes, b.begins = [][]byte{b.in.Old, b.in.New, nil}, []int{0, 0, 0}
	target := func(code []byte, columns *Scan) scanned {
		s := scan(padded(code, len(columns.Prefix)), make([]bool, len(columns.Prefix)/commitment.ChunkBytes))
		columns.fill(s)
		return s
	}
	b.scans[codeOld], b.scans[codeNew] = target(b.in.Old, &b.c.Old), target(b.in.New, &b.c.New)
	region := make([]byte, commitment.ChunkBytes)
	for _, a := range b.accounts[1:] {
		if code := b.codeOf(a); len(code) > 0 {
			if _, known := b.codes[string(code)]; !known {
				b.codes[string(code)] = len(b.codeBytes)
				b.codeBytes, b.begins = append(b.codeBytes, code), append(b.begins, len(region))
				region = append(region, padded(code, chunksOf(len(code)+wordBytes+1)*commitment.ChunkBytes)...)
			}
		}
	}
	b.othersEnd = len(region) + commitment.ChunkBytes
	if have := len(b.c.Others.Scan.Prefix); b.othersEnd > have {
		return &CapacityError{partOtherCode, b.othersEnd, have}
	}
	if len(b.codeBytes) >= len(b.c.Lengths) {
		return &CapacityError{partCodes, len(b.codeBytes) + 1, len(b.c.Lengths)}
	}
	if n := max(len(b.in.Old), len(b.in.New)); n > b.c.shape.CodeBytes {
		return &CapacityError{partTargetCode, n, b.c.shape.CodeBytes}
	}
	b.assignOthers(region)
	for id, code := range b.codeBytes {
		b.c.Lengths[id] = len(code)
		if id > codeEmpty {
			b.assignCodeEnd(id, len(code))
		}
	}
	return b.assignAccountRows()
}

func padded(code []byte, n int) []byte {
	out := make([]byte, n)
	copy(out, code)
	return out
}

func (b *builder) assignOthers(region []byte) {
	o := &b.c.Others
	begins := make([]bool, len(o.Begins))
	begins[0], begins[1] = true, true
	for _, at := range b.begins[codeEmpty:] {
		begins[at/commitment.ChunkBytes] = true
	}
	b.scans[codeEmpty] = scan(padded(region, len(o.Scan.Prefix)), begins)
	o.Scan.fill(b.scans[codeEmpty])
	start := 0
	for k := range o.Begins {
		if begins[k] {
			start = 0
		}
		o.Begins[k], o.Start[k] = bit(begins[k]), start
		start += commitment.ChunkBytes
	}
	b.assignRest()
}

func (b *builder) codeOf(a evm.Address) []byte {
	if account := b.in.Scenario.Pre[a]; account != nil {
		return account.Code
	}
	return nil
}

// codeID is what an account runs in a run.
func (b *builder) codeID(a evm.Address, r int) int {
	if a == b.in.Scenario.Target {
		return r
	}
	if id, ok := b.codes[string(b.codeOf(a))]; ok {
		return id
	}
	return codeEmpty
}

// scanAt finds a byte of a code in its scan.
func (b *builder) scanAt(codeID, pc int) (*scanned, int) {
	return &b.scans[min(codeID, codeEmpty)], b.begins[codeID] + pc
}

func (b *builder) prefix(codeID, pc int) fr.Element {
	s, j := b.scanAt(codeID, pc)
	return s.prefix[j]
}

func (b *builder) assignAccountRows() error {
	for i, a := range b.accounts {
		row := take(b, partAccounts, b.c.Accounts)
		word := addressWord(a)
		row.Active, row.High, row.Low, row.CodeID, row.Callable = 1, word.Hi, word.Lo, b.codeID(a, 0), bit(callable(a))
		balance := b.cellAt(cellName{spaceBalance, i, evm.Word{}}).value
		if balance.BitLen() > balanceBits {
			b.unsupported("a balance of %d bits", balance.BitLen())
		}
		row.Balance, row.Listed = halves(&balance).Lo, bit(row.CodeID != codeEmpty || !balance.IsZero())
		if i > 1 {
			before := b.accounts[i-1]
			row.AboveTop = bit(!bytes.Equal(a[:4], before[:4]))
		}
	}
	return b.failure
}

// assignTxs fills the transactions and lays out their call data.
func (b *builder) assignTxs() error {
	for r := range runs {
		b.tails[r] = tailsOf(b.traces[r])
		for frame, tail := range b.tails[r] {
			input := string(b.traces[r].Frames[frame].Input)
			b.longestTails[input] = max(b.longestTails[input], tail)
		}
	}
	tails := b.tailsOfTxs()
	if b.in.Public {
		if err := b.spreadCallData(tails); err != nil {
			return err
		}
	}
	for k := range b.in.Scenario.Txs {
		tx, row := &b.in.Scenario.Txs[k], take(b, partTxs, b.c.Txs)
		if tx.Value.BitLen() > balanceBits {
			b.unsupported("a value of %d bits", tx.Value.BitLen())
		}
		*row = Tx{
			Active: 1, From: b.indices[tx.From], To: b.indices[tx.To], FromAddress: addressWord(tx.From), ToAddress: addressWord(tx.To),
			Value: halves(&tx.Value).Lo, Transfers: bit(!tx.Value.IsZero()), DataBase: b.rom.place(b, tx.Data, tails[k]), DataLen: len(tx.Data),
			Static: bit(tx.Static),
		}
		row.ValueInverse = inverse(row.Value)
	}
	b.rom.endTransactions(b)
	return b.failure
}

func (b *builder) tail(run, frame int) int { return b.tails[run][frame] }

// tailsOfTxs tells how many zeros either run reads behind the call data of each transaction.
func (b *builder) tailsOfTxs() []int {
	tails := make([]int, len(b.in.Scenario.Txs))
	for k := range tails {
		for r := range runs {
			if root := b.traces[r].Txs[k].RootFrame; root >= 0 {
				tails[k] = max(tails[k], b.tail(r, root))
			}
		}
	}
	return tails
}

// tailsOf tells how many zeros each frame reads behind its call data.
func tailsOf(t *evm.Trace) map[int]int {
	tails := map[int]int{}
	for i := range t.Steps {
		s := &t.Steps[i]
		var from, length evm.Word
		switch {
		case len(s.Pops) > 0 && s.Op == 0x35:
			from = s.Pops[0]
			length.SetUint64(wordBytes)
		case len(s.Pops) > 2 && s.Op == 0x37:
			from, length = s.Pops[1], s.Pops[2]
		default:
			continue
		}
		if end := new(evm.Word).Add(&from, &length); end.IsUint64() && end.Uint64() < 1<<lengthBits {
			tails[s.Frame] = max(tails[s.Frame], int(end.Uint64())-len(t.Frames[s.Frame].Input))
		}
	}
	return tails
}

type pushSite struct{ codeID, pc int }

// assignPushes fills one row for each PUSH that either run executes.
func (b *builder) assignPushes() error {
	sites := make([]pushSite, 0, len(b.sites))
	for s := range b.sites {
		sites = append(sites, s)
	}
	slices.SortFunc(sites, func(x, y pushSite) int {
		if x.codeID != y.codeID {
			return x.codeID - y.codeID
		}
		return x.pc - y.pc
	})
	for _, s := range sites {
		scan, j := b.scanAt(s.codeID, s.pc)
		n := pushLength(int(scan.bytes[j]))
		low := min(n, halfBytes)
		high := n - low
		meta := func(i int) int { return int(scan.bytes[i]) + 256*scan.e[i] }
		row := take(b, partPushes, b.c.Pushes)
		*row = Push{
			Active: 1, CodeID: s.codeID, PC: s.pc, High: high, Low: low, ScaleHigh: power(8 * high), ScaleLow: power(8 * low),
			Meta: [2]frontend.Variable{meta(j + high), meta(j + n)},
		}
		row.Prefix[0], row.Prefix[1], row.Prefix[2] = scan.prefix[j], scan.prefix[j+high], scan.prefix[j+n]
	}
	return b.failure
}
