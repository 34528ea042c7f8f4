// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"encoding/binary"
	"fmt"
	"math/big"

	"golang.org/x/crypto/sha3"
)

// machine runs bytecode without gas, to compare what two codes do. It is written from the EVM's definition and shares
// nothing with the rules or the search. Storage never written reads as a function of seed and key, so that many states are
// met; calls, environment and block values answer as functions of seed and input.
type machine struct {
	code, calldata []byte
	seed           uint64
	storage        map[string]*big.Int
	events         []string // writes, logs and calls in order
	memory         []byte
	stack          []*big.Int
	returned       []byte
}

type outcome struct {
	refused bool // reverted or halted exceptionally
	trace   string
}

const (
	maxSteps  = 30_000
	maxMemory = 1 << 16
)

var (
	wordMax = new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), 256), big.NewInt(1))
	signBit = new(big.Int).Lsh(big.NewInt(1), 255)
)

func execute(code, calldata []byte, seed uint64) outcome {
	m := &machine{code: code, calldata: calldata, seed: seed, storage: map[string]*big.Int{}}
	status := m.run()
	if status == "refused" || status == "timeout" {
		return outcome{refused: true, trace: status}
	}
	return outcome{trace: fmt.Sprintf("%s %x %v", status, m.returned, m.events)}
}

func digest(parts ...[]byte) []byte {
	h := sha3.NewLegacyKeccak256()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
}

// oracle answers for the world: small and extreme values are as likely as large ones.
func (m *machine) oracle(what string, input []byte) *big.Int {
	d := digest([]byte(what), binary.BigEndian.AppendUint64(nil, m.seed), input)
	switch d[0] % 5 {
	case 0:
		return new(big.Int)
	case 1:
		return big.NewInt(int64(d[1]))
	case 2:
		return new(big.Int).Sub(wordMax, big.NewInt(int64(d[1])))
	case 3:
		return new(big.Int).SetBytes(d[12:])
	}
	return new(big.Int).SetBytes(d)
}

func jumpdests(code []byte) map[int]bool {
	valid := map[int]bool{}
	for pc := 0; pc < len(code); pc++ {
		if code[pc] == 0x5b {
			valid[pc] = true
		}
		if code[pc] >= 0x60 && code[pc] <= 0x7f {
			pc += int(code[pc]) - 0x5f
		}
	}
	return valid
}

func (m *machine) pop() *big.Int {
	v := m.stack[len(m.stack)-1]
	m.stack = m.stack[:len(m.stack)-1]
	return v
}

func (m *machine) push(v *big.Int) {
	m.stack = append(m.stack, new(big.Int).And(v, wordMax))
}

// span gives memory [offset, offset+size), or false when it is too far.
func (m *machine) span(offset, size *big.Int) ([]byte, bool) {
	if size.Sign() == 0 {
		return nil, true
	}
	end := new(big.Int).Add(offset, size)
	if !end.IsInt64() || end.Int64() > maxMemory {
		return nil, false
	}
	for len(m.memory) < int(end.Int64()) {
		m.memory = append(m.memory, make([]byte, 32)...)
	}
	return m.memory[offset.Int64():end.Int64()], true
}

func dataAt(data []byte, offset *big.Int, size int) []byte {
	out := make([]byte, size)
	if offset.IsInt64() && offset.Int64() < int64(len(data)) {
		copy(out, data[offset.Int64():])
	}
	return out
}

func signed(v *big.Int) *big.Int {
	if v.Cmp(signBit) >= 0 {
		return new(big.Int).Sub(v, new(big.Int).Add(wordMax, big.NewInt(1)))
	}
	return v
}

func truth(b bool) *big.Int {
	if b {
		return big.NewInt(1)
	}
	return new(big.Int)
}

