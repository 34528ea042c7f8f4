// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/evm"
)

// ReadSelectors takes the selectors of a claim, four bytes each: they rise, and none is 0.
func ReadSelectors(bytes []byte) ([]uint32, error) {
	if len(bytes)%selectorBytes != 0 {
		return nil, fmt.Errorf("%w: %d bytes of selectors, want a multiple of %d", commitment.ErrInput, len(bytes), selectorBytes)
	}
	var list []uint32
	for ; len(bytes) > 0; bytes = bytes[selectorBytes:] {
		list = append(list, binary.BigEndian.Uint32(bytes))
	}
	return list, checkSelectors(list)
}

func checkSelectors(list []uint32) error {
	if len(list) > maxSelectors {
		return fmt.Errorf("%w: %d selectors, want at most %d", commitment.ErrInput, len(list), maxSelectors)
	}
	for i, s := range list {
		if s == 0 || i > 0 && s <= list[i-1] {
			return fmt.Errorf("%w: selector %d is 0 or not above the one before it", commitment.ErrInput, i)
		}
	}
	return nil
}

// packSelectors is packedSelectors of the columns that hold them.
func packSelectors(list []uint32) fr.Element {
	var packed [8]uint32 // an element has 32 bytes, the highest first; seven selectors take 28
	for i, s := range list {
		packed[len(packed)-1-i] = s
	}
	var bytes []byte
	for _, s := range packed {
		bytes = binary.BigEndian.AppendUint32(bytes, s)
	}
	var e fr.Element
	e.SetBytes(bytes)
	return e
}

// shownSelectors lists what a run shows the target's code to be called with, successfully and for good, rising.
func shownSelectors(t *evm.Trace) []uint32 {
	kept := make([]bool, len(t.Frames)) // parents stand before their children
	var list []uint32
	for i := range t.Frames {
		f := &t.Frames[i]
		kept[i] = f.Success && (f.Parent < 0 || kept[f.Parent])
		if kept[i] && f.CodeAddress == t.Target && len(f.Input) >= selectorBytes {
			list = append(list, binary.BigEndian.Uint32(f.Input))
		}
	}
	slices.Sort(list)
	list = slices.Compact(list)
	return slices.DeleteFunc(list, func(s uint32) bool { return s == 0 }) // 0 stands for none
}

// assignSelectors finds a frame for each selector; of one that none shows the row stays unproven.
func (b *builder) assignSelectors() error {
	if len(b.in.Selectors) > maxSelectors {
		return &CapacityError{"selectors", len(b.in.Selectors), maxSelectors}
	}
	for i, selector := range b.in.Selectors {
		row, bytes := &b.c.Selectors[i], binary.BigEndian.AppendUint32(nil, selector)
		row.Active = 1
		for k, v := range bytes {
			row.Bytes[k] = v
		}
		for _, f := range b.frames {
			if f.codeID == codeNew && f.undo() == 0 && len(f.input) >= selectorBytes && slices.Equal(f.input[:selectorBytes], bytes) {
				row.DataBase, row.DataLen = f.dataBase, len(f.input)
			}
		}
	}
	return nil
}
