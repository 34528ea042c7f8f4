// SPDX-License-Identifier: Apache-2.0

package evm

import (
	"math/big"

	"github.com/consensys/gnark-crypto/ecc/secp256k1/ecdsa"
	"github.com/consensys/gnark-crypto/ecc/secp256k1/fr"
)

const (
	ecrecoverAddress = 0x01
	identityAddress  = 0x04
	lastPrecompile   = 0x11  // the last of BLS12-381
	p256Verify       = 0x100 // EIP-7951
)

// isPrecompile tells whether Osaka has a precompile there.
func isPrecompile(address Address) bool {
	word := address.Word()
	return !word.IsZero() && (!word.GtUint64(lastPrecompile) || word.Eq(new(Word).SetUint64(p256Verify)))
}

// callPrecompile runs the two that are supported. Without gas neither can fail.
func (a *activation) callPrecompile(step *Step, o *callOperands) error {
	var output []byte
	input, err := a.kept(o.input)
	if err != nil {
		return err
	}
	switch number := o.address.Word(); number.Uint64() {
	case ecrecoverAddress:
		output = ecrecover(input)
	case identityAddress:
		output = input
	default:
		return inconclusive(CausePrecompile, "a call of the precompile %s", o.address)
	}
	a.transferForCall(o)
	step.Call, step.PrecompileOutput = Precompile, output
	a.returned = output
	copy(a.view(o.output), output)
	a.push(step, new(Word).SetOne())
	return nil
}

// ecrecover takes hash, v, r and s, 32 bytes each, and returns the signer's address in 32 bytes; nothing where there is
// none. Longer input is cut, shorter input filled with zeros. A high s is accepted.
func ecrecover(input []byte) []byte {
	var padded [128]byte
	copy(padded[:], input)
	var v Word
	v.SetBytes32(padded[32:64])
	r, s := new(big.Int).SetBytes(padded[64:96]), new(big.Int).SetBytes(padded[96:])
	if !v.Eq(new(Word).SetUint64(27)) && !v.Eq(new(Word).SetUint64(28)) {
		return nil
	}
	if r.Sign() == 0 || s.Sign() == 0 || r.Cmp(fr.Modulus()) >= 0 || s.Cmp(fr.Modulus()) >= 0 {
		return nil
	}
	var key ecdsa.PublicKey
	if err := key.RecoverFrom(padded[:32], uint(v.Uint64()-27), r, s); err != nil || key.A.IsInfinity() {
		return nil
	}
	x, y := key.A.X.Bytes(), key.A.Y.Bytes()
	digest := keccak(append(x[:], y[:]...))
	signer := AddressFromWord(&digest)
	return append(make([]byte, 12), signer[:]...)
}
