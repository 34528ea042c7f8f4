// SPDX-License-Identifier: Apache-2.0

package prover

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/consensys/gnark"
)

// Manifest says what a key file is for. Keys are not stable across gnark versions, so the version is compared, too.
type Manifest struct {
	Kind               string `json:"kind"`
	Shape              string `json:"shape"`
	GnarkVersion       string `json:"gnarkVersion"`
	Constraints        int    `json:"constraints"`
	SystemSHA256       string `json:"constraintSystemSha256"`
	ProvingKeySHA256   string `json:"provingKeySha256"`
	VerifyingKeySHA256 string `json:"verifyingKeySha256"`
}

func newManifest(shape string, constraints int, system, pk, vk string) Manifest {
	return Manifest{KindDev, shape, GnarkVersion(), constraints, system, pk, vk}
}

// GnarkVersion is the version that this library was built with.
func GnarkVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dep := range info.Deps {
			if dep.Path == "github.com/consensys/gnark" {
				return dep.Version
			}
		}
	}
	return "v" + gnark.Version.String()
}

func (m Manifest) write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(m)
}

func readManifest(path string) (Manifest, error) {
	var m Manifest
	b, err := os.ReadFile(path)
	if err != nil {
		return m, fmt.Errorf("%w: %s: %w", ErrKey, filepath.Base(path), err)
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, fmt.Errorf("%w: %s is not a manifest: %w", ErrKey, filepath.Base(path), err)
	}
	return m, nil
}

// require compares the manifest with what this library would make.
func (m Manifest) require(shape string, constraints int, system string) error {
	for _, field := range []struct{ name, got, want string }{
		{"shape", m.Shape, shape},
		{"gnark version", m.GnarkVersion, GnarkVersion()},
		{"constraints", fmt.Sprint(m.Constraints), fmt.Sprint(constraints)},
		{"constraint system", m.SystemSHA256, system},
	} {
		if field.got != field.want {
			return fmt.Errorf("%w: the manifest's %s is %q, want %q", ErrKey, field.name, field.got, field.want)
		}
	}
	return nil
}
