// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"fmt"
	"math/big"
)

// Limits are the capacities of a shape.
type Limits struct{ Rows, Stubs int }

// Stub is a jump PUSH2 Target JUMP written over old code at At.
type Stub struct{ At, Target int }

// Row is one byte of reachable appended code: at Q in new code the contract stands where old code stood at P, with H
// values of a guard on top of the stack. Imm is the immediate read so far.
type Row struct {
	Q, P, H int
	Imm     *big.Int
	Rule    int // index into Rules()
}

// Witness shows that new code is old code with guards.
type Witness struct {
	Stubs []Stub
	Rows  []Row
}

// NotGuardOnly says why new code is not old code with guards. It is for the owner: it tells where the patch is.
type NotGuardOnly struct {
	At     int // offset in new code
	Reason string
}

func (e *NotGuardOnly) Error() string {
	return fmt.Sprintf("at offset %d of new code: %s", e.At, e.Reason)
}

// Find searches the witness for code.guardOnly; slots are the storage slots guards may read.
func Find(old, new []byte, bodyEnd int, slots [][32]byte, limits Limits) (Witness, error) {
	s := &search{old: old, new: new, e: scan(new), slots: map[string]bool{}, runs: map[entry][]Row{}, bad: map[entry]bool{}}
	for _, slot := range slots {
		s.slots[new256(slot[:]).String()] = true
	}
	stubs, err := s.stubs(bodyEnd)
	if err != nil {
		return Witness{}, err
	}
	rows := s.collect(stubs)
	if len(stubs) > limits.Stubs {
		return Witness{}, &NotGuardOnly{stubs[limits.Stubs].At, fmt.Sprintf("%d windows, the shape holds %d", len(stubs), limits.Stubs)}
	}
	if len(rows) > limits.Rows {
		return Witness{}, &NotGuardOnly{rows[limits.Rows].Q, fmt.Sprintf("%d bytes of appended code, the shape holds %d", len(rows), limits.Rows)}
	}
	return Witness{Stubs: stubs, Rows: rows}, nil
}

func new256(b []byte) *big.Int { return new(big.Int).SetBytes(b) }

// entry is a JUMPDEST of appended code in the state in which it is reached.
type entry struct {
	q, p, h int
	mode    Mode
}

type search struct {
	old, new []byte
	e        []int
	slots    map[string]bool
	runs     map[entry][]Row // solved, or being solved (nil)
	bad      map[entry]bool
	deepest  NotGuardOnly
}

// stubs explains every byte below bodyEnd that differs, each by an INVALID instruction or by a stub.
func (s *search) stubs(bodyEnd int) ([]Stub, error) {
	if len(s.new) < bodyEnd {
		return nil, &NotGuardOnly{len(s.new), fmt.Sprintf("new code ends inside the %d bytes of old code", bodyEnd)}
	}
	var found []Stub
	covered := 0
	for j := range bodyEnd {
		if s.new[j] == s.old[j] || j < covered || s.new[j] == opInvalid && s.e[j] > 0 {
			continue
		}
		stub, ok := s.stubOver(j, covered)
		if !ok {
			return nil, s.reasonAt(j)
		}
		found = append(found, stub)
		covered = stub.At + stubBytes
	}
	return found, nil
}

const stubBytes = 4

func (s *search) stubOver(j, from int) (Stub, bool) {
	for w := j; w > j-stubBytes && w >= from; w-- {
		if w+stubBytes > len(s.new) || s.e[w] == 0 || s.new[w] != opPush2 || s.new[w+3] != opJump {
			continue
		}
		to := int(s.new[w+1])<<8 | int(s.new[w+2])
		if s.solve(entry{to, w, 0, Neutral}) {
			return Stub{w, to}, true
		}
	}
	return Stub{}, false
}

func (s *search) reasonAt(j int) error {
	if s.deepest.Reason != "" {
		return &NotGuardOnly{s.deepest.At, s.deepest.Reason}
	}
	return &NotGuardOnly{j, "old code was changed, by neither a jump to appended code nor an INVALID instruction"}
}

