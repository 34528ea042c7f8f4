// SPDX-License-Identifier: Apache-2.0

package evmoracle

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/core/types"
)

// vectorFile is one state test: a pre-state, and transactions made from the combinations of data, gas and value.
type vectorFile struct {
	Env         vectorEnv
	Pre         types.GenesisAlloc
	Transaction vectorTx
	Post        struct{ Cancun []vectorPost }
}

type vectorEnv struct {
	CurrentBaseFee   *math.HexOrDecimal256
	CurrentCoinbase  common.Address
	CurrentGasLimit  math.HexOrDecimal64
	CurrentNumber    math.HexOrDecimal64
	CurrentRandom    *math.HexOrDecimal256
	CurrentTimestamp math.HexOrDecimal64
}

type vectorTx struct {
	Data                                         []string
	GasLimit                                     []math.HexOrDecimal64
	GasPrice, MaxFeePerGas, MaxPriorityFeePerGas *math.HexOrDecimal256
	Nonce                                        math.HexOrDecimal64
	Sender                                       common.Address
	To                                           string
	Value                                        []string
	AccessLists                                  []*types.AccessList
}

type vectorPost struct {
	Hash, Logs common.Hash
	Indexes    struct{ Data, Gas, Value int }
}

// vector is one transaction of a file with the post-state that it must lead to.
type vector struct {
	name  string
	file  *vectorFile
	post  vectorPost
	to    *common.Address
	data  []byte
	value *math.HexOrDecimal256
	gas   uint64
}

// forEachVector reads all files below GeneralStateTests.
func forEachVector(t *testing.T, visit func(v *vector)) (files int) {
	root := os.Getenv("SUTURE_SHARED")
	if root == "" {
		root = "../../../../../../shared"
	}
	root = filepath.Join(root, "vectors", "ethereum-tests", "GeneralStateTests")
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		files++
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var tests map[string]*vectorFile
		if err := json.Unmarshal(text, &tests); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for name, file := range tests {
			for i := range file.Post.Cancun {
				v, err := newVector(fmt.Sprintf("%s[%d]", name, i), file, file.Post.Cancun[i])
				if err != nil {
					return fmt.Errorf("%s: %w", path, err)
				}
				visit(v)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func newVector(name string, file *vectorFile, post vectorPost) (*vector, error) {
	tx := &file.Transaction
	v := &vector{name: name, file: file, post: post, gas: uint64(tx.GasLimit[post.Indexes.Gas]), value: new(math.HexOrDecimal256)}
	if tx.To != "" {
		to := common.HexToAddress(tx.To)
		v.to = &to
	}
	var err error
	if v.data, err = hexutil.Decode(tx.Data[post.Indexes.Data]); err != nil && tx.Data[post.Indexes.Data] != "" {
		return nil, err
	}
	if err := v.value.UnmarshalText([]byte(tx.Value[post.Indexes.Value])); err != nil {
		return nil, err
	}
	return v, nil
}
