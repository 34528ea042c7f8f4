// SPDX-License-Identifier: Apache-2.0

package evmoracle

import (
	"bytes"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/core/types"

	"suture.dev/prover-native/evm"
)

const randomPrograms = 3000

// TestRandomPrograms runs programs that call each other, made of all supported opcodes, on package evm and go-ethereum.
func TestRandomPrograms(t *testing.T) {
	agreed, inconclusive := 0, map[evm.Cause]int{}
	opcodes, calls, halts := map[string]int{}, map[callWay]int{}, map[evm.Halt]int{}
	for seed := range uint64(randomPrograms) {
		v := randomVector(rand.New(rand.NewPCG(seed, 1)))
		ours, err := runOurs(v, new(big.Int))
		if err != nil {
			t.Fatal(err)
		}
		if ours.Inconclusive != nil {
			inconclusive[ours.Inconclusive.Cause]++
			continue
		}
		ample, err := gethWithoutGas(v)
		if err != nil {
			t.Fatal(err)
		}
		if difference := ample.differs(ours); difference != "" {
			if !ample.outOfGas { // a jump made a call's gas operand of something else
				t.Errorf("seed %d: %s", seed, difference)
			}
			continue
		}
		agreed++
		for _, step := range ours.Steps {
			opcodes[evm.OpcodeName(step.Op)]++
			calls[wayOf(&step)]++
			halts[step.Halt]++
		}
	}
	t.Log(agreed, "agree,", inconclusive, "inconclusive,", len(opcodes), "opcodes, calls", calls, "halts", halts)
	if agreed < randomPrograms*98/100 {
		t.Errorf("%d of %d agree, the others are inconclusive: %v", agreed, randomPrograms, inconclusive)
	}
	for op := range 256 {
		name := evm.OpcodeName(byte(op))
		if opcodes[name] == 0 && supported(byte(op)) {
			t.Errorf("no program ran %s", name)
		}
	}
	for _, op := range []string{"CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"} {
		for outcome := evm.Entered; outcome <= evm.NoBalance; outcome++ {
			for _, pays := range []bool{false, true} {
				possible := pays && (op == "CALL" || op == "CALLCODE") || !pays && outcome != evm.NoBalance
				if way := (callWay{op, pays, outcome}); possible && calls[way] == 0 {
					t.Errorf("no call was %v", way)
				}
			}
		}
	}
	for halt := evm.InvalidOpcode; halt <= evm.ReturnDataBounds; halt++ {
		// A program long enough to fill the stack is not made, vectors have it.
		if halts[halt] == 0 && halt != evm.StackOverflow {
			t.Errorf("no frame halted by %v", halt)
		}
	}
}

// callWay is an instruction of the CALL family, whether it has a value that is not zero, and its outcome.
type callWay struct {
	op      string
	pays    bool
	outcome evm.CallOutcome
}

// wayOf is that of a call; other steps have the outcome zero.
func wayOf(step *evm.Step) callWay {
	if step.Call == 0 {
		return callWay{}
	}
	op := evm.OpcodeName(step.Op)
	return callWay{op, (op == "CALL" || op == "CALLCODE") && !step.Pops[2].IsZero(), step.Call}
}

// supported tells opcodes that a run may contain anywhere.
func supported(op byte) bool {
	switch evm.OpcodeName(op) {
	case "CREATE", "CREATE2", "SELFDESTRUCT":
		return false
	}
	return evm.OpcodeName(op)[0] != '0'
}

// program writes random code in which every opcode finds its operands.
type program struct {
	random *rand.Rand
	index  int // it calls only programs of a higher one: recursion would use up go-ethereum's gas
	code   []byte
}

func (p *program) push(data ...byte) {
	p.code = append(append(p.code, 0x5f+byte(len(data))), data...)
}

// operand pushes a word: small numbers, single bits and their neighbours, and anything.
func (p *program) operand() {
	switch p.random.IntN(8) {
	case 0:
		p.code = append(p.code, 0x5f)
	case 1:
		p.code = append(p.code, 0x5f, 0x19) // NOT: all ones
	case 2:
		p.push(byte(p.random.IntN(256)))
		p.push(1)
		p.code = append(p.code, 0x90, 0x1b) // a power of two …
		if p.random.IntN(2) == 0 {
			p.push(1)
			p.code = append(p.code, 0x90, 0x03) // … less 1
		}
	case 3:
		wide := make([]byte, 1+p.random.IntN(32))
		for i := range wide {
			wide[i] = byte(p.random.Uint32())
		}
		p.push(wide...)
	case 4:
		p.code = append(p.code, 0x80+byte(p.random.IntN(16))) // DUP: one of the words at the bottom
	default:
		p.push(byte(p.random.IntN(70)))
	}
}