// needs is how deep an opcode reaches into the stack and how much it grows it, from the yellow paper's table.
func (m *machine) run() string {
	valid := jumpdests(m.code)
	pc := 0
	for range maxSteps {
		op := byte(0)
		if pc < len(m.code) {
			op = m.code[pc]
		}
		in, out := stackEffect(int(op))
		if len(m.stack) < in || len(m.stack)-in+out > 1024 {
			return "refused"
		}
		switch {
		case op >= 0x5f && op <= 0x7f:
			n := int(op) - 0x5f
			m.push(new(big.Int).SetBytes(dataAt(m.code, big.NewInt(int64(pc+1)), n)))
			pc += 1 + n
			continue
		case op >= 0x80 && op <= 0x8f:
			m.push(m.stack[len(m.stack)-int(op-0x7f)])
		case op >= 0x90 && op <= 0x9f:
			top, low := len(m.stack)-1, len(m.stack)-1-int(op-0x8f)
			m.stack[top], m.stack[low] = m.stack[low], m.stack[top]
		case op == 0x56, op == 0x57:
			to := m.pop()
			if op == 0x57 && m.pop().Sign() == 0 {
				break
			}
			if !to.IsInt64() || !valid[int(to.Int64())] {
				return "refused"
			}
			pc = int(to.Int64())
			continue
		case op == 0x00:
			return "stopped"
		case op == 0xf3, op == 0xfd:
			offset, size := m.pop(), m.pop()
			data, ok := m.span(offset, size)
			if !ok || op == 0xfd {
				return "refused"
			}
			m.returned = data
			return "returned"
		case op == 0xff:
			m.events = append(m.events, fmt.Sprintf("selfdestruct %x", m.pop()))
			return "destroyed"
		case op == 0xfe || !Defined(int(op)):
			return "refused"
		default:
			if !m.step(op) {
				return "refused"
			}
		}
		pc++
	}
	return "timeout"
}

// step runs one instruction that does not change the flow; false halts.
func (m *machine) step(op byte) bool {
	switch {
	case op >= 0x01 && op <= 0x1e:
		m.push(arithmetic(op, m))
	case op >= 0xa0 && op <= 0xa4:
		offset, size := m.pop(), m.pop()
		data, ok := m.span(offset, size)
		if !ok {
			return false
		}
		event := fmt.Sprintf("log %x", data)
		for range op - 0xa0 {
			event += fmt.Sprintf(" %x", m.pop())
		}
		m.events = append(m.events, event)
	case op >= 0xf0:
		return m.call(op)
	default:
		return m.access(op)
	}
	return true
}

func (m *machine) call(op byte) bool {
	in, _ := stackEffect(int(op))
	args := make([]*big.Int, in)
	for i := range args {
		args[i] = m.pop()
	}
	at := map[byte]int{0xf0: 1, 0xf5: 1, 0xf1: 3, 0xf2: 3, 0xf4: 2, 0xfa: 2}[op]
	input, ok := m.span(args[at], args[at+1])
	if !ok {
		return false
	}
	shown := args
	if op != 0xf0 && op != 0xf5 {
		shown = args[1:at] // the gas operand may differ
	}
	event := fmt.Sprintf("call %x %x %x", op, shown, input)
	m.events = append(m.events, event)
	answer := m.oracle(event, binary.BigEndian.AppendUint64(nil, uint64(len(m.events))))
	if at+3 < in {
		output, ok := m.span(args[at+2], args[at+3])
		if !ok {
			return false
		}
		copy(output, digest([]byte(event)))
	}
	m.push(truth(answer.Bit(0) == 1))
	return true
}

func (m *machine) access(op byte) bool {
	switch op {
	case 0x20:
		offset, size := m.pop(), m.pop()
		data, ok := m.span(offset, size)
		if !ok {
			return false
		}
		m.push(new(big.Int).SetBytes(digest(data)))
	case 0x35:
		m.push(new(big.Int).SetBytes(dataAt(m.calldata, m.pop(), 32)))
	case 0x36:
		m.push(big.NewInt(int64(len(m.calldata))))
	case 0x37, 0x3e, 0x39:
		source := map[byte][]byte{0x37: m.calldata, 0x39: m.code}[op]
		to, from, size := m.pop(), m.pop(), m.pop()
		data, ok := m.span(to, size)
		if !ok {
			return false
		}
		copy(data, dataAt(source, from, len(data)))
	case 0x38:
		m.push(big.NewInt(int64(len(m.code))))
	case 0x50:
		m.pop()
	case 0x51, 0x52:
		offset := m.pop()
		data, ok := m.span(offset, big.NewInt(32))
		if !ok {
			return false
		}
		if op == 0x51 {
			m.push(new(big.Int).SetBytes(data))
		} else {
			m.pop().FillBytes(data)
		}
	case 0x53:
		offset, v := m.pop(), m.pop()
		data, ok := m.span(offset, big.NewInt(1))
		if !ok {
			return false
		}
		data[0] = byte(v.Uint64())
	case 0x54, 0x5c:
		key := fmt.Sprintf("%x %x", op&8, m.pop())
		if v, written := m.storage[key]; written {
			m.push(v)
		} else {
			m.push(m.oracle("slot", []byte(key)))
		}
	case 0x55, 0x5d:
		key := fmt.Sprintf("%x %x", op&9, m.pop())
		v := m.pop()
		m.storage[fmt.Sprintf("%x%s", map[byte]byte{0x55: 0, 0x5d: 8}[op], key[1:])] = v
		m.events = append(m.events, fmt.Sprintf("store %x %s %x", op, key, v))
	case 0x58, 0x5a:
		m.push(new(big.Int)) // PC and GAS: never compared
	case 0x59:
		m.push(big.NewInt(int64(len(m.memory))))
	case 0x5b:
	default:
		in, out := stackEffect(int(op))
		var input []byte
		for range in {
			input = append(input, m.pop().Bytes()...)
		}
		for range out {
			m.push(m.oracle(fmt.Sprint("environment ", op), input))
		}
	}
	return true
}

