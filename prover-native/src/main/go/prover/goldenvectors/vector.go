// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/binary"
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/bn254/fr"
	"golang.org/x/crypto/sha3"

	"suture.dev/prover-native/circuit/code"
	"suture.dev/prover-native/prover"
)

// vector is one patch: a counter whose addition gets an overflow check in the shape of code.guardOnly.
type vector struct {
	old, new  []byte
	blinds    code.Blinds
	bK        [32]byte
	forbidden [32]byte
	slots     [][32]byte
	chainID   int64
	registry  [20]byte
	nonce     [32]byte
	selector  [4]byte
}

func newVector() vector {
	v := vector{chainID: 31337}
	// entry: CALLDATALOAD(0) + SLOAD(0), stored and returned
	v.old = []byte{0x60, 0x00, 0x35, 0x60, 0x00, 0x54, 0x5b, 0x01, 0x60, 0x00, 0x55, 0x5b, 0x00}
	// the block after the JUMPDEST at 6 moves to offset 13, with a checked addition
	v.new = append([]byte(nil), v.old...)
	copy(v.new[7:11], []byte{0x61, 0x00, 0x0d, 0x56})
	v.new = append(v.new,
		0x5b,                                                              // 13: entry
		0x80, 0x91, 0x01, 0x80, 0x91, 0x90, 0x10, 0x15, 0x61, 0, 30, 0x57, // 14: checked ADD
		0x60, 0x00, 0x80, 0xfd, // 26: revert
		0x5b,             // 30: ok
		0x60, 0x00, 0x55, // 31: copy of PUSH1 0 SSTORE
		0x61, 0x00, 0x0b, 0x56) // 34: back to 11
	v.blinds = code.Blinds{Commitment: element("golden b_c"), Evaluation: element("golden b_y"), Parameters: element("golden b_s")}
	v.bK = keccak([]byte("golden b_k"))
	v.forbidden[0] = 0x80 // SELFDESTRUCT
	v.slots = [][32]byte{keccak([]byte("golden slot"))}
	v.registry = address("registry")
	v.nonce = keccak([]byte("golden nonce"))
	return v
}

func keccak(parts ...[]byte) [32]byte {
	h := sha3.NewLegacyKeccak256()
	for _, p := range parts {
		h.Write(p)
	}
	return [32]byte(h.Sum(nil))
}

func element(label string) fr.Element {
	var e fr.Element
	digest := keccak([]byte(label))
	e.SetBytes(digest[:])
	return e
}

func address(label string) [20]byte {
	digest := keccak([]byte("golden " + label))
	return [20]byte(digest[12:])
}

func word(b []byte) []byte {
	out := make([]byte, 32)
	copy(out[32-len(b):], b)
	return out
}

func uintWord(n uint64) []byte { return word(binary.BigEndian.AppendUint64(nil, n)) }

func elementBytes(e fr.Element) []byte {
	b := e.Bytes()
	return b[:]
}

const patchType = "Patch(address proposer,address target,address oldImplementation,bytes32 oldCodeHash,address newImplementation," +
	"bytes32 codeCommitment,bytes32 revealCommitment,bytes32 claimsHash,bytes32 upgradeDataHash,uint64 earliestReveal," +
	"uint64 latestReveal,bytes32 nonce)"

func (v *vector) values(key *prover.Key) (map[string]any, error) {
	in := code.Input{Old: v.old, New: v.new, MaxSize: 1024, Forbidden: v.forbidden, GuardOnly: true, Slots: v.slots}
	plan, err := code.Check(code.TestShape(), in)
	if err != nil {
		return nil, err
	}
	commitments, err := code.Commit(plan, v.blinds)
	if err != nil {
		return nil, err
	}
	vkHash := keccak(key.VKBlob)
	v.selector = [4]byte(vkHash[:4]) // the router names verifiers by their key
	claims := append(append(append(append([]byte(nil), v.selector[:]...), make([]byte, 28)...), vkHash[:]...), elementBytes(commitments.Claim)...)
	codeHash, tagK := keccak(v.new), keccak([]byte("suture/v1/K"))
	revealCommitment := keccak(tagK[:], codeHash[:], v.bK[:], elementBytes(v.blinds.Evaluation))
	patchID := v.patchID(commitments, revealCommitment, keccak(claims))
	tagZ := keccak([]byte("suture/v1/z"))
	digest := keccak(tagZ[:], patchID[:])
	var z fr.Element
	z.SetBigInt(new(big.Int).SetBytes(digest[:]))
	proof, inputs, err := key.Prove(in, v.blinds, z, func(string, int) {})
	if err != nil {
		return nil, err
	}
	return v.describe(plan, commitments, key, claims, revealCommitment, patchID, proof, inputs), nil
}

