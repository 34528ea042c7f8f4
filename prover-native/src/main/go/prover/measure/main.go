// SPDX-License-Identifier: Apache-2.0

// Command measure proves one patch in a shape several times and prints time and peak memory.
// Usage: go run ./prover/measure SHAPE KEY_FOLDER OLD_HEX NEW_HEX
package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/prover"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 4 {
		return fmt.Errorf("got %d arguments, want SHAPE KEY_FOLDER OLD_HEX NEW_HEX", len(args))
	}
	old, err := readHex(args[2])
	if err != nil {
		return err
	}
	patched, err := readHex(args[3])
	if err != nil {
		return err
	}
	start := time.Now()
	key, err := prover.OpenKey(args[0], args[1], func(string, int) {})
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d constraints, key opened in %.1f s\n", args[0], key.Manifest.Constraints, time.Since(start).Seconds())
	in := code.Input{Old: old, New: patched, MaxSize: 24576, Metadata: true, GuardOnly: true}
	blinds := code.Blinds{Commitment: fr.NewElement(3), Evaluation: fr.NewElement(4), Parameters: fr.NewElement(5)}
	for i := range 3 {
		start = time.Now()
		if _, _, err := key.Prove(in, blinds, fr.NewElement(uint64(1000+i)), func(string, int) {}); err != nil {
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

func readHex(path string) ([]byte, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return hex.DecodeString(strings.TrimPrefix(strings.TrimSpace(string(text)), "0x"))
}