func arithmetic(op byte, m *machine) *big.Int {
	a := m.pop()
	switch op {
	case 0x15:
		return truth(a.Sign() == 0)
	case 0x19:
		return new(big.Int).Xor(a, wordMax)
	case 0x1e:
		return big.NewInt(int64(256 - a.BitLen()))
	}
	b := m.pop()
	switch op {
	case 0x01:
		return new(big.Int).Add(a, b)
	case 0x02:
		return new(big.Int).Mul(a, b)
	case 0x03:
		return new(big.Int).Sub(a, b)
	case 0x04, 0x06:
		if b.Sign() == 0 {
			return new(big.Int)
		}
		q, r := new(big.Int).QuoRem(a, b, new(big.Int))
		return map[byte]*big.Int{0x04: q, 0x06: r}[op]
	case 0x05, 0x07:
		if b.Sign() == 0 {
			return new(big.Int)
		}
		q, r := new(big.Int).QuoRem(signed(a), signed(b), new(big.Int))
		return map[byte]*big.Int{0x05: q, 0x07: r}[op]
	case 0x08, 0x09:
		n := m.pop()
		if n.Sign() == 0 {
			return new(big.Int)
		}
		v := new(big.Int).Add(a, b)
		if op == 0x09 {
			v.Mul(a, b)
		}
		return v.Mod(v, n)
	case 0x0a:
		return new(big.Int).Exp(a, b, new(big.Int).Add(wordMax, big.NewInt(1)))
	case 0x0b:
		if a.BitLen() > 5 || a.Uint64() > 30 {
			return b
		}
		bits := uint(a.Uint64()*8 + 8)
		low := new(big.Int).And(b, new(big.Int).Sub(new(big.Int).Lsh(big.NewInt(1), bits), big.NewInt(1)))
		if low.Bit(int(bits)-1) == 1 {
			low.Sub(low, new(big.Int).Lsh(big.NewInt(1), bits))
		}
		return low
	}
	return compare(op, a, b)
}

func compare(op byte, a, b *big.Int) *big.Int {
	switch op {
	case 0x10:
		return truth(a.Cmp(b) < 0)
	case 0x11:
		return truth(a.Cmp(b) > 0)
	case 0x12:
		return truth(signed(a).Cmp(signed(b)) < 0)
	case 0x13:
		return truth(signed(a).Cmp(signed(b)) > 0)
	case 0x14:
		return truth(a.Cmp(b) == 0)
	case 0x16:
		return new(big.Int).And(a, b)
	case 0x17:
		return new(big.Int).Or(a, b)
	case 0x18:
		return new(big.Int).Xor(a, b)
	case 0x1a:
		if a.BitLen() > 5 {
			return new(big.Int)
		}
		return big.NewInt(int64(b.FillBytes(make([]byte, 32))[a.Uint64()]))
	}
	shift := uint(256)
	if a.BitLen() <= 8 {
		shift = uint(a.Uint64())
	}
	switch op {
	case 0x1b:
		return new(big.Int).Lsh(b, shift)
	case 0x1c:
		return new(big.Int).Rsh(b, shift)
	}
	return new(big.Int).Rsh(signed(b), shift) // SAR
}
