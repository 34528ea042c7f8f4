// SPDX-License-Identifier: Apache-2.0

package evmoracle

import (
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/rawdb"
	"github.com/ethereum/go-ethereum/core/state"
	"github.com/ethereum/go-ethereum/core/tracing"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/core/vm"
	"github.com/ethereum/go-ethereum/crypto"
	"github.com/ethereum/go-ethereum/params"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/ethereum/go-ethereum/triedb"
	"github.com/holiman/uint256"
)

// gethRun is what one run of go-ethereum shows.
type gethRun struct {
	root, logs common.Hash
	success    bool
	output     []byte
	fee        *big.Int // wei taken from the sender
	tip        *big.Int // wei of it paid to the coinbase
	outOfGas   bool     // some frame lacked gas
}

var (
	osaka  = params.MergedTestChainConfig
	cancun = func() *params.ChainConfig {
		config := *params.MergedTestChainConfig
		config.PragueTime, config.OsakaTime = nil, nil
		return &config
	}()
)

// amplyGas is enough for 1,024 nested calls, each of which keeps 1/64 back.
const amplyGas = 1 << 42

// gethWithoutGas runs the vector as package evm does: under Osaka, without price and nearly without limit.
func gethWithoutGas(v *vector) (*gethRun, error) {
	zero := new(uint256.Int)
	message := &core.Message{To: v.to, From: v.file.Transaction.Sender, Value: uint256.MustFromBig((*big.Int)(v.value)), GasLimit: amplyGas,
		GasPrice: zero, GasFeeCap: zero, GasTipCap: zero, BlobGasFeeCap: zero, Data: v.data}
	message.SkipNonceCheck().SkipEOACheck().SkipGasLimitCapCheck()
	return runGeth(v, osaka, message, new(big.Int))
}

// gethAsStated runs the vector with its own gas, under the rules for which it was made.
func gethAsStated(v *vector) (*gethRun, error) {
	tx := &v.file.Transaction
	price, feeCap, tipCap := (*big.Int)(tx.GasPrice), (*big.Int)(tx.MaxFeePerGas), (*big.Int)(tx.MaxPriorityFeePerGas)
	baseFee := (*big.Int)(v.file.Env.CurrentBaseFee)
	if price != nil {
		feeCap, tipCap = price, price
	} else if price = new(big.Int).Add(baseFee, tipCap); price.Cmp(feeCap) > 0 {
		price = feeCap
	}
	message := &core.Message{To: v.to, From: tx.Sender, Nonce: uint64(tx.Nonce), Value: uint256.MustFromBig((*big.Int)(v.value)),
		GasLimit: v.gas, GasPrice: uint256.MustFromBig(price), GasFeeCap: uint256.MustFromBig(feeCap),
		GasTipCap: uint256.MustFromBig(tipCap), BlobGasFeeCap: new(uint256.Int), Data: v.data}
	if len(tx.AccessLists) > 0 && tx.AccessLists[v.post.Indexes.Data] != nil {
		message.AccessList = *tx.AccessLists[v.post.Indexes.Data]
	}
	return runGeth(v, cancun, message, baseFee)
}

func runGeth(v *vector, config *params.ChainConfig, message *core.Message, baseFee *big.Int) (*gethRun, error) {
	run := &gethRun{}
	hooks := &tracing.Hooks{OnExit: func(_ int, _ []byte, _ uint64, err error, _ bool) {
		run.outOfGas = run.outOfGas || lacksGas(err)
	}}
	statedb := newState(v.file.Pre)
	machine := vm.NewEVM(blockContext(&v.file.Env, baseFee), statedb, config, vm.Config{Tracer: hooks})
	result, err := core.ApplyMessage(machine, message, core.NewGasPool(max(uint64(v.file.Env.CurrentGasLimit), message.GasLimit)))
	if err != nil {
		return nil, err
	}
	run.success, run.output = result.Err == nil, result.ReturnData
	run.logs = hashLogs(statedb.Logs())
	rules := config.Rules(machine.Context.BlockNumber, true, machine.Context.Time)
	if run.root, err = statedb.Commit(rules, 1); err != nil {
		return nil, err
	}
	used, price := new(big.Int).SetUint64(result.UsedGas), message.GasPrice.ToBig()
	run.fee = new(big.Int).Mul(used, price)
	run.tip = new(big.Int).Mul(used, new(big.Int).Sub(price, baseFee))
	return run, nil
}

// lacksGas tells errors of a frame that more gas would have prevented.
func lacksGas(err error) bool {
	return err != nil && (errors.Is(err, vm.ErrOutOfGas) || errors.Is(err, vm.ErrGasUintOverflow) ||
		err.Error() == "not enough gas for reentrancy sentry")
}

func blockContext(env *vectorEnv, baseFee *big.Int) vm.BlockContext {
	random := common.BigToHash((*big.Int)(env.CurrentRandom))
	return vm.BlockContext{CanTransfer: core.CanTransfer, Transfer: core.Transfer, GetHash: blockHash,
		Coinbase: env.CurrentCoinbase, GasLimit: uint64(env.CurrentGasLimit), BlockNumber: new(big.Int).SetUint64(uint64(env.CurrentNumber)),
		Time: uint64(env.CurrentTimestamp), Difficulty: new(big.Int), BaseFee: baseFee, BlobBaseFee: blobBaseFee.ToBig(), Random: &random}
}

// blockHash is the one that all state tests assume.
func blockHash(number uint64) common.Hash {
	return crypto.Keccak256Hash([]byte(new(big.Int).SetUint64(number).String()))
}

func hashLogs(logs []*types.Log) common.Hash {
	encoded, err := rlp.EncodeToBytes(logs)
	if err != nil {
		panic(err) // logs of 32-byte topics and bytes have an encoding
	}
	return crypto.Keccak256Hash(encoded)
}

// newState commits the accounts, empty ones too.
func newState(alloc types.GenesisAlloc) *state.StateDB {
	database := state.NewMPTDatabase(triedb.NewDatabase(rawdb.NewMemoryDatabase(), nil), nil)
	statedb, err := state.New(rootOfAlloc(alloc, database), database)
	if err != nil {
		panic(err) // an in-memory database holds what was just written
	}
	return statedb
}

func rootOfAlloc(alloc types.GenesisAlloc, database state.Database) common.Hash {
	statedb, err := state.New(types.EmptyRootHash, database)
	if err != nil {
		panic(err)
	}
	for address, account := range alloc {
		statedb.SetCode(address, account.Code, tracing.CodeChangeUnspecified)
		statedb.SetNonce(address, account.Nonce, tracing.NonceChangeUnspecified)
		statedb.SetBalance(address, uint256.MustFromBig(account.Balance), tracing.BalanceChangeUnspecified)
		for slot, value := range account.Storage {
			statedb.SetState(address, slot, value)
		}
	}
	root, err := statedb.Commit(params.Rules{}, 0)
	if err != nil {
		panic(err)
	}
	return root
}

// rootOf is the state root of the accounts.
func rootOf(alloc types.GenesisAlloc) common.Hash {
	return rootOfAlloc(alloc, state.NewMPTDatabase(triedb.NewDatabase(rawdb.NewMemoryDatabase(), nil), nil))
}
