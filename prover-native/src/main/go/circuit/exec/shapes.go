// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"fmt"

	"suture.dev/prover-native/commitment"
	"suture.dev/prover-native/gadget/arith"
	"suture.dev/prover-native/gadget/ecrecover"
	"suture.dev/prover-native/gadget/keccak"
)

// Shape fixes the capacities of the circuit: one proving and verifying key each.
type Shape struct {
	Name       string
	Rows       int // steps of both runs; a power of two
	CodeBytes  int // longest old or new code
	OtherBytes int // all other codes, each rounded up to whole chunks
	Codes      int // different codes, those of the target included
	Keccak     int // permutations

	Accounts, Slots, Txs        int
	Pushes, Drains              int
	Frames, Calls               int
	Precompiles, Recoveries     int // calls of precompiles; different ones of ecrecover
	Refused, Payments           int // calls with a value that the caller does not have; with one, of precompiles
	Cells, Bytes, Rom, CallData int // memory in words of 32 bytes; copied bytes; bytes of the rom, and those of call data
	Loads, Stores, Store8s      int
	DataLoads, Hashes           int
	Copies, ReturnSizes         int
	CodeCopied, Transients      int // bytes read by CODECOPY; slots of transient storage
	Modulars, Counters          int
	StorageReads, StorageWrites int
	Balances, CodeSizes, Logs   int
	Outputs                     int // words of return data that conditions ask for
	Halts                       int // frames that end by an instruction that exists, but halts
	Arith                       arith.Capacity
}

func chunksOf(bytes int) int { return (bytes + commitment.ChunkBytes - 1) / commitment.ChunkBytes }

// New makes an empty assignment with the columns of a shape.
func New(s Shape) *Circuit {
	c := &Circuit{
		shape: s, Old: newScan(chunksOf(s.CodeBytes) + tailChunks), New: newScan(chunksOf(s.CodeBytes) + tailChunks),
		Others: newOthers(chunksOf(s.OtherBytes)), Lengths: columns(s.Codes), CodeEnds: make([]CodeEnd, s.Codes-codeEmpty-1),
		Accounts: make([]Account, s.Accounts), Slots: make([]Slot, s.Slots), Transients: make([]TransientSlot, s.Transients), CodeBytes: make([]CodeByte, s.CodeCopied), Txs: make([]Tx, s.Txs),
		Rows: make([]Row, s.Rows), Pushes: make([]Push, s.Pushes), Drains: make([]Drain, s.Drains),
		Frames: make([]Frame, s.Frames), Timeline: make([]Instant, 2*s.Frames), Calls: make([]Call, s.Calls),
		Cells: make([]Cells, s.Cells), Bytes: make([]Byte, s.Bytes), Rom: newRom(s.Rom),
		Loads: make([]Load, s.Loads), Stores: make([]Store, s.Stores), Store8s: make([]Store8, s.Store8s),
		DataLoads: make([]DataLoad, s.DataLoads), Hashes: make([]Hash, s.Hashes), Copies: make([]Copy, s.Copies),
		ReturnSizes: make([]ReturnSize, s.ReturnSizes), Modulars: make([]Modular, s.Modulars), Counters: make([]Counter, s.Counters),
		StorageReads: make([]StorageRead, s.StorageReads), StorageWrites: make([]StorageWrite, s.StorageWrites),
		Balances: make([]Balance, s.Balances), CodeSizes: make([]CodeSize, s.CodeSizes), Outputs: make([]Output, s.Outputs),
		Keccak: keccak.New(s.Keccak), Arith: arith.New(s.Arith), Recover: ecrecover.New(s.Recoveries),
		Precompiles: make([]Precompile, s.Precompiles), Refused: make([]Refused, s.Refused), Payments: make([]Payment, s.Payments),
		Halts: make([]Halt, s.Halts), Listing: newListing(s),
	}
	for r := range runs {
		c.Logs[r] = make([]Log, s.Logs)
	}
	return c
}

