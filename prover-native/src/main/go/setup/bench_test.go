// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"fmt"
	"testing"

	"github.com/consensys/gnark/backend/groth16"
)

// Run with -bench Dev -benchtime 1x. Rows have two constraints each.
func BenchmarkDev(b *testing.B) {
	for _, constraints := range []int{100_000, 700_000, 2_100_000, 5_200_000} {
		b.Run(fmt.Sprint(constraints), func(b *testing.B) {
			system := compile(b, &chain{rows: constraints / 2})
			b.ResetTimer()
			for b.Loop() {
				if _, _, err := Dev(system, quiet); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*system.GetNbConstraints()), "µs/constraint")
		})
	}
}

func BenchmarkGnark(b *testing.B) {
	for _, constraints := range []int{100_000, 700_000} {
		b.Run(fmt.Sprint(constraints), func(b *testing.B) {
			system := compile(b, &chain{rows: constraints / 2})
			b.ResetTimer()
			for b.Loop() {
				if _, _, err := groth16.Setup(system); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*system.GetNbConstraints()), "µs/constraint")
		})
	}
}
