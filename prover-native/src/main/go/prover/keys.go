// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"github.com/consensys/gnark-crypto/ecc"
	groth16bn254 "github.com/consensys/gnark/backend/groth16/bn254"
	"github.com/consensys/gnark/constraint"
	"github.com/consensys/gnark/frontend"
	"github.com/consensys/gnark/frontend/cs/r1cs"

	"suture.dev/prover-native/setup"
)

// ErrKey is wrapped by every error about key files: wrong, truncated or foreign.
var ErrKey = errors.New("unusable key file")

// Progress is told the phase and how much of the whole operation is done, in percent.
type Progress func(phase string, percent int)

// Where the phases of OpenKey start that come after the setup, in percent.
const writeKeyPercent, loadKeyPercent = 90, 95

// Key is a proving key in memory with its constraint system. It serves one proof at a time.
type Key struct {
	Shape    Shape
	Manifest Manifest
	VKBlob   []byte

	system constraint.ConstraintSystem
	pk     *groth16bn254.ProvingKey
}

// Compile builds the constraint system of a shape; it is the same on every machine.
func Compile(shape Shape) (constraint.ConstraintSystem, error) {
	system, err := frontend.Compile(ecc.BN254.ScalarField(), r1cs.NewBuilder, shape.circuit())
	if err != nil {
		return nil, fmt.Errorf("compile %s: %w", shape.Name, err)
	}
	return system, nil
}

// OpenKey loads the dev key of a shape from dir, or makes it there once: see package setup. The file names carry the
// digest of the constraint system, so a changed circuit never meets an old key. Processes wait for each other by a lock.
func OpenKey(shapeName, dir string, progress Progress) (*Key, error) {
	shape, err := ShapeNamed(shapeName)
	if err != nil {
		return nil, err
	}
	progress("compile", 0)
	system, err := Compile(shape)
	if err != nil {
		return nil, err
	}
	digest, err := systemDigest(system)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("key folder: %w", err)
	}
	files := keyFiles(dir, shapeName, digest)
	unlock, err := lockFile(files.lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if _, err := os.Stat(files.manifest); errors.Is(err, os.ErrNotExist) {
		if err := makeKey(shape, system, digest, files, progress); err != nil {
			return nil, err
		}
		debug.FreeOSMemory() // or the made key would still be there while the written one is read
	}
	progress("load key", loadKeyPercent)
	return loadKey(shape, system, digest, files)
}

type keyPaths struct{ manifest, pk, vk, lock string }

func keyFiles(dir, shape, digest string) keyPaths {
	stem := filepath.Join(dir, shape+"-"+digest[:16])
	return keyPaths{stem + ".json", stem + ".pk", stem + ".vk", stem + ".lock"}
}

// lockFile waits until this process alone holds the file.
func lockFile(path string) (func(), error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("key lock: %w", err)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(fmt.Errorf("key lock: %w", err), file.Close())
	}
	return func() { _ = file.Close() }, nil // closing gives the lock back
}