// Shapes are the product's shapes, smallest first.
func Shapes() []Shape {
	return []Shape{
		{
			Name: "exec-1k", Rows: 1024, CodeBytes: 8192, OtherBytes: 8192, Codes: 8, Keccak: 8,
			Accounts: 10, Slots: 16, Transients: 6, CodeCopied: 96, Txs: 6, Pushes: 272, Drains: 32, Frames: 12, Calls: 10, Precompiles: 4, Refused: 4, Payments: 1,
			Cells: 64, Bytes: 1280, Rom: 1536, CallData: 768, Loads: 32, Stores: 80, Store8s: 2,
			DataLoads: 32, Hashes: 24, Copies: 8, ReturnSizes: 12, Modulars: 8, Counters: 2,
			StorageReads: 32, StorageWrites: 20, Balances: 8, CodeSizes: 8, Logs: 8, Outputs: 8, Halts: 4,
			Arith: arith.Capacity{ALU: 96, Mul: 40, Bitwise: 24, Shift: 20, Compare: 6, Signed: 4, Byte: 2, Extend: 2, Clz: 1, Mod3: 8, Exp: 32},
		},
		{
			Name: "exec-4k", Rows: 4096, CodeBytes: commitment.MaxCodeBytes, OtherBytes: commitment.MaxCodeBytes, Codes: 16, Keccak: 32,
			Accounts: 24, Slots: 64, Transients: 16, CodeCopied: 384, Txs: 12, Pushes: 640, Drains: 64, Frames: 32, Calls: 32, Precompiles: 12, Recoveries: 4, Refused: 12, Payments: 4,
			Cells: 160, Bytes: 5632, Rom: 4096, CallData: 2048, Loads: 112, Stores: 240, Store8s: 8,
			DataLoads: 80, Hashes: 80, Copies: 24, ReturnSizes: 32, Modulars: 16, Counters: 4,
			StorageReads: 80, StorageWrites: 48, Balances: 16, CodeSizes: 24, Logs: 24, Outputs: 12, Halts: 8,
			Arith: arith.Capacity{ALU: 288, Mul: 96, Bitwise: 72, Shift: 64, Compare: 16, Signed: 8, Byte: 4, Extend: 4, Clz: 2, Mod3: 16, Exp: 64},
		},
		{
			Name: "exec-16k", Rows: 16384, CodeBytes: commitment.MaxCodeBytes, OtherBytes: commitment.MaxCodeBytes, Codes: 32, Keccak: 96,
			Accounts: 48, Slots: 160, Transients: 32, CodeCopied: 1024, Txs: 24, Pushes: 1792, Drains: 192, Frames: 96, Calls: 96, Precompiles: 32, Recoveries: 8, Refused: 32, Payments: 8,
			Cells: 448, Bytes: 16384, Rom: 8192, CallData: 4096, Loads: 320, Stores: 640, Store8s: 16,
			DataLoads: 224, Hashes: 192, Copies: 64, ReturnSizes: 80, Modulars: 48, Counters: 8,
			StorageReads: 256, StorageWrites: 128, Balances: 32, CodeSizes: 48, Logs: 48, Outputs: 16, Halts: 16,
			Arith: arith.Capacity{ALU: 896, Mul: 320, Bitwise: 192, Shift: 192, Compare: 48, Signed: 24, Byte: 8, Extend: 8, Clz: 4, Mod3: 48, Exp: 192},
		},
	}
}

// ShapeNamed finds a shape, the test shape included.
func ShapeNamed(name string) (Shape, error) {
	for _, s := range append(Shapes(), TestShape()) {
		if s.Name == name {
			return s, nil
		}
	}
	return Shape{}, fmt.Errorf("%w: unknown shape %q, want exec-1k, exec-4k or exec-16k", commitment.ErrInput, name)
}

// TestShape is small enough for tests; it is never offered to users.
func TestShape() Shape {
	return Shape{
		Name: "exec-test", Rows: 256, CodeBytes: 310, OtherBytes: 620, Codes: 6, Keccak: 2,
		Accounts: 6, Slots: 8, Transients: 4, CodeCopied: 40, Txs: 2, Pushes: 40, Drains: 16, Frames: 8, Calls: 6, Precompiles: 4, Refused: 4, Payments: 4,
		Cells: 16, Bytes: 192, Rom: 384, CallData: 128, Loads: 6, Stores: 6, Store8s: 2,
		DataLoads: 4, Hashes: 4, Copies: 6, ReturnSizes: 2, Modulars: 4, Counters: 2,
		StorageReads: 4, StorageWrites: 8, Balances: 8, CodeSizes: 6, Logs: 4, Outputs: 4, Halts: 4,
		Arith: arith.Capacity{ALU: 24, Mul: 10, Bitwise: 4, Shift: 4, Compare: 4, Signed: 4, Byte: 2, Extend: 2, Clz: 2, Mod3: 2, Exp: 12},
	}
}
