// SPDX-License-Identifier: Apache-2.0

package setup

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inParallel cuts [0, n) into blocks, which the cores take in order. newWorker is called once for each core, so that its
// closure may own scratch memory.
func inParallel(n, block int, newWorker func() func(from, to int)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	blocks := (n + block - 1) / block
	for range min(runtime.GOMAXPROCS(0), blocks) {
		workers.Go(func() {
			work := newWorker()
			for b := int(next.Add(1)) - 1; b < blocks; b = int(next.Add(1)) - 1 {
				work(b*block, min((b+1)*block, n))
			}
		})
	}
	workers.Wait()
}