func systemDigest(system constraint.ConstraintSystem) (string, error) {
	h := sha256.New()
	if _, err := system.WriteTo(h); err != nil {
		return "", fmt.Errorf("digest of the constraint system: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// makeKey runs the dev setup: whoever reads this machine's memory can forge proofs under the key.
func makeKey(shape Shape, system constraint.ConstraintSystem, digest string, files keyPaths, progress Progress) error {
	pk, vk, err := setup.Dev(system, func(phase string, percent int) {
		progress("set up dev key: "+phase, percent*writeKeyPercent/100)
	})
	if err != nil {
		return fmt.Errorf("set up %s: %w", shape.Name, err)
	}
	progress("write key", writeKeyPercent)
	blob, err := encodeVerifyingKey(vk, KindDev)
	if err != nil {
		return err
	}
	pkDigest, err := writeAtomically(files.pk, pk.WriteDump)
	if err != nil {
		return err
	}
	vkDigest, err := writeAtomically(files.vk, func(w io.Writer) error {
		_, err := w.Write(blob)
		return err
	})
	if err != nil {
		return err
	}
	manifest := newManifest(shape.Name, system.GetNbConstraints(), digest, pkDigest, vkDigest)
	_, err = writeAtomically(files.manifest, manifest.write) // last: its presence says that the key is whole
	return err
}

// writeAtomically writes beside path and renames, and returns the SHA-256 of what it wrote.
func writeAtomically(path string, write func(io.Writer) error) (string, error) {
	// Whoever wrote before and was ended left a part; nobody else writes now, since the folder's lock is ours.
	parts, err := filepath.Glob(path + ".part-*")
	for _, part := range parts {
		err = errors.Join(err, os.Remove(part))
	}
	file, createErr := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".part-*")
	if err = errors.Join(err, createErr); err != nil {
		return "", fmt.Errorf("write key: %w", err)
	}
	defer os.Remove(file.Name())
	h := sha256.New()
	err = write(io.MultiWriter(file, h))
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return "", fmt.Errorf("write key: %w", err)
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return "", fmt.Errorf("write key: %w", err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// loadKey checks manifest and digests before it trusts a byte: the proving key is a memory dump.
func loadKey(shape Shape, system constraint.ConstraintSystem, digest string, files keyPaths) (*Key, error) {
	manifest, err := readManifest(files.manifest)
	if err != nil {
		return nil, err
	}
	if err := manifest.require(shape.Name, system.GetNbConstraints(), digest); err != nil {
		return nil, err
	}
	blob, err := readVerifyingKey(files.vk, manifest.VerifyingKeySHA256)
	if err != nil {
		return nil, err
	}
	pk, err := readProvingKey(files.pk, manifest.ProvingKeySHA256)
	if err != nil {
		return nil, err
	}
	if err := requireSafeProvingKey(pk); err != nil {
		return nil, err
	}
	return &Key{Shape: shape, Manifest: manifest, VKBlob: blob, system: system, pk: pk}, nil
}

func readVerifyingKey(path, digest string) ([]byte, error) {
	file, err := openDigested(path, digest)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	blob, err := io.ReadAll(file)
	if err == nil {
		_, err = decodeVerifyingKey(blob)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrKey, filepath.Base(path), err)
	}
	return blob, nil
}

// readProvingKey reads points straight to where they stay: the file is not in memory beside them.
func readProvingKey(path, digest string) (*groth16bn254.ProvingKey, error) {
	file, err := openDigested(path, digest)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	pk := new(groth16bn254.ProvingKey)
	if err := pk.ReadDump(bufio.NewReaderSize(file, 1<<20)); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrKey, filepath.Base(path), err)
	}
	return pk, nil
}

// openDigested opens a file that has the digest, at its start. What is read from it is what was hashed, even where another
// process renames a new file to its name meanwhile; key files are never written in place.
func openDigested(path, want string) (*os.File, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%w: %s is missing or unreadable: %w", ErrKey, filepath.Base(path), err)
	}
	h := sha256.New()
	n, err := io.Copy(h, file)
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	if got := hex.EncodeToString(h.Sum(nil)); err == nil && got != want {
		err = fmt.Errorf("it has %d bytes with SHA-256 %s, the manifest says %s", n, got, want)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %s: %w", ErrKey, filepath.Base(path), err), file.Close())
	}
	return file, nil
}

// requireSafeProvingKey refuses a key that would void zero knowledge: with δ or the commitment bases at infinity the
// blinding of the proof vanishes.
func requireSafeProvingKey(pk *groth16bn254.ProvingKey) error {
	if pk.G1.Delta.IsInfinity() || pk.G2.Delta.IsInfinity() || len(pk.CommitmentKeys) != 1 {
		return fmt.Errorf("%w: δ is at infinity or the commitment key is missing", ErrKey)
	}
	for i := range pk.CommitmentKeys[0].Basis {
		if !pk.CommitmentKeys[0].Basis[i].IsInfinity() {
			return nil
		}
	}
	return fmt.Errorf("%w: all commitment bases are at infinity", ErrKey)
}
