// SPDX-License-Identifier: Apache-2.0

package evm

import "fmt"

// Inconclusive says that a run was given up, since it could not be continued as the chain would.
type Inconclusive struct {
	Cause  Cause
	Detail string // for the owner of the scenario: it may name positions in secret code
}

// Cause is the kind of reason why a run is inconclusive.
type Cause string

// The causes.
const (
	CauseGas          Cause = "gas"          // GAS whose result is not a call's gas operand
	CauseCreate       Cause = "create"       // CREATE, CREATE2 or a transaction without recipient
	CauseSelfdestruct Cause = "selfdestruct" // SELFDESTRUCT
	CausePrecompile   Cause = "precompile"   // other than ecrecover and identity, or one as a transaction's recipient
	CauseDelegation   Cause = "delegation"   // code delegated by EIP-7702
	CauseCodeView     Cause = "codeview"     // EXTCODE* on the target
	CauseBlockHash    Cause = "blockhash"    // BLOCKHASH that the environment lacks
	CauseBlob         Cause = "blob"         // BLOBHASH or BLOBBASEFEE that the environment lacks
	CauseMemory       Cause = "memory"       // beyond Limits.MemoryBytes or Limits.TotalBytes: in a real run, out of gas
	CauseSteps        Cause = "steps"        // beyond Limits.Steps
	CauseFunds        Cause = "funds"        // a sender cannot pay a transaction's value: no block could contain it
)

func (i *Inconclusive) Error() string { return fmt.Sprintf("inconclusive (%s): %s", i.Cause, i.Detail) }

func inconclusive(cause Cause, format string, arguments ...any) error {
	return &Inconclusive{cause, fmt.Sprintf(format, arguments...)}
}