func (v vector) patchID(c code.Commitments, revealCommitment, claimsHash [32]byte) [32]byte {
	domainType := keccak([]byte("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"))
	name, version := keccak([]byte("Suture")), keccak([]byte("1"))
	domain := keccak(domainType[:], name[:], version[:], uintWord(uint64(v.chainID)), word(v.registry[:]))
	typeHash, oldHash, dataHash := keccak([]byte(patchType)), keccak(v.old), keccak(nil)
	proposer, target, oldImpl, newImpl := address("proposer"), address("target"), address("old implementation"), address("new implementation")
	structHash := keccak(typeHash[:], word(proposer[:]), word(target[:]), word(oldImpl[:]), oldHash[:], word(newImpl[:]),
		elementBytes(c.NewCode), revealCommitment[:], claimsHash[:], dataHash[:], uintWord(1000), uintWord(2000000000), v.nonce[:])
	return keccak([]byte{0x19, 0x01}, domain[:], structHash[:])
}

func (v vector) describe(plan code.Plan, c code.Commitments, key *prover.Key, claims []byte, revealCommitment, patchID [32]byte,
	proof []byte, inputs prover.PublicInputs) map[string]any {
	addressOf := func(label string) string { a := address(label); return hexOf(a[:]) }
	vkHash, codeHash, oldHash, dataHash, claimsHash := keccak(key.VKBlob), keccak(v.new), keccak(v.old), keccak(nil), keccak(claims)
	return map[string]any{
		"shape": key.Shape.Name, "maxSizeBytes": plan.MaxSize, "metadataLength": plan.MetadataLen, "bodyEnd": plan.BodyEnd,
		"forbiddenOpcodes": hexOf(v.forbidden[:]), "slots": []string{hexOf(v.slots[0][:])},
		"oldCode": hexOf(v.old), "newCode": hexOf(v.new), "oldCodeHash": hexOf(oldHash[:]), "newCodeHash": hexOf(codeHash[:]),
		"bC": hexOf(elementBytes(v.blinds.Commitment)), "bY": hexOf(elementBytes(v.blinds.Evaluation)),
		"bS": hexOf(elementBytes(v.blinds.Parameters)), "bK": hexOf(v.bK[:]),
		"oldCodeCommitment": hexOf(elementBytes(c.OldCode)), "codeCommitment": hexOf(elementBytes(c.NewCode)),
		"secretParameters": hexOf(elementBytes(c.SecretParameters)), "statement": hexOf(elementBytes(c.Statement)),
		"claim": hexOf(elementBytes(c.Claim)), "revealCommitment": hexOf(revealCommitment[:]),
		"chainId": v.chainID, "registry": hexOf(v.registry[:]), "proposer": addressOf("proposer"), "target": addressOf("target"),
		"oldImplementation": addressOf("old implementation"), "newImplementation": addressOf("new implementation"),
		"upgradeDataHash": hexOf(dataHash[:]), "earliestReveal": 1000, "latestReveal": 2000000000, "nonce": hexOf(v.nonce[:]),
		"selector": hexOf(v.selector[:]), "claims": hexOf(claims), "claimsHash": hexOf(claimsHash[:]), "patchId": hexOf(patchID[:]),
		"z": hexOf(inputs.Challenge[:]), "y": hexOf(inputs.Evaluation[:]),
		"vkBlob": hexOf(key.VKBlob), "vkHash": hexOf(vkHash[:]), "proof": hexOf(proof),
	}
}