// solve finds the rows from an entry on. Entries being solved count as solved: a loop through appended code is sound,
// since each of its rows is checked. A failure forgets what was solved under that assumption.
func (s *search) solve(at entry) bool {
	if s.bad[at] {
		return false
	}
	if _, known := s.runs[at]; known {
		return true
	}
	if at.q >= len(s.new) || s.new[at.q] != opJumpdest || s.e[at.q] == 0 {
		s.fail(at.q, "a jump does not lead to a JUMPDEST of appended code")
		return false
	}
	before := make(map[entry][]Row, len(s.runs))
	for k, v := range s.runs {
		before[k] = v
	}
	s.runs[at] = nil
	rows, ok := s.follow(Row{Q: at.q, P: at.p, H: at.h, Imm: new(big.Int)}, at.mode, new(big.Int), map[string]bool{})
	if !ok {
		s.runs = before
		s.bad[at] = true
		return false
	}
	s.runs[at] = rows
	return true
}

func (s *search) fail(q int, format string, args ...any) {
	if q >= s.deepest.At {
		s.deepest = NotGuardOnly{q, fmt.Sprintf(format, args...)}
	}
}

// follow extends a run row by row, trying each rule that fits; dead remembers states that lead nowhere.
func (s *search) follow(row Row, mode Mode, imm *big.Int, dead map[string]bool) ([]Row, bool) {
	if row.Q >= len(s.new) {
		s.fail(row.Q, "appended code runs past its end")
		return nil, false
	}
	key := fmt.Sprintf("%d %d %d %d %v", row.Q, row.P, row.H, mode, imm)
	if dead[key] {
		return nil, false
	}
	for _, index := range rulesFor(mode, int(s.new[row.Q]), s.e[row.Q]) {
		rule := table[index]
		if !s.allows(rule, row, imm) {
			continue
		}
		own := row
		own.Rule = index
		own.Imm = new(big.Int)
		if rule.Data {
			own.Imm.Add(own.Imm.Lsh(imm, 8), big.NewInt(int64(rule.V)))
		}
		if rule.Terminal {
			return []Row{own}, true
		}
		next := Row{Q: row.Q + 1, P: row.P, H: row.H + rule.DH}
		if rule.Advance {
			next.P++
		}
		if rest, ok := s.follow(next, rule.Out, own.Imm, dead); ok {
			return append([]Row{own}, rest...), true
		}
	}
	dead[key] = true
	s.fail(row.Q, "this instruction is neither a copy of the replaced code nor part of a guard")
	return nil, false
}

// allows checks the conditions of a rule beyond mode and byte.
func (s *search) allows(rule Rule, row Row, imm *big.Int) bool {
	h := row.H + rule.DH
	switch {
	case rule.Advance && (row.H != 0 || row.P >= len(s.old) || int(s.old[row.P]) != rule.U):
		return false
	case row.H < rule.MinH || row.H-rule.MinH > 31:
		return false
	case rule.Entry && rule.Target == ZeroProduct && row.H != 0:
		return false
	case rule.Sload:
		return s.slots[imm.String()]
	case rule.Continue:
		return h == 0 && imm.Cmp(big.NewInt(int64(row.P))) == 0
	case rule.Jump:
		return imm.IsInt64() && imm.Int64() < int64(len(s.new)) && s.solve(entry{int(imm.Int64()), row.P, h, rule.Target})
	}
	return true
}

// collect lists the runs that the stubs need, each once; a run inside another one is not repeated.
func (s *search) collect(stubs []Stub) []Row {
	var rows []Row
	provided := map[entry]bool{}
	var need func(at entry)
	need = func(at entry) {
		if provided[at] {
			return
		}
		run := s.runs[at]
		var later []entry
		for _, row := range run {
			rule := table[row.Rule]
			if rule.Entry {
				provided[entry{row.Q, row.P, row.H, rule.Target}] = true
			}
		}
		for i, row := range run {
			if rule := table[row.Rule]; rule.Jump {
				later = append(later, entry{int(run[i-1].Imm.Int64()), row.P, row.H + rule.DH, rule.Target})
			}
		}
		rows = append(rows, run...)
		for _, at := range later {
			need(at)
		}
	}
	for _, stub := range stubs {
		need(entry{stub.Target, stub.At, 0, Neutral})
	}
	return rows
}

// rulesFor gives the indices of the rules for a mode and a byte; templates come before copies, copies before guards, so
// that the intended reading is tried first.
func rulesFor(mode Mode, v, e int) []int { return byByte[ruleKey{mode, v, e}] }

type ruleKey struct {
	mode Mode
	v, e int
}

var byByte = func() map[ruleKey][]int {
	index := map[ruleKey][]int{}
	for i := len(table) - 1; i >= 0; i-- {
		r := table[i]
		k := ruleKey{r.In, r.V, r.E}
		index[k] = append(index[k], i)
	}
	return index
}()
