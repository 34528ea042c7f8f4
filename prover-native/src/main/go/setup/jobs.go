// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"sync"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
)

// weightG2 is how much longer a multiplication takes in G2: measured, only progress depends on it.
const weightG2 = 3

// job asks for out[i] = scalars[i]·generator.
type job[P any] struct {
	out     *[]P
	scalars []fr.Element
}

func size[P any](jobs []job[P]) int {
	n := 0
	for _, j := range jobs {
		n += len(j.scalars)
	}
	return n
}

// run does the jobs of one group, with tables that fit the number of scalars.
func run[P any](jobs []job[P], newBase func(width int) *fixedBase[P], done func(n int)) {
	base := newBase(bestWidth(size(jobs), widest))
	for _, j := range jobs {
		*j.out = make([]P, len(j.scalars))
		base.multiply(*j.out, j.scalars, done)
	}
}

// meter turns what several workers did into calls of progress, one for each whole percent, never two at once.
type meter struct {
	sync.Mutex
	total, done, reported int
	progress              func(string, int)
}

// phase gives what workers call with how many points more they made.
func (m *meter) phase(name string, weight int) func(n int) {
	m.progress(name, m.reported)
	return func(n int) {
		m.Lock()
		defer m.Unlock()
		m.done += n * weight
		if percent := 100 * m.done / m.total; percent > m.reported {
			m.reported = percent
			m.progress(name, percent)
		}
	}
}
