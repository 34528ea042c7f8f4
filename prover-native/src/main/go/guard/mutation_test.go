// SPDX-License-Identifier: Apache-2.0

package guard

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// TestFind_MutantsAreRefusedOrHarmless changes correct patches in many ways. Whatever the search still accepts is run beside
// old code by an independent interpreter, which must find nothing beyond "as old code, or refused".
func TestFind_MutantsAreRefusedOrHarmless(t *testing.T) {
	const mutantsPerCase = 1500
	for _, name := range []string{"evmpatch-bec", "evmpatch-hxg"} {
		old := sharedCase(t, name+"/old.runtime.hex")
		patched := sharedCase(t, name+"/new.evmpatch.runtime.hex")
		bodyEnd := AnalyzeOld(old).BodyEnd
		inputs := callInputs(t, name, old)
		random := rand.New(rand.NewPCG(7, uint64(len(old))))
		tried, accepted := map[string]int{}, map[string]int{}
		for range mutantsPerCase {
			kind, mutant := mutate(random, old, patched, bodyEnd)
			if mutant == nil || slices.Equal(mutant, patched) {
				continue
			}
			tried[kind]++
			if _, err := Find(old, mutant, bodyEnd, nil, shapeLimits); err != nil {
				continue
			}
			accepted[kind]++
			for i, input := range inputs {
				want, got := execute(old, input, uint64(i)), execute(mutant, input, uint64(i))
				if !got.refused && got != want {
					t.Fatalf("%s: an accepted mutant (%s) does what old code does not, on input %d", name, kind, i)
				}
			}
		}
		t.Logf("%s: tried %v, accepted (and harmless on %d inputs) %v", name, tried, len(inputs), accepted)
	}
}

// TestInterpreter_SeesTheDifference shows that the check above can fail: a backdoor is noticed.
func TestInterpreter_SeesTheDifference(t *testing.T) {
	old := sharedCase(t, "evmpatch-hxg/old.runtime.hex")
	noticed := 0
	for i, input := range callInputs(t, "evmpatch-hxg", old) {
		changed := slices.Clone(old)
		for pc := range changed {
			if changed[pc] == 0x03 { // some SUB becomes ADD, some immediate changes
				changed[pc] = 0x01
			}
		}
		if got := execute(changed, input, uint64(i)); !got.refused && got != execute(old, input, uint64(i)) {
			noticed++
		}
	}
	if noticed == 0 {
		t.Fatal("the interpreter notices no difference between plainly different codes")
	}
}

// mutate makes one change of a random kind.
func mutate(random *rand.Rand, old, patched []byte, bodyEnd int) (string, []byte) {
	mutant := slices.Clone(patched)
	flip := func(from, to int) []byte {
		mutant[from+random.IntN(to-from)] ^= 1 << random.IntN(8)
		return mutant
	}
	metadata := len(patched) - metadataLength(old)
	window := func() int {
		for {
			if at := random.IntN(bodyEnd); patched[at] != old[at] {
				return at
			}
		}
	}
	instructions := instructionStarts(patched, bodyEnd, metadata)
	pick := func() (int, int) {
		i := random.IntN(len(instructions) - 1)
		return instructions[i], instructions[i+1]
	}
	switch random.IntN(10) {
	case 0:
		return "flip in body", flip(0, bodyEnd)
	case 1:
		at := window()
		return "flip in window", flip(at, at+1)
	case 2, 3:
		return "flip in appended code", flip(bodyEnd, metadata)
	case 4:
		return "flip in metadata", flip(metadata, len(patched))
	case 5:
		a, b := pick()
		return "dropped instruction", slices.Delete(mutant, a, b)
	case 6:
		a, b := pick()
		return "duplicated instruction", slices.Insert(mutant, a, patched[a:b]...)
	case 7:
		i := random.IntN(len(instructions) - 2)
		a, b, c := instructions[i], instructions[i+1], instructions[i+2]
		return "swapped instructions", slices.Concat(patched[:a], patched[b:c], patched[a:b], patched[c:])
	case 8:
		at := window()
		mutant[at] = patched[random.IntN(len(patched))]
		return "copied byte into window", mutant
	}
	return "moved jump target", moveTarget(random, mutant, bodyEnd, metadata)
}

func instructionStarts(code []byte, from, to int) []int {
	var starts []int
	for pc := 0; pc < to; pc += 1 + PushLength(int(code[pc])) {
		if pc >= from {
			starts = append(starts, pc)
		}
	}
	return starts
}

// moveTarget gives a PUSH2 of a stub or of appended code another JUMPDEST.
func moveTarget(random *rand.Rand, code []byte, bodyEnd, metadata int) []byte {
	var pushes, targets []int
	for _, pc := range instructionStarts(code, 0, metadata) {
		if code[pc] == opPush2 && (pc >= bodyEnd || code[pc+3] == opJump) {
			pushes = append(pushes, pc)
		}
		if code[pc] == opJumpdest {
			targets = append(targets, pc)
		}
	}
	binary.BigEndian.PutUint16(code[pushes[random.IntN(len(pushes))]+1:], uint16(targets[random.IntN(len(targets))]))
	return code
}

// callInputs are the case's own calls, and for each selector in old code random and extreme arguments.
func callInputs(t *testing.T, name string, old []byte) [][]byte {
	t.Helper()
	random := rand.New(rand.NewPCG(3, 4))
	inputs := caseCalls(t, name)
	for pc := 0; pc < len(old); pc += 1 + PushLength(int(old[pc])) {
		if old[pc] != 0x63 || pc+5 > len(old) {
			continue
		}
		for range 40 {
			input := slices.Clone(old[pc+1 : pc+5])
			for range 5 {
				word := randomWord(random)
				if random.IntN(3) == 0 {
					word.SetInt64(int64(32 * random.IntN(6))) // offsets and lengths of arrays
				}
				input = append(input, word.FillBytes(make([]byte, 32))...)
			}
			inputs = append(inputs, input)
		}
	}
	return inputs
}

func caseCalls(t *testing.T, name string) [][]byte {
	t.Helper()
	type tx struct{ Data string }
	var c struct {
		Exploit []tx
		Benign  [][]tx
	}
	if err := json.Unmarshal(sharedFile(t, name+"/case.json"), &c); err != nil {
		t.Fatal(err)
	}
	var calls [][]byte
	for _, list := range append(c.Benign, c.Exploit) {
		for _, tx := range list {
			data, err := hex.DecodeString(strings.TrimPrefix(tx.Data, "0x"))
			if err != nil {
				t.Fatal(fmt.Errorf("%s: %w", name, err))
			}
			calls = append(calls, data)
		}
	}
	if len(calls) == 0 {
		t.Fatalf("%s has no calls", name)
	}
	return calls
}
