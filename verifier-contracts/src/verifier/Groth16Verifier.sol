// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";
import {BN254} from "./BN254.sol";
import {VerifyingKey} from "./VerifyingKey.sol";

/// @title Generic Groth16 verifier with the commitment check fused into the one pairing call.
/// @dev Points need no check of their own: ECADD, ECMUL and the pairing precompile refuse coordinates ≥ p, points off the
/// curve and G2 points outside the subgroup (EIP-196, EIP-197), and every point of the proof goes through one of them.
contract Groth16Verifier is IGroth16Verifier {
    uint256 private constant PROOF_LENGTH = 0x180;
    // For the assembly below, which takes literals only: VerifyingKey.LENGTH and InvalidProof.selector.
    uint256 private constant KEY_LENGTH = 0x420;
    uint256 private constant INVALID_PROOF = 0x09bde339;

    /// @inheritdoc IGroth16Verifier
    function verify(address vkPointer, bytes calldata proof, uint256[3] calldata inputs) external view {
        require(proof.length == PROOF_LENGTH, InvalidProofLength(proof.length));
        for (uint256 i = 0; i < 3; ++i) {
            require(inputs[i] < BN254.R, InputNotInField(i, inputs[i]));
        }
        require(vkPointer.code.length == VerifyingKey.LENGTH + 1, InvalidVerifyingKeyPointer(vkPointer));
        _requireEquation(vkPointer, proof, inputs, BN254.R);
    }

    /// @dev Memory from the free pointer on: the key at `k`, six pairs of 0xc0 bytes at `p`, scratch at `s`. In the scratch a
    /// running G1 sum takes the first two words and the next summand the two after it, which is how ECADD wants them.
    /// A precompile that refuses a point burns all gas it was given, so the first refusal ends the call.
    function _requireEquation(address vkPointer, bytes calldata proof, uint256[3] calldata inputs, uint256 r)
        private
        view
    {
        assembly ("memory-safe") {
            function need(ok) {
                if iszero(ok) {
                    mstore(0, INVALID_PROOF)
                    revert(0x1c, 4)
                }
            }
            // Adds the points in the first two and the next two words at s.
            function sum(s) {
                need(staticcall(gas(), 6, s, 0x80, s, 0x40))
            }
            // Adds scalar·point to the sum at s.
            function accumulate(s, point, scalar) {
                let t := add(s, 0x40)
                mcopy(t, point, 0x40)
                mstore(add(s, 0x80), scalar)
                need(staticcall(gas(), 7, t, 0x60, t, 0x40))
                sum(s)
            }
            // Writes scalar·point to `to`; the point comes from calldata.
            function scale(s, point, scalar, to) {
                calldatacopy(s, point, 0x40)
                mstore(add(s, 0x40), scalar)
                need(staticcall(gas(), 7, s, 0x60, to, 0x40))
            }

            let k := mload(0x40)
            let p := add(k, KEY_LENGTH)
            let s := add(p, 0x480)
            let d := add(proof.offset, 0x100) // the commitment D, then PoK
            extcodecopy(vkPointer, k, 1, KEY_LENGTH)

            // kSum + D, with h = keccak256(D ‖ inputs) mod r, into the G1 half of the pair with −γ
            calldatacopy(s, d, 0x40)
            calldatacopy(add(s, 0x40), inputs, 0x60)
            let h := mod(keccak256(s, 0xa0), r)
            let ic := add(k, 0x2c0)
            mcopy(add(s, 0x40), ic, 0x40)
            sum(s)
            accumulate(s, add(ic, 0x40), calldataload(inputs))
            accumulate(s, add(ic, 0x80), calldataload(add(inputs, 0x20)))
            accumulate(s, add(ic, 0xc0), calldataload(add(inputs, 0x40)))
            accumulate(s, add(ic, 0x100), h)
            mcopy(add(p, 0x240), s, 0x40)
            mcopy(add(p, 0x280), add(k, 0xc0), 0x80) // −γ

            // ρ = keccak256(vkHash ‖ inputs ‖ proof) mod 2^128, not zero
            mstore(s, keccak256(k, KEY_LENGTH))
            calldatacopy(add(s, 0x20), inputs, 0x60)
            calldatacopy(add(s, 0x80), proof.offset, PROOF_LENGTH)
            let rho := and(keccak256(s, 0x200), 0xffffffffffffffffffffffffffffffff)
            need(rho)

            calldatacopy(p, proof.offset, 0xc0) // A, B
            mcopy(add(p, 0xc0), k, 0xc0) // α, −β
            calldatacopy(add(p, 0x180), add(proof.offset, 0xc0), 0x40) // Krs
            mcopy(add(p, 0x1c0), add(k, 0x140), 0x80) // −δ
            scale(s, d, rho, add(p, 0x300))
            mcopy(add(p, 0x340), add(k, 0x1c0), 0x80) // GσNeg
            scale(s, add(d, 0x40), rho, add(p, 0x3c0))
            mcopy(add(p, 0x400), add(k, 0x240), 0x80) // G

            need(staticcall(gas(), 8, p, 0x480, 0, 0x20))
            need(mload(0))
        }
    }
}
