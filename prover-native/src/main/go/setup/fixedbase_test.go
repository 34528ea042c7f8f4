// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"math/big"
	"testing"

	"github.com/consensys/gnark-crypto/ecc/bn254"
	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

const narrowest = 3

// edgeScalars are the ends of the field and all powers of two, hence every boundary of every window, with their neighbours,
// negatives and halves of the order; all of them twice.
func edgeScalars() []fr.Element {
	values := []*big.Int{new(big.Int)}
	for k := range fr.Bits + 1 {
		power := new(big.Int).Lsh(big.NewInt(1), uint(k))
		values = append(values, power, new(big.Int).Neg(power), new(big.Int).Rsh(fr.Modulus(), uint(k)))
	}
	var scalars []fr.Element
	for _, v := range values {
		for delta := int64(-1); delta <= 1; delta++ {
			scalars = append(scalars, *new(fr.Element).SetBigInt(new(big.Int).Add(v, big.NewInt(delta))))
		}
	}
	return append(scalars, scalars...)
}

// meetingScalar is s = 2D − r for the largest D ≤ r that the last digit alone can be. If the other digits can be D − r, they
// have come to D in the field when D is added: the only way in which a scalar makes an addition a doubling.
func meetingScalar(w windows) fr.Element {
	step := new(big.Int).Lsh(big.NewInt(1), uint(w.width*(w.count-1)))
	d := new(big.Int).Div(fr.Modulus(), step)
	d.Mul(d, step)
	return *new(fr.Element).SetBigInt(d.Sub(d.Lsh(d, 1), fr.Modulus()))
}

func TestMultiply_EqualsScalarMultiplicationOnEdges(t *testing.T) {
	_, _, g1, g2 := bn254.Generators()
	scalars := edgeScalars()
	for width := narrowest; width <= widest; width++ {
		scalars = append(scalars, meetingScalar(newWindows(width)))
	}
	want1, want2 := make([]bn254.G1Affine, len(scalars)), make([]bn254.G2Affine, len(scalars))
	for i := range scalars {
		want1[i].ScalarMultiplication(&g1, scalars[i].BigInt(new(big.Int)))
		want2[i].ScalarMultiplication(&g2, scalars[i].BigInt(new(big.Int)))
	}
	inG1, inG2 := make([]bn254.G1Affine, len(scalars)), make([]bn254.G2Affine, len(scalars))
	for width := narrowest; width <= widest; width++ {
		newFixedBaseG1(g1, width).multiply(inG1, scalars, func(int) {})
		newFixedBaseG2(g2, width).multiply(inG2, scalars, func(int) {})
		for i := range scalars {
			if inG1[i] != want1[i] || inG2[i] != want2[i] {
				t.Fatalf("width %d: %s·G is wrong", width, scalars[i].String())
			}
		}
	}
}

// Without this the test above might never reach P + P.
func TestMultiply_MeetsItsOwnTableEntryForSomeWidth(t *testing.T) {
	_, _, g1, _ := bn254.Generators()
	for width := narrowest; width <= widest; width++ {
		base, w := newFixedBaseG1(g1, width), newWindows(width)
		s := meetingScalar(w)
		biased := w.biased(&s)
		l := newG1Lanes(1).(*g1Lanes)
		for j := range w.count - 1 {
			l.addMultiples(base.tables[j], []int32{w.digit(&biased, j)})
		}
		if top := w.digit(&biased, w.count-1); top > 0 && base.tables[w.count-1][top-1].X.Equal(&l.x[0]) {
			return
		}
	}
	t.Error("no scalar makes the last addition a doubling")
}

