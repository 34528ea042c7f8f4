// SPDX-License-Identifier: Apache-2.0

package casefile

import (
	"encoding/json"
	"errors"
	"fmt"

	"suture.dev/prover-native/evm"
)

// Decode reads the text of a case.json.
func Decode(text []byte) (*Scenarios, error) {
	if !json.Valid(text) {
		return nil, errors.New("not JSON, expected one object")
	}
	root := node{"", text}
	members, err := root.object(
		[]string{"name", "hardfork", "target", "env", "pre", "exploit", "benign", "benignLabels", "exploitSucceeded"},
		[]string{"source", "licence", "bugClass", "compiler", "description", "safe", "expected"})
	if err != nil {
		return nil, fmt.Errorf("case%w", err)
	}
	s := &Scenarios{}
	for _, read := range []func(map[string]node, *Scenarios) error{readTexts, readWorld, readRuns} {
		if err := read(members, s); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func readTexts(members map[string]node, s *Scenarios) (err error) {
	for _, name := range []string{"source", "licence", "bugClass", "compiler", "description"} {
		if member, there := members[name]; there {
			if _, err := member.text(); err != nil {
				return err
			}
		}
	}
	if description, there := members["description"]; there {
		s.Description, _ = description.text()
	}
	if s.Name, err = members["name"].text(); err != nil {
		return err
	}
	if fork, err := members["hardfork"].text(); err != nil || fork != "osaka" {
		return members["hardfork"].expected(`"osaka"`)
	}
	labels, err := members["benignLabels"].array()
	if err != nil {
		return err
	}
	s.BenignLabels, err = each(labels, node.text)
	return err
}

func readWorld(members map[string]node, s *Scenarios) (err error) {
	if s.Target, err = members["target"].address(); err != nil {
		return err
	}
	if s.Env, err = readEnv(members["env"]); err != nil {
		return err
	}
	if s.Pre, err = readPre(members["pre"]); err != nil {
		return err
	}
	if s.Pre[s.Target] == nil {
		return members["target"].expected("an account of pre")
	}
	return nil
}

func readEnv(n node) (env evm.Env, err error) {
	members, err := n.object([]string{"number", "timestamp", "chainid", "coinbase", "basefee", "prevrandao", "gaslimit"}, nil)
	if err != nil {
		return env, err
	}
	var chainID uint64
	numbers := map[string]*uint64{"number": &env.Number, "timestamp": &env.Timestamp, "gaslimit": &env.GasLimit, "chainid": &chainID}
	for name, field := range numbers {
		if *field, err = members[name].uint64(); err != nil {
			return env, err
		}
	}
	env.ChainID.SetUint64(chainID)
	for name, field := range map[string]*evm.Word{"basefee": &env.BaseFee, "prevrandao": &env.PrevRandao} {
		if *field, err = members[name].word(); err != nil {
			return env, err
		}
	}
	env.Coinbase, err = members["coinbase"].address()
	return env, err
}

func readTxs(n node) ([]evm.Tx, error) {
	txs, err := n.array()
	if err != nil {
		return nil, err
	}
	return each(txs, readTx)
}

func readTx(n node) (tx evm.Tx, err error) {
	members, err := n.object([]string{"from", "to", "value", "data", "gas"}, nil)
	if err != nil {
		return tx, err
	}
	if tx.From, err = members["from"].address(); err != nil {
		return tx, err
	}
	// A transaction that creates a contract is well formed; its run is inconclusive.
	tx.Create = string(members["to"].raw) == "null"
	if !tx.Create {
		if tx.To, err = members["to"].address(); err != nil {
			return tx, err
		}
	}
	if tx.Value, err = members["value"].word(); err != nil {
		return tx, err
	}
	if tx.Gas, err = members["gas"].uint64OrHex(); err != nil {
		return tx, err
	}
	tx.Data, err = members["data"].bytes()
	return tx, err
}

func each[T any](nodes []node, read func(node) (T, error)) ([]T, error) {
	values := make([]T, len(nodes))
	for i, n := range nodes {
		value, err := read(n)
		if err != nil {
			return nil, err
		}
		values[i] = value
	}
	return values, nil
}
