// SPDX-License-Identifier: Apache-2.0

package evmoracle

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/holiman/uint256"

	"suture.dev/prover-native/evm"
)

// bystander stands for the target, which a scenario needs: nobody in the vectors knows it.
var bystander = evm.Address{0x50, 0x54, 0x75, 0x72, 0x65}

var blobBaseFee = *uint256.NewInt(1)

// runOurs runs a vector in package evm.
func runOurs(v *vector, baseFee *big.Int) (*evm.Trace, error) {
	env := &v.file.Env
	tx := evm.Tx{From: evm.Address(v.file.Transaction.Sender), Create: v.to == nil, Value: word((*big.Int)(v.value)), Data: v.data}
	if v.to != nil {
		tx.To = evm.Address(*v.to)
	}
	scenario := &evm.Scenario{
		Env: evm.Env{Number: uint64(env.CurrentNumber), Timestamp: uint64(env.CurrentTimestamp), GasLimit: uint64(env.CurrentGasLimit),
			ChainID: *uint256.NewInt(1), BaseFee: word(baseFee), Coinbase: evm.Address(env.CurrentCoinbase),
			PrevRandao: word((*big.Int)(env.CurrentRandom)), BlobBaseFee: &blobBaseFee, BlockHashes: blockHashes(uint64(env.CurrentNumber))},
		Target: bystander, Pre: worldOf(v.file.Pre), Txs: []evm.Tx{tx},
	}
	scenario.Pre[bystander] = &evm.Account{Nonce: 1}
	trace, err := evm.Run(scenario, nil, evm.Limits{Steps: 1 << 21})
	if err == nil && trace.Post != nil {
		delete(trace.Post, bystander)
	}
	return trace, err
}

func word(x *big.Int) evm.Word { return *uint256.MustFromBig(x) }

func blockHashes(number uint64) map[uint64]evm.Word {
	hashes := map[uint64]evm.Word{}
	for n := number - min(number, 256); n < number; n++ {
		hash := blockHash(n)
		hashes[n] = *new(uint256.Int).SetBytes32(hash[:])
	}
	return hashes
}

func worldOf(alloc types.GenesisAlloc) evm.World {
	world := evm.World{}
	for address, account := range alloc {
		storage := map[evm.Word]evm.Word{}
		for slot, value := range account.Storage {
			storage[*new(uint256.Int).SetBytes32(slot[:])] = *new(uint256.Int).SetBytes32(value[:])
		}
		world[evm.Address(address)] = &evm.Account{Balance: word(account.Balance), Nonce: account.Nonce, Code: account.Code, Storage: storage}
	}
	return world
}

// allocOf is the reverse of worldOf.
func allocOf(world evm.World) types.GenesisAlloc {
	alloc := types.GenesisAlloc{}
	for address, account := range world {
		storage := map[common.Hash]common.Hash{}
		for slot, value := range account.Storage {
			storage[slot.Bytes32()] = value.Bytes32()
		}
		alloc[common.Address(address)] = types.Account{Balance: account.Balance.ToBig(), Nonce: account.Nonce, Code: account.Code, Storage: storage}
	}
	return alloc
}

// logsOf returns the kept logs as go-ethereum has them.
func logsOf(trace *evm.Trace) []*types.Log {
	var logs []*types.Log
	for _, log := range trace.Logs {
		if !log.Kept {
			continue
		}
		topics := []common.Hash{}
		for _, topic := range log.Topics {
			topics = append(topics, topic.Bytes32())
		}
		logs = append(logs, &types.Log{Address: common.Address(log.Address), Topics: topics, Data: log.Data})
	}
	return logs
}