func TestAddMultiples_HandlesAllKindsOfSums(t *testing.T) {
	_, _, g1, g2 := bn254.Generators()
	// lanes k·P for k = −3…3, then ±1, ±2 and ∞ are added to each
	var start, step []int32
	for k := int32(-3); k <= 3; k++ {
		for d := int32(-2); d <= 2; d++ {
			start, step = append(start, k), append(step, d)
		}
	}
	l1, l2 := newG1Lanes(len(start)), newG2Lanes(len(start))
	multiples1, multiples2 := multiplesOf(g1, 4, newG1Lanes(4)), multiplesOf(g2, 4, newG2Lanes(4))
	for _, digits := range [][]int32{start, step, step} {
		l1.addMultiples(multiples1, digits)
		l2.addMultiples(multiples2, digits)
	}
	inG1, inG2 := make([]bn254.G1Affine, len(start)), make([]bn254.G2Affine, len(start))
	l1.store(inG1)
	l2.store(inG2)
	for i := range start {
		exponent := big.NewInt(int64(start[i] + 2*step[i]))
		var want1 bn254.G1Affine
		var want2 bn254.G2Affine
		if want1.ScalarMultiplication(&g1, exponent); inG1[i] != want1 {
			t.Errorf("G1: %d + %d + %d is wrong", start[i], step[i], step[i])
		}
		if want2.ScalarMultiplication(&g2, exponent); inG2[i] != want2 {
			t.Errorf("G2: %d + %d + %d is wrong", start[i], step[i], step[i])
		}
	}
}

func TestWindows_DigitsAddUpAndFitTheTables(t *testing.T) {
	for width := narrowest; width <= 16; width++ { // newWindows promises more than is used
		w := newWindows(width)
		for _, s := range append(edgeScalars(), meetingScalar(w)) {
			biased, sum := w.biased(&s), new(big.Int)
			for j := w.count - 1; j >= 0; j-- {
				digit := w.digit(&biased, j)
				if limit := int32(1) << (width - 1); digit < -limit || digit > limit {
					t.Fatalf("width %d: digit %d does not fit", width, digit)
				}
				sum.Add(sum.Lsh(sum, uint(width)), big.NewInt(int64(digit)))
			}
			if want := s.BigInt(new(big.Int)); sum.Cmp(want) != 0 {
				t.Fatalf("width %d: digits of %s add up to %s", width, want, sum)
			}
		}
	}
}

// More scalars than lanes, and a last block that is not full.
func TestMultiply_FillsEveryPlaceOfSeveralBlocks(t *testing.T) {
	_, _, g1, _ := bn254.Generators()
	scalars := make(fr.Vector, 3*laneCount+7)
	scalars.MustSetRandom()
	out := make([]bn254.G1Affine, len(scalars))
	meter := meter{total: len(scalars), progress: quiet}
	newFixedBaseG1(g1, 9).multiply(out, scalars, meter.phase("", 1))
	for i, want := range bn254.BatchScalarMultiplicationG1(&g1, scalars) {
		if out[i] != want {
			t.Fatalf("point %d is wrong", i)
		}
	}
	if meter.done != len(scalars) {
		t.Errorf("%d of %d were reported", meter.done, len(scalars))
	}
}

func FuzzMultiply_AgreesWithGnarkCrypto(f *testing.F) {
	_, _, g1, g2 := bn254.Generators()
	var inWidth [10]struct {
		g1 *fixedBase[bn254.G1Affine]
		g2 *fixedBase[bn254.G2Affine]
	}
	for i := range inWidth {
		inWidth[i].g1, inWidth[i].g2 = newFixedBaseG1(g1, narrowest+i), newFixedBaseG2(g2, narrowest+i)
	}
	f.Add(uint8(0), []byte{1})
	f.Add(uint8(9), fr.Modulus().Bytes())
	f.Add(uint8(13), make([]byte, 3*fr.Bytes))
	f.Fuzz(func(t *testing.T, width uint8, bytes []byte) {
		var scalars []fr.Element
		for len(bytes) > 0 && len(scalars) < 12 {
			n := min(len(bytes), fr.Bytes)
			scalars = append(scalars, *new(fr.Element).SetBytes(bytes[:n]))
			bytes = bytes[n:]
		}
		scalars = append(scalars, scalars...)
		base := inWidth[int(width)%len(inWidth)]
		inG1, inG2 := make([]bn254.G1Affine, len(scalars)), make([]bn254.G2Affine, len(scalars))
		base.g1.multiply(inG1, scalars, func(int) {})
		base.g2.multiply(inG2, scalars, func(int) {})
		for i := range scalars {
			exponent := scalars[i].BigInt(new(big.Int))
			var want1 bn254.G1Affine
			var want2 bn254.G2Affine
			want1.ScalarMultiplication(&g1, exponent)
			want2.ScalarMultiplication(&g2, exponent)
			if inG1[i] != want1 || inG2[i] != want2 {
				t.Fatalf("width %d: %s·G is wrong", base.g1.windows.width, exponent)
			}
		}
	})
}
