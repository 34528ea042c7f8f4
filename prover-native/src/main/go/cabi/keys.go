// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"runtime/cgo"
	"sync"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/prover"
)

// openKeys guards the handles: a handle that was closed, or never given out, is refused instead of dereferenced.
var openKeys = struct {
	sync.Mutex
	live map[uintptr]bool
}{live: map[uintptr]bool{}}

// proving lets one proof run at a time: gnark's prover uses all cores, and one constraint system must not be solved twice
// at once.
var proving sync.Mutex

func keyOf(handle uintptr) (*prover.Key, error) {
	openKeys.Lock()
	defer openKeys.Unlock()
	if !openKeys.live[handle] {
		return nil, fmt.Errorf("%w: the key handle is closed or unknown", commitment.ErrInput)
	}
	return cgo.Handle(handle).Value().(*prover.Key), nil
}

func openKey(_ uintptr, in *frameReader, out *frameWriter) error {
	shape, dir := string(in.next("shape")), string(in.next("key folder"))
	if err := in.end(); err != nil {
		return err
	}
	key, err := prover.OpenKey(shape, dir, report)
	if err != nil {
		return err
	}
	handle := uintptr(cgo.NewHandle(key))
	openKeys.Lock()
	openKeys.live[handle] = true
	openKeys.Unlock()
	out.integer(int64(handle))
	return nil
}

func closeKey(handle uintptr, in *frameReader, _ *frameWriter) error {
	if _, err := keyOf(handle); err != nil {
		return err
	}
	openKeys.Lock()
	delete(openKeys.live, handle)
	openKeys.Unlock()
	cgo.Handle(handle).Delete()
	return in.end()
}

// keyInfo: shape, kind, gnark version, constraints, verifying key.
func keyInfo(handle uintptr, in *frameReader, out *frameWriter) error {
	key, err := keyOf(handle)
	if err != nil {
		return err
	}
	out.text(key.Shape.Name)
	out.text(key.Manifest.Kind)
	out.text(key.Manifest.GnarkVersion)
	out.integer(int64(key.Manifest.Constraints))
	out.add(key.VKBlob)
	return in.end()
}

// prove: proof, A, z, y.
func prove(handle uintptr, in *frameReader, out *frameWriter) error {
	key, err := keyOf(handle)
	if err != nil {
		return err
	}
	shape, input := readInput(in)
	blinds, z := readBlinds(in), readElement(in, "z")
	if in.err == nil && shape.Name != key.Shape.Name {
		in.fail("the key is for shape %s, the input for %s", key.Shape.Name, shape.Name)
	}
	if err := in.end(); err != nil {
		return err
	}
	proving.Lock()
	defer proving.Unlock()
	proof, inputs, err := key.Prove(input, blinds, z, report)
	return writeProof(out, proof, inputs, err)
}

// latest is where the running long function stands; one runs at a time in a process.
var latest struct {
	sync.Mutex
	phase   string
	percent int
}

func report(phase string, percent int) {
	latest.Lock()
	defer latest.Unlock()
	latest.phase, latest.percent = phase, percent
}

func readProgress(_ uintptr, in *frameReader, out *frameWriter) error {
	latest.Lock()
	defer latest.Unlock()
	out.text(latest.phase)
	out.integer(int64(latest.percent))
	return in.end()
}
