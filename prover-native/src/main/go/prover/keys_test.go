// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

func TestOpenKey_LoadsTheKeyItMadeAndRefusesAnyOther(t *testing.T) {
	dir := t.TempDir()
	last := 0
	growing := func(phase string, percent int) {
		if percent < last {
			t.Errorf("%s goes back from %d to %d percent", phase, last, percent)
		}
		last = percent
	}
	made, err := OpenKey("code-1k", dir, growing)
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := OpenKey("code-1k", dir, quiet)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(made.VKBlob, loaded.VKBlob) || made.Manifest != loaded.Manifest {
		t.Error("the key was made anew")
	}
	proof, inputs, err := loaded.Prove(testInput, testBlinds, fr.NewElement(5), quiet)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := Verify(made.VKBlob, inputs, proof); err != nil || !ok {
		t.Fatalf("the proof does not verify: %v %v", ok, err)
	}
	for _, suffix := range []string{".pk", ".vk", ".json"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*"+suffix))
		if err != nil || len(paths) != 1 {
			t.Fatalf("got %q %v, want one file", paths, err)
		}
		refusesDamage(t, dir, paths[0])
	}
}

func refusesDamage(t *testing.T, dir, path string) {
	t.Helper()
	right, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	changed := bytes.Clone(right)
	changed[len(changed)/2] ^= 1
	for name, content := range map[string][]byte{
		"changed": changed, "longer": append(bytes.Clone(right), 0), "shorter": right[:len(right)-2], "empty": nil,
	} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := OpenKey("code-1k", dir, quiet); !errors.Is(err, ErrKey) {
			t.Errorf("%s %s: got %v, want ErrKey", name, filepath.Ext(path), err)
		}
	}
	if err := os.WriteFile(path, right, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOpenDigested_ReadsWhatItHashedWhenTheFileIsReplaced(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	content := []byte("content")
	digest := sha256.Sum256(content)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := openDigested(path, hex.EncodeToString(digest[:]))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := writeAtomically(path, func(w io.Writer) error {
		_, err := w.Write([]byte("another"))
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, content) {
		t.Errorf("got %q %v, want %q", got, err, content)
	}
}