func (p *program) small() { p.push(byte(p.random.IntN(100))) }

// account pushes the address of a program, of a precompile, of somebody without code or of nobody.
func (p *program) account() {
	if p.random.IntN(8) == 0 {
		p.push([]byte{1, 4}[p.random.IntN(2)])
		return
	}
	address := programAddress(p.index + 1 + p.random.IntN(programs+1-p.index))
	p.push(address[:]...)
}

func (p *program) statement() {
	groups := [][]byte{
		{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x0a, 0x0b, 0x10, 0x11, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a, 0x1b, 0x1c, 0x1d},
		{0x15, 0x19, 0x1e, 0x35, 0x40, 0x49},
		{0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3a, 0x3d, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47, 0x48, 0x4a, 0x58, 0x59, 0x5b},
		{0x08, 0x09},
	}
	one := func(list []byte) byte { return list[p.random.IntN(len(list))] }
	switch p.random.IntN(16) {
	case 0, 1, 2:
		p.operand()
		p.operand()
		p.code = append(p.code, one(groups[0]))
	case 3:
		p.operand()
		p.code = append(p.code, one(groups[1]))
	case 4:
		p.code = append(p.code, one(groups[2]))
	case 5:
		p.operand()
		p.operand()
		p.operand()
		p.code = append(p.code, one(groups[3]))
	case 6:
		p.code = append(p.code, 0x8f+byte(1+p.random.IntN(16)), 0x80+byte(p.random.IntN(16)))
	case 7:
		p.account()
		p.code = append(p.code, one([]byte{0x31, 0x3b, 0x3f}))
	case 8, 9:
		p.memory()
	case 10, 11:
		p.storage()
	case 12:
		p.logs()
	case 13, 14:
		p.call()
	case 15:
		p.jump()
	}
}

func (p *program) memory() {
	switch p.random.IntN(5) {
	case 0:
		p.operand()
		p.small()
		p.code = append(p.code, []byte{0x52, 0x53}[p.random.IntN(2)])
	case 1:
		p.small()
		p.code = append(p.code, 0x51)
	case 2:
		p.small()
		p.small()
		p.code = append(p.code, 0x20)
	case 3:
		p.small() // length
		p.operand()
		p.small()
		p.code = append(p.code, []byte{0x37, 0x39}[p.random.IntN(2)])
	case 4:
		p.small()
		p.small()
		p.small()
		p.code = append(p.code, 0x5e)
		p.push(byte(p.random.IntN(40)))
		p.small()
		p.operand() // of the three, the top is the destination
		p.code = append(p.code, 0x50)
		p.small()
		p.account()
		p.code = append(p.code, 0x3c) // EXTCODECOPY
		if p.random.IntN(2) == 0 {
			p.push(byte(p.random.IntN(4)))
			p.code = append(p.code, 0x5f)
			p.small()
			p.code = append(p.code, 0x3e) // RETURNDATACOPY, at times out of bounds
		}
	}
}

func (p *program) storage() {
	slot := byte(p.random.IntN(4))
	switch p.random.IntN(4) {
	case 0:
		p.push(slot)
		p.code = append(p.code, 0x54)
	case 1:
		p.operand()
		p.push(slot)
		p.code = append(p.code, 0x55)
	case 2:
		p.push(slot)
		p.code = append(p.code, 0x5c)
	case 3:
		p.operand()
		p.push(slot)
		p.code = append(p.code, 0x5d)
	}
}

func (p *program) logs() {
	topics := p.random.IntN(5)
	for range topics {
		p.operand()
	}
	p.small()
	p.small()
	p.code = append(p.code, 0xa0+byte(topics))
}

func (p *program) call() {
	if p.random.IntN(4) == 0 {
		p.ring()
		return
	}
	op := []byte{0xf1, 0xf1, 0xf2, 0xf4, 0xfa}[p.random.IntN(5)]
	p.small()
	p.small()
	p.small()
	p.small()
	if op == 0xf1 || op == 0xf2 {
		p.push([]byte{0, 0, 1, 100, 255}[p.random.IntN(5)])
	}
	p.account()
	p.code = append(p.code, 0x5a, op)
}

