// SPDX-License-Identifier: Apache-2.0

package keccak

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark/frontend"
)

// attacks: each is accepted exactly where its group is left out.
var attacks = []struct {
	name  string
	group group
	forge func(*forgery)
}{
	{"a message bit is flipped", groupAbsorb, func(f *forgery) {
		f.blockByte(1, 20, f.byteOf(1, 20)^4)
		f.claims[0].Bytes[blockBytes+20] = f.byteOf(1, 20)
	}},
	{"two blocks are swapped", groupAbsorb, func(f *forgery) {
		f.traces[0].block, f.traces[1].block = f.traces[1].block, f.traces[0].block
		for j := range blockBytes {
			f.claims[0].Bytes[j], f.claims[0].Bytes[blockBytes+j] = f.byteOf(0, j), f.byteOf(1, j)
		}
	}},
	{"a message goes on from zero", groupAbsorb, func(f *forgery) {
		f.traces[1].input = state{}
		copy(f.traces[1].input[:], f.traces[1].block[:])
		f.traces[1].run(attackRounds)
		f.rerun(2)
	}},
	{"a message starts from the state before", groupAbsorb, func(f *forgery) {
		before := f.traces[slotShort-1].at(attackRounds)
		for i := range before {
			f.traces[slotShort].input[i] ^= before[i]
		}
		f.rerun(slotShort)
	}},
	{"the second block is a message of its own", groupAbsorb, func(f *forgery) {
		// Without Continue the id is that of the second slot; only the state still goes on.
		f.columns = append(f.columns, func(c *Chip) { c.Continue[1] = 0 })
		f.claims[0] = claim{ID: 1, Length: 300 - blockBytes, Hi: f.claims[0].Hi, Lo: f.claims[0].Lo, Bytes: f.claims[0].Bytes[blockBytes:]}
	}},
	{"a capacity bit is set", groupAbsorb, func(f *forgery) {
		f.traces[slotShort].input[24] ^= 1
		f.rerun(slotShort)
	}},
	{"a message goes on after its end", groupOrder, func(f *forgery) {
		f.traces[slotUnused] = blocksOf(message(9, 3))[0]
		f.traces[slotUnused].continues = true
		f.relink()
		f.claims = append(f.claims, f.claimDigest(slotShort, blockBytes+9, slotUnused))
	}},
	{"slot 0 goes on", groupOrder, func(f *forgery) {
		f.columns = append(f.columns, func(c *Chip) { c.Continue[0] = 1 })
	}},
	{"a block without padding is final", groupEnd, func(f *forgery) {
		f.traces[slotShort].end = blockBytes
		f.blockByte(slotShort, blockBytes-1, 0x93)
		f.relink()
		f.claims[1].Length = blockBytes
		for j := 100; j < blockBytes; j++ {
			f.claims[1].Bytes = append(f.claims[1].Bytes, f.byteOf(slotShort, j))
		}
	}},
	{"a block in the middle is final", groupEnd, func(f *forgery) {
		f.traces[1].final = true
		f.blockByte(1, blockBytes-1, 0x80)
		f.traces[2] = blocksOf(message(28, 5))[0]
		f.relink()
		f.claims = []claim{f.claimDigest(slotLong, 2*blockBytes, 1)}
		f.claims[0].Bytes = []frontend.Variable{f.byteOf(0, 0)}
	}},
	{"the length is one more", groupPadding, func(f *forgery) {
		f.traces[slotShort].end++
		f.claims[1].Length, f.claims[1].Bytes = 101, append(f.claims[1].Bytes, 1)
	}},
	{"the length is one less", groupPadding, func(f *forgery) {
		f.traces[slotShort].end--
		f.claims[1].Length, f.claims[1].Bytes = 99, f.claims[1].Bytes[:99]
	}},
	{"padding is one byte long without 0x80", groupPadding, func(f *forgery) { padLast(f, 0x01) }},
	{"padding is one byte long without 0x01", groupPadding, func(f *forgery) { padLast(f, 0x80) }},
	{"padding holds data", groupPadding, func(f *forgery) {
		f.blockByte(slotShort, 120, 2)
		f.relink()
	}},
	{"padding in the middle", groupPadding, func(f *forgery) {
		f.blockByte(slotShort, 50, 1)
		f.relink()
		f.columns = append(f.columns, func(c *Chip) { f.add(&f.pack(c, slotShort).Ended[50], slotShort, 1) })
		f.claims[1].Length, f.claims[1].Bytes[50] = 99, 1
	}},
	{"the parity of a column is altered", groupTheta, func(f *forgery) {
		t := f.traces[1]
		t.rounds[1].theta[2] ^= 1 << 7
		t.chi(1, t.at(1))
		f.rerun(2)
	}},
	{"an output of chi is altered", groupChi, func(f *forgery) {
		t := f.traces[1]
		t.rounds[0].output[3] ^= 1 << 40
		t.round(1)
		f.rerun(2)
	}},
	{"an output of chi is altered, and a byte with it", groupChi, func(f *forgery) {
		// The last byte of the first block is made so that the second input stays; only the first permutation is wrong.
		f.traces[0].rounds[1].output[16] ^= 1 << 3
		f.traces[1].block[16] ^= 1 << 3
		j := 8 * 16
		f.claims[0].Bytes[blockBytes+j] = f.byteOf(1, j)
	}},
	{"a bit moves between packed permutations", groupChi, func(f *forgery) {
		f.columns = append(f.columns, func(c *Chip) { moveBit(f, f.pack(c, slotUnused).Rounds[attackRounds-1].Output) })
	}},
	{"weight moves within a row of outputs", groupBits, forgeDigest},
	{"weight moves between final flags", groupFlags, func(f *forgery) {
		f.claims = nil
		f.columns = append(f.columns, func(c *Chip) {
			lower := slotUnused - f.plan.packs
			c.Final[lower], c.Final[slotUnused] = 1+1<<slotBits, -1
		})
	}},
	{"a continue flag is no bit", groupFlags, func(f *forgery) {
		f.claims = nil
		for _, t := range f.traces {
			t.final, t.end = false, blockBytes
		}
		f.columns = append(f.columns, func(c *Chip) {
			lower := slotUnused - f.plan.packs
			c.Continue[lower] = bit(f.traces[lower].continues) + 1<<slotBits
			c.Continue[slotUnused] = -1
		})
	}},
	{"a slice of theta borrows", groupTheta, func(f *forgery) { f.borrow(groupTheta) }},
	{"a slice of chi borrows", groupChi, func(f *forgery) { f.borrow(groupChi) }},
	{"a slice of absorb borrows", groupAbsorb, func(f *forgery) { f.borrow(groupAbsorb) }},
	{"a byte borrows", groupByte, func(f *forgery) {
		f.borrow(groupByte)
		f.claims = f.claims[1:]
		for j := range f.claims[0].Bytes {
			f.claims[0].Bytes[j] = f.byteOf(slotShort, j) - 1
		}
	}},
	{"a length borrows", groupLength, func(f *forgery) {
		f.borrow(groupLength)
		f.claims = f.claims[1:]
		f.claims[0].Length = 99
	}},
	{"a digest borrows", groupDigest, func(f *forgery) {
		f.borrow(groupDigest)
		f.claims = f.claims[1:]
		for start := 0; start < 128; start += 13 {
			hi, lo := f.claims[0].Hi.(*big.Int), f.claims[0].Lo.(*big.Int)
			hi.Sub(hi, shifted(start))
			lo.Sub(lo, shifted(start))
		}
	}},
}

