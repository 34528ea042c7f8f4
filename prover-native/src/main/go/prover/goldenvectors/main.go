// SPDX-License-Identifier: Apache-2.0

// Command goldenvectors writes the vectors that Go, Java and Solidity tests read: hashes, K, patchId, z, y, and one real
// proof of the test shape; or several proofs under one key. Usage:
//
//	go run ./prover/goldenvectors > ../../test/vectors/golden.json
//	go run ./prover/goldenvectors batch > ../../test/vectors/golden-batch.json
package main

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	"suture.dev/prover-native/prover"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "goldenvectors:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	folder, err := os.MkdirTemp("", "suture-golden-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	vectors, err := makeVectors(folder, args)
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	return encoder.Encode(vectors)
}

func hexOf(b []byte) string { return "0x" + hex.EncodeToString(b) }

// makeVectors attests a small guard-only patch with fixed blinds. The key is fresh, so vk and proofs change at each run.
func makeVectors(folder string, args []string) (map[string]any, error) {
	key, err := prover.OpenKey("code-1k", folder, func(string, int) {})
	if err != nil {
		return nil, err
	}
	v := newVector()
	switch {
	case len(args) == 0:
		return v.values(key)
	case len(args) == 1 && args[0] == "batch":
		return v.batch(key)
	default:
		return nil, fmt.Errorf("unknown arguments %q, want none or batch", args)
	}
}