// ring calls the doorbell as Solidity's transfer does: 2,300 gas, from the value's stipend or from the operand.
func (p *program) ring() {
	p.code = append(p.code, 0x5f, 0x5f, 0x5f, 0x5f)
	gas, value := []byte{0x08, 0xfc}, byte(0)
	if p.random.IntN(2) == 0 {
		gas, value = []byte{0}, 1
	}
	p.push(value)
	address := programAddress(doorbell)
	p.push(address[:]...)
	p.push(gas...)
	p.code = append(p.code, 0xf1)
}

// doorbells do little, so that only what a stipend frame may not do fails.
var doorbells = [][]byte{
	{0x00},
	{0x5f, 0x5f, 0xa0},       // LOG0
	{0x60, 0x01, 0x5f, 0x55}, // SSTORE
	{0x60, 0x01, 0x5f, 0x5d}, // TSTORE
	{0x60, 0x07, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xfd},       // REVERT
	{0x5f, 0x5f, 0x5f, 0x5f, 0x60, 0x01, 0x30, 0x5f, 0xf1}, // sends 1 wei
	{0x5f, 0x5f, 0x5f, 0x5f, 0x60, 0x01, 0x30, 0x5f, 0xf2}, // CALLCODE with 1 wei
	{0x5f, 0x5f, 0x5f, 0xf0},                               // CREATE
}

func (p *program) jump() {
	switch p.random.IntN(6) {
	case 0: // forward over an INVALID
		target := len(p.code) + 5
		p.push(byte(target>>8), byte(target))
		p.code = append(p.code, 0x56, 0xfe, 0x5b)
	case 1: // perhaps
		p.operand()
		target := len(p.code) + 5
		p.push(byte(target>>8), byte(target))
		p.code = append(p.code, 0x57, 0x5f, 0x5b)
	case 2: // to anywhere, rarely a JUMPDEST
		if p.random.IntN(4) == 0 {
			p.operand()
			p.push(byte(p.random.IntN(256)))
			p.code = append(p.code, 0x57)
		}
	case 3:
		if p.random.IntN(6) == 0 {
			p.code = append(p.code, byte(p.random.IntN(0xef)), byte(p.random.IntN(0x60)))
		}
	case 4:
		if p.random.IntN(4) == 0 {
			p.code = append(p.code, []byte{0x50, 0x00, 0xfe}[p.random.IntN(3)])
		}
		if p.random.IntN(20) == 0 {
			p.code = append(p.code, bytes.Repeat([]byte{0x50}, 200)...) // POP: nothing is left
		}
	case 5:
		if p.random.IntN(3) == 0 {
			p.small()
			p.small()
			p.code = append(p.code, []byte{0xf3, 0xfd}[p.random.IntN(2)])
		}
	}
}

// programs is how many accounts have code; two more have none, and only the first of them exists.
const (
	programs = 4
	doorbell = 10
)

func programAddress(i int) common.Address { return common.Address{0: 0xc0, 19: byte(i)} }

func randomVector(random *rand.Rand) *vector {
	alloc := types.GenesisAlloc{}
	for i := range programs {
		p := &program{random: random, index: i}
		for range 17 { // so that DUP16 and SWAP16 find a word
			p.push(byte(random.IntN(256)))
		}
		for range 5 + random.IntN(40) {
			p.statement()
		}
		if random.IntN(2) == 0 {
			p.code = append(p.code, 0x60+byte(random.IntN(32)), 0xff) // a truncated PUSH
		}
		alloc[programAddress(i)] = types.Account{Balance: big.NewInt(int64(random.IntN(300))), Nonce: 1, Code: p.code}
	}
	alloc[programAddress(doorbell)] = types.Account{Balance: big.NewInt(50), Nonce: 1, Code: doorbells[random.IntN(len(doorbells))]}
	alloc[programAddress(programs)] = types.Account{Balance: big.NewInt(5)}
	sender := common.Address{0: 0xaa}
	alloc[sender] = types.Account{Balance: big.NewInt(1000)}
	to := programAddress(0)
	data := make([]byte, random.IntN(80))
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	return &vector{to: &to, data: data, value: (*math.HexOrDecimal256)(big.NewInt(int64(random.IntN(3)))), file: &vectorFile{Pre: alloc,
		Env: vectorEnv{CurrentBaseFee: new(math.HexOrDecimal256), CurrentCoinbase: common.Address{0: 0xcb}, CurrentGasLimit: 30_000_000,
			CurrentNumber: 20, CurrentRandom: (*math.HexOrDecimal256)(big.NewInt(77)), CurrentTimestamp: 1000},
		Transaction: vectorTx{Sender: sender}}}
}
