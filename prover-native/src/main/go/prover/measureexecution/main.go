// SPDX-License-Identifier: Apache-2.0

// Command measureexecution proves one scenario of a case in the smallest shape that has room, several times, and prints times and
// peak memory. Usage: go run ./prover/measureexecution KEY_FOLDER CASE_FOLDER LABEL NUMBER [SHAPE]; NUMBER is that of a benign
// scenario or -1 for the exploit, LABEL may be empty.
package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/exec"
	"suture.dev/prover-native/evm/casefile"
	"suture.dev/prover-native/prover"
)

const proofs = 3

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measureexecution:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 4 && len(args) != 5 {
		return fmt.Errorf("got %d arguments, want KEY_FOLDER CASE_FOLDER LABEL NUMBER [SHAPE]", len(args))
	}
	in, err := readInput(args[1], args[2], args[3])
	if err != nil {
		return err
	}
	plan, err := exec.Check(in)
	if err != nil {
		return err
	}
	shape := plan.Shape.Name
	if len(args) == 5 {
		shape = args[4]
	}
	start := time.Now()
	key, err := prover.OpenKey(shape, args[0], func(phase string, percent int) { fmt.Printf("\r%-40s %3d %%", phase, percent) })
	if err != nil {
		return err
	}
	fmt.Printf("\r%s: %d constraints, %d steps, key opened in %.1f s%20s\n", shape, key.Manifest.Constraints, plan.Steps(), time.Since(start).Seconds(), "")
	blinds := exec.Blinds{Commitment: fr.NewElement(3), Evaluation: fr.NewElement(4), Scenario: fr.NewElement(5), Harm: fr.NewElement(6), Expected: fr.NewElement(7)}
	for i := range proofs {
		start = time.Now()
		if _, _, err := key.ProveExecution(in, blinds, fr.NewElement(uint64(1000+i)), func(string, int) {}); err != nil {
			return err
		}
		fmt.Printf("prove %d: %.2f s\n", i+1, time.Since(start).Seconds())
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return err
	}
	fmt.Printf("peak resident memory: %d MiB\n", usage.Maxrss/1024)
	return nil
}

func readInput(folder, label, number string) (exec.Input, error) {
	c, err := casefile.Load(folder)
	if err != nil {
		return exec.Input{}, err
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return exec.Input{}, err
	}
	in, there := exec.InputOf(&c.Scenarios, n)
	in.Old, in.New = c.Old, c.New[label]
	switch {
	case !there:
		return in, fmt.Errorf("no scenario %d", n)
	case in.New == nil:
		return in, fmt.Errorf("no new code with label %q", label)
	}
	return in, nil
}