// attackPlans: all slots in one pack, as in a small chip; packs of 3 and 2; and these with the chi lookups of a large chip.
var attackPlans = []struct {
	name   string
	plan   plan
	groups group
}{
	{"one pack", plan{slots: 5, packs: 1, chiRows: 1, thetaColumns: 4, absorbBits: 4}, ^group(0)},
	{"two packs", plan{slots: 5, packs: 2, chiRows: 1, thetaColumns: 3, absorbBits: 6}, ^group(0)},
	{"chi for two", plan{slots: 5, packs: 2, chiRows: 2, thetaColumns: 3, absorbBits: 4}, groupChi},
}

func TestChip_RejectsForgeries(t *testing.T) {
	for _, p := range attackPlans {
		t.Run(p.name, func(t *testing.T) {
			if err := newForgery(t, p.plan).accepted(0); err != nil {
				t.Fatalf("the base assignment: %v", err)
			}
			for _, a := range attacks {
				if a.group&p.groups == 0 {
					continue
				}
				t.Run(a.name, func(t *testing.T) {
					f := newForgery(t, p.plan)
					a.forge(f)
					if f.accepted(0) == nil {
						t.Error("accepted")
					}
					if err := f.accepted(a.group); err != nil {
						t.Errorf("does not bite: without its group it is rejected, too: %v", err)
					}
				})
			}
		})
	}
}

// padLast makes the short message one of 135 bytes with that padding.
func padLast(f *forgery, v byte) {
	f.traces[slotShort] = blocksOf(message(135, 4))[0]
	f.blockByte(slotShort, blockBytes-1, v)
	f.relink()
	f.claims[1].Length, f.claims[1].Bytes = 135, nil
	for j := range 135 {
		f.claims[1].Bytes = append(f.claims[1].Bytes, f.byteOf(slotShort, j))
	}
}

// moveBit takes an output bit outside the digest from a slot and gives it to one in the same pack; no slot goes on from either.
func moveBit(f *forgery, output []frontend.Variable) {
	from, to := slotUnused-f.plan.packs, slotUnused
	for i := 10 * laneBits; i < stateBits; i++ {
		k, mask := i/laneBits, uint64(1)<<(i%laneBits)
		if f.traces[from].rounds[attackRounds-1].output[k]&mask != 0 && f.traces[to].rounds[attackRounds-1].output[k]&mask == 0 {
			f.add(&output[i], from, -1)
			f.add(&output[i], to, 1)
			return
		}
	}
}

// forgeDigest changes four outputs of the last chi that are no bits any more, so that the sums of two rows and of the next
// absorption stay, and 640·2^52 is added to the digest.
func forgeDigest(f *forgery) {
	hi := f.claims[1].Hi.(*big.Int)
	sign := int64(1)
	if new(big.Int).And(new(big.Int).Rsh(hi, 52), big.NewInt(8191)).Int64()+640 >= 8192 {
		sign = -1
	}
	hi.Add(hi, new(big.Int).Mul(big.NewInt(640*sign), shifted(52)))
	f.columns = append(f.columns, func(c *Chip) {
		output := f.pack(c, slotShort).Rounds[attackRounds-1].Output
		f.add(&output[at(1, 0, 0)], slotShort, 56*sign)
		f.add(&output[at(1, 0, 1)], slotShort, -8*sign)
		f.add(&output[at(4, 0, 0)], slotShort, -7*sign)
		f.add(&output[at(4, 0, 1)], slotShort, sign)
	})
}
