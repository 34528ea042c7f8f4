// SPDX-License-Identifier: Apache-2.0

// Command keccakbaseline proves 1, 2 and 4 chained keccak-f[1600] permutations and extrapolates to the 181 that hash 24,576
// bytes of code: what binding a proof to a code hash would cost without the polynomial of DESIGN.md §3.
// Usage: go run . (from this folder)
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/consensys/gnark-crypto/ecc"
	"github.com/consensys/gnark/backend/groth16"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"
	"github.com/consensys/gnark/logger"
	"github.com/consensys/gnark/std/math/uints"
	"github.com/consensys/gnark/std/permutation/keccakf"
	"github.com/rs/zerolog"
)

// rateBytes is what one permutation absorbs; 24,576 bytes and the padding take 181.
const (
	rateBytes = 136
	codeBytes = 24576
)

type circuit struct {
	permutations int `gnark:"-"`
	In           [25]uints.U64
	Low          frontend.Variable `gnark:",public"`
}

func (c *circuit) Define(api frontend.API) error {
	words, err := uints.New[uints.U64](api)
	if err != nil {
		return err
	}
	state := c.In
	for range c.permutations {
		state = keccakf.Permute(words, state)
	}
	api.AssertIsEqual(words.ToValue(state[0]), c.Low)
	return nil
}

func main() {
	logger.Set(zerolog.Nop())
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "keccakbaseline:", err)
		os.Exit(1)
	}
}

func run() error {
	fmt.Println("| permutations | R1CS | prove |")
	fmt.Println("|---:|---:|---:|")
	var sizes [5]int
	var times [5]float64
	for _, n := range []int{1, 2, 4} {
		size, seconds, err := measure(n)
		if err != nil {
			return err
		}
		sizes[n], times[n] = size, seconds
		fmt.Printf("| %d | %d | %.1f s |\n", n, size, seconds)
	}
	const all = codeBytes/rateBytes + 1
	perConstraints := float64(sizes[4]-sizes[2]) / 2
	perSeconds := (times[4] - times[2]) / 2
	fmt.Printf("| %d (extrapolated linearly from 2 and 4) | %.1f M | %.0f s |\n", all,
		(float64(sizes[4])+perConstraints*(all-4))/1e6, times[4]+perSeconds*(all-4))
	return nil
}

func measure(n int) (int, float64, error) {
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, &circuit{permutations: n})
	if err != nil {
		return 0, 0, err
	}
	pk, _, err := groth16.Setup(system)
	if err != nil {
		return 0, 0, err
	}
	assignment := &circuit{Low: lowWord(n)}
	for i := range assignment.In {
		assignment.In[i] = uints.NewU64(uint64(i))
	}
	witness, err := frontend.NewWitness(assignment, ecc.BN254.ScalarField())
	if err != nil {
		return 0, 0, err
	}
	start := time.Now()
	if _, err := groth16.Prove(system, pk, witness); err != nil {
		return 0, 0, err
	}
	return system.GetNbConstraints(), time.Since(start).Seconds(), nil
}
