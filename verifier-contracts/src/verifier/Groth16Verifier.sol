// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";
import {BN254} from "./BN254.sol";
import {PointSum} from "./PointSum.sol";
import {VerifyingKey} from "./VerifyingKey.sol";

/// @title Generic Groth16 verifier with the commitment check, and all proofs of a batch, fused into one pairing call.
/// @dev Points need no check of their own: ECADD, ECMUL and the pairing precompile refuse coordinates ≥ p, points off the
/// curve and G2 points outside the subgroup (EIP-196, EIP-197), and every point of a proof goes through one of them.
contract Groth16Verifier is IGroth16Verifier {
    uint256 private constant PROOF_LENGTH = 0x180;
    // For assembly, which takes literals only: VerifyingKey.LENGTH.
    uint256 private constant KEY_LENGTH = 0x420;

    /// @dev Where things lie in memory. In a proof: A at 0, B at 0x40, Krs at 0xc0, D at 0x100, PoK at 0x140.
    /// @param key the blob
    /// @param scalars of K0 … K4, a word each
    /// @param pairs of 0xc0 bytes, a G1 point and the key's −β, −γ, −δ, GσNeg, G; right behind them (r_i·A_i, B_i)
    /// @param inputs of all proofs, behind the key's hash
    /// @param proofs right behind the inputs
    /// @param scratch room for one operation
    struct Layout {
        uint256 key;
        uint256 scalars;
        uint256 pairs;
        uint256 inputs;
        uint256 proofs;
        uint256 scratch;
    }

    /// @inheritdoc IGroth16Verifier
    function verify(address vkPointer, bytes calldata proof, uint256[3] calldata inputs) external view {
        require(proof.length == PROOF_LENGTH, InvalidProofLength(proof.length));
        uint256 words;
        assembly ("memory-safe") {
            words := inputs
        }
        _verify(vkPointer, proof, words, 1);
    }

    /// @inheritdoc IGroth16Verifier
    function verifyBatch(address vkPointer, bytes calldata proofs, uint256[3][] calldata inputs) external view {
        uint256 n = inputs.length;
        require(n != 0 && proofs.length == n * PROOF_LENGTH, InvalidProofLength(proofs.length));
        uint256 words;
        assembly ("memory-safe") {
            words := inputs.offset
        }
        _verify(vkPointer, proofs, words, n);
    }

    /// @dev `inputs` is where n times three words begin in the call data.
    function _verify(address vkPointer, bytes calldata proofs, uint256 inputs, uint256 n) private view {
        uint256 count = 3 * n;
        for (uint256 i = 0; i < count; ++i) {
            uint256 value;
            assembly ("memory-safe") {
                value := calldataload(add(inputs, mul(i, 0x20)))
            }
            require(value < BN254.R, InputNotInField(i % 3, value));
        }
        require(vkPointer.code.length == VerifyingKey.LENGTH + 1, InvalidVerifyingKeyPointer(vkPointer));

        Layout memory m = _layout(n);
        bytes32 transcript = _load(m, vkPointer, proofs, inputs, n);
        for (uint256 i = 0; i < n; ++i) {
            _addProof(m, i, i == 0 ? 1 : _coefficient(_hash(transcript, i)));
        }
        _addKey(m, _coefficient(transcript));
        _requirePairing(m.pairs, n);
    }

    function _layout(uint256 n) private pure returns (Layout memory m) {
        assembly ("memory-safe") {
            let key := mload(0x40)
            let scalars := add(key, KEY_LENGTH)
            let pairs := add(scalars, 0xa0)
            let inputs := add(add(pairs, mul(add(n, 5), 0xc0)), 0x20)
            let proofs := add(inputs, mul(n, 0x60))
            let scratch := add(proofs, mul(n, PROOF_LENGTH))
            mstore(m, key)
            mstore(add(m, 0x20), scalars)
            mstore(add(m, 0x40), pairs)
            mstore(add(m, 0x60), inputs)
            mstore(add(m, 0x80), proofs)
            mstore(add(m, 0xa0), scratch)
            mstore(0x40, add(scratch, 0xa0))
        }
    }

    /// @dev Fills key, inputs and proofs, and the pairs with α, zeros to add to, and the key's points in G2. The transcript is
    /// vkHash ‖ inputs ‖ proofs.
    function _load(Layout memory m, address vkPointer, bytes calldata proofs, uint256 inputs, uint256 n)
        private
        view
        returns (bytes32 transcript)
    {
        (uint256 k, uint256 p, uint256 to) = (m.key, m.pairs, m.inputs);
        assembly ("memory-safe") {
            extcodecopy(vkPointer, k, 1, KEY_LENGTH)
            calldatacopy(add(k, KEY_LENGTH), calldatasize(), 0x460) // scalars and five pairs
            mcopy(p, k, 0xc0) // α, −β
            mcopy(add(p, 0x100), add(k, 0xc0), 0x80) // −γ
            mcopy(add(p, 0x1c0), add(k, 0x140), 0x80) // −δ
            mcopy(add(p, 0x280), add(k, 0x1c0), 0x80) // GσNeg
            mcopy(add(p, 0x340), add(k, 0x240), 0x80) // G

            let from := sub(to, 0x20)
            mstore(from, keccak256(k, KEY_LENGTH))
            calldatacopy(to, inputs, mul(n, 0x60))
            calldatacopy(add(to, mul(n, 0x60)), proofs.offset, mul(n, PROOF_LENGTH))
            transcript := keccak256(from, add(0x20, mul(n, 0x1e0)))
        }
    }

    /// @dev Adds proof number `i`, times `c`, to the pairs and scalars.
    function _addProof(Layout memory m, uint256 i, uint256 c) private view {
        unchecked {
            (uint256 p, uint256 s) = (m.pairs, m.scratch);
            uint256 proof = m.proofs + i * PROOF_LENGTH;
            uint256 ownPair = p + 0xc0 * (5 + i);
            PointSum.scale(s, proof, c, ownPair); // A
            assembly ("memory-safe") {
                mcopy(add(ownPair, 0x40), add(proof, 0x40), 0x80) // B
            }
            PointSum.add(s, proof + 0xc0, c, p + 0x180); // Krs
            PointSum.add(s, proof + 0x100, c, p + 0x240); // D
            PointSum.add(s, proof + 0x140, c, p + 0x300); // PoK
            _addInputs(m.scalars, m.inputs + i * 0x60, proof + 0x100, c, s);
        }
    }

    /// @dev Adds (1, A, z, y, h), times `c`, to the scalars, where h = keccak256(D ‖ A ‖ z ‖ y) mod r.
    function _addInputs(uint256 scalars, uint256 inputs, uint256 d, uint256 c, uint256 s) private pure {
        unchecked {
            uint256 a;
            uint256 z;
            uint256 y;
            uint256 h;
            assembly ("memory-safe") {
                a := mload(inputs)
                z := mload(add(inputs, 0x20))
                y := mload(add(inputs, 0x40))
                mcopy(s, d, 0x40)
                mcopy(add(s, 0x40), inputs, 0x60)
                h := keccak256(s, 0xa0)
            }
            PointSum.addValue(1, c, scalars);
            PointSum.addValue(a, c, scalars + 0x20);
            PointSum.addValue(z, c, scalars + 0x40);
            PointSum.addValue(y, c, scalars + 0x60);
            PointSum.addValue(h, c, scalars + 0x80);
        }
    }

    /// @dev What the proofs share: Σ r_i·α, and the multiples of K0 … K4 beside the sum of all D; ρ times that sum and that of all PoK.
    function _addKey(Layout memory m, uint256 rho) private view {
        unchecked {
            (uint256 p, uint256 s) = (m.pairs, m.scratch);
            uint256 sum = p + 0xc0;
            assembly ("memory-safe") {
                mcopy(sum, add(p, 0x240), 0x40)
            }
            for (uint256 j = 0; j < 5; ++j) {
                PointSum.add(s, m.key + 0x2c0 + 0x40 * j, _word(m.scalars + 0x20 * j), sum);
            }
            PointSum.scale(s, p, _word(m.scalars), p);
            PointSum.scale(s, p + 0x240, rho, p + 0x240);
            PointSum.scale(s, p + 0x300, rho, p + 0x300);
        }
    }

    function _requirePairing(uint256 pairs, uint256 n) private view {
        bool ok;
        assembly ("memory-safe") {
            ok := staticcall(gas(), 8, pairs, mul(add(n, 5), 0xc0), 0, 0x20)
            ok := and(ok, mload(0))
        }
        require(ok, InvalidProof());
    }

    /// @dev An unpredictable number from 1 to 2^128 − 1.
    function _coefficient(bytes32 hash) private pure returns (uint256 c) {
        c = uint128(uint256(hash));
        require(c != 0, InvalidProof());
    }

    function _hash(bytes32 transcript, uint256 i) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            mstore(0, transcript)
            mstore(0x20, i)
            hash := keccak256(0, 0x40)
        }
    }

    function _word(uint256 at_) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(at_)
        }
    }
}
