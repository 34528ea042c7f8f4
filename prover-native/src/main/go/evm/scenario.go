// SPDX-License-Identifier: Apache-2.0

package evm

// Env is the block in which all transactions of a scenario run.
type Env struct {
	Number, Timestamp, GasLimit uint64 // Timestamp in seconds; GasLimit is what GASLIMIT pushes, and limits nothing
	ChainID, BaseFee            Word   // BaseFee in wei, what BASEFEE pushes; nobody pays it
	Coinbase                    Address
	PrevRandao                  Word
	BlobBaseFee                 *Word           // in wei; nil: not known, and BLOBBASEFEE and BLOBHASH are inconclusive
	BlockHashes                 map[uint64]Word // by block number; nil or without an entry: BLOCKHASH is inconclusive
}

// Tx is one transaction. It has gas price 0, no access list, no blobs and no authorizations.
type Tx struct {
	From, To Address
	Create   bool // without recipient: To is ignored, and the run is inconclusive
	Value    Word // wei
	Data     []byte
	Gas      uint64 // ignored: no run ends for lack of gas
	Static   bool   // asks without changing anything: the root frame is static, no nonce rises, no account is touched
}

// Scenario is one run's input. Target is the account whose code a patch replaces; it must be in Pre.
type Scenario struct {
	Env    Env
	Target Address
	Pre    World
	Txs    []Tx
}

// Limits bound a run; beyond them it is inconclusive. A zero field stands for its default.
type Limits struct {
	Steps       int // executed opcodes over all transactions; default DefaultSteps
	MemoryBytes int // memory of one frame; default DefaultMemoryBytes
	TotalBytes  int // memory of all frames that ever ran, and call data, return data and log data; default DefaultTotalBytes
}

// The default Limits.
const (
	DefaultSteps       = 1 << 20
	DefaultMemoryBytes = 1 << 20
	DefaultTotalBytes  = 1 << 28
)

func (l Limits) withDefaults() Limits {
	for _, field := range []struct {
		value    *int
		standard int
	}{{&l.Steps, DefaultSteps}, {&l.MemoryBytes, DefaultMemoryBytes}, {&l.TotalBytes, DefaultTotalBytes}} {
		if *field.value == 0 {
			*field.value = field.standard
		}
	}
	return l
}
