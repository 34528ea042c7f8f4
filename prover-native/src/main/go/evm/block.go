// SPDX-License-Identifier: Apache-2.0

package evm

// block holds the opcodes that read the block.
func block() map[byte]operation {
	return map[byte]operation{
		0x40: {name: "BLOCKHASH", pops: 1, pushes: 1, run: blockHash},
		0x41: envValue("COINBASE", func(e *Env) Word { return e.Coinbase.Word() }),
		0x42: envValue("TIMESTAMP", func(e *Env) Word { return fromUint64(e.Timestamp) }),
		0x43: envValue("NUMBER", func(e *Env) Word { return fromUint64(e.Number) }),
		0x44: envValue("PREVRANDAO", func(e *Env) Word { return e.PrevRandao }),
		0x45: envValue("GASLIMIT", func(e *Env) Word { return fromUint64(e.GasLimit) }),
		0x46: envValue("CHAINID", func(e *Env) Word { return e.ChainID }),
		0x48: envValue("BASEFEE", func(e *Env) Word { return e.BaseFee }),
		0x49: {name: "BLOBHASH", pops: 1, pushes: 1, run: blobHash},
		0x4a: {name: "BLOBBASEFEE", pushes: 1, run: blobBaseFee},
	}
}

func envValue(name string, f func(e *Env) Word) operation {
	return value(name, func(a *activation) Word { return f(&a.m.scenario.Env) })
}

func fromUint64(x uint64) (w Word) {
	w.SetUint64(x)
	return w
}

// blockHash answers for the 256 blocks before this one; 0 for all others.
func blockHash(a *activation, step *Step) error {
	env, asked := &a.m.scenario.Env, &step.Pops[0]
	if env.BlockHashes == nil {
		return inconclusive(CauseBlockHash, "BLOCKHASH of %s, the environment has no hashes", asked)
	}
	var hash Word
	if asked.LtUint64(env.Number) && env.Number-asked.Uint64() <= 256 {
		known := false
		if hash, known = env.BlockHashes[asked.Uint64()]; !known {
			return inconclusive(CauseBlockHash, "BLOCKHASH of %s, which the environment lacks", asked)
		}
	}
	a.push(step, &hash)
	return nil
}

// blobHash is 0 at every index: no transaction of a scenario carries blobs.
func blobHash(a *activation, step *Step) error {
	if a.m.scenario.Env.BlobBaseFee == nil {
		return inconclusive(CauseBlob, "BLOBHASH, the environment has no blob base fee")
	}
	a.push(step, &Word{})
	return nil
}

func blobBaseFee(a *activation, step *Step) error {
	fee := a.m.scenario.Env.BlobBaseFee
	if fee == nil {
		return inconclusive(CauseBlob, "BLOBBASEFEE, the environment has no blob base fee")
	}
	a.push(step, fee)
	return nil
}
