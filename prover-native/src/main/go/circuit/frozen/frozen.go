// SPDX-License-Identifier: Apache-2.0

// Package frozen reads the files in which each circuit freezes its size: a shape's name and its number of R1CS constraints on
// each line. A test of the circuit compares them with what is compiled.
package frozen

import (
	"fmt"
	"strings"
)

// Constraints finds the number of a shape; 0 for an unknown one.
func Constraints(file, shape string) int {
	for _, line := range strings.Split(file, "\n") {
		var name string
		var n int
		if _, err := fmt.Sscan(line, &name, &n); err == nil && name == shape {
			return n
		}
	}
	return 0
}
