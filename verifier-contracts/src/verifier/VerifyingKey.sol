// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "./BN254.sol";

/// @title Encoding and lint of a verifying key (layout: {IGroth16Verifier}).
/// @dev A key is accepted only if nobody could have made it degenerate: a γ equal to δ, an element at infinity or two equal
/// bases would let a prover move value between terms of the verification equation.
library VerifyingKey {
    /// @dev Length of a key blob in bytes: 33 words.
    uint256 internal constant LENGTH = 1056;

    /// @dev Key kind of keys whose toxic waste is known to whoever made them. Never for anything of value.
    bytes32 internal constant DEV = "dev";

    uint256 private constant G2_OFFSET = 0x40;
    uint256 private constant G2_POINTS = 5;
    uint256 private constant IC_OFFSET = 0x2c0;
    uint256 private constant IC_POINTS = 5;
    uint256 private constant KIND_OFFSET = 0x400;

    uint256 private constant NEG_GAMMA = 1;
    uint256 private constant NEG_DELTA = 2;
    uint256 private constant G_SIGMA_NEG = 3;
    uint256 private constant G = 4;

    /// @notice A key blob has exactly 1,056 bytes.
    error KeyLength(uint256 length);
    /// @notice The G1 point at byte `offset` is at infinity, not reduced or not on the curve.
    error KeyPointG1(uint256 offset);
    /// @notice The G2 point at byte `offset` is at infinity.
    error KeyPointG2AtInfinity(uint256 offset);
    /// @notice A G2 point is not reduced, not on the curve or not in the subgroup of order r.
    error KeyPointG2();
    /// @notice γ = ±δ: a prover could answer for any public input.
    error KeyGammaIsDelta();
    /// @notice σ = ±1: the proof of knowledge of the commitment would prove nothing.
    error KeySigmaTrivial();
    /// @notice Two bases of the public inputs are equal or opposite, so two different statements look alike.
    error KeyBasesEqual(uint256 first, uint256 second);
    /// @notice The key kind is zero: neither "dev" nor a ceremony transcript hash.
    error KeyKindMissing();

    /// @notice Reverts unless `blob` is a key this system can stand on; returns its kind.
    function lint(bytes memory blob) internal view returns (bytes32 keyKind) {
        require(blob.length == LENGTH, KeyLength(blob.length));
        _requireG1(blob, 0);
        for (uint256 i = 0; i < IC_POINTS; ++i) {
            _requireG1(blob, IC_OFFSET + 0x40 * i);
            for (uint256 j = 0; j < i; ++j) {
                require(_icX(blob, i) != _icX(blob, j), KeyBasesEqual(j, i));
            }
        }
        _requireG2(blob);
        require(!_sameG2X(blob, NEG_GAMMA, NEG_DELTA), KeyGammaIsDelta());
        require(!_sameG2X(blob, G_SIGMA_NEG, G), KeySigmaTrivial());
        keyKind = bytes32(_word(blob, KIND_OFFSET));
        require(keyKind != 0, KeyKindMissing());
    }

    function _requireG1(bytes memory blob, uint256 offset) private pure {
        uint256 x = _word(blob, offset);
        uint256 y = _word(blob, offset + 0x20);
        uint256 p = BN254.P;
        // Infinity is (0, 0), which is not on the curve y² = x³ + 3.
        bool onCurve = mulmod(y, y, p) == addmod(mulmod(mulmod(x, x, p), x, p), 3, p);
        require(x < p && y < p && onCurve, KeyPointG1(offset));
    }

    /// @dev Pairs each G2 point with the G1 point at infinity: the precompile fails for a point that is not reduced, not on
    /// the curve or not in the subgroup (EIP-197).
    function _requireG2(bytes memory blob) private view {
        uint256[6 * G2_POINTS] memory pairs;
        for (uint256 i = 0; i < G2_POINTS; ++i) {
            uint256 any;
            for (uint256 j = 0; j < 4; ++j) {
                pairs[6 * i + 2 + j] = _word(blob, G2_OFFSET + 0x80 * i + 0x20 * j);
                any |= pairs[6 * i + 2 + j];
            }
            require(any != 0, KeyPointG2AtInfinity(G2_OFFSET + 0x80 * i));
        }
        bool ok;
        assembly ("memory-safe") {
            ok := staticcall(gas(), 8, pairs, mul(0xc0, G2_POINTS), 0, 0x20)
        }
        require(ok, KeyPointG2());
    }

    function _sameG2X(bytes memory blob, uint256 i, uint256 j) private pure returns (bool) {
        uint256 a = G2_OFFSET + 0x80 * i;
        uint256 b = G2_OFFSET + 0x80 * j;
        return _word(blob, a) == _word(blob, b) && _word(blob, a + 0x20) == _word(blob, b + 0x20);
    }

    function _icX(bytes memory blob, uint256 i) private pure returns (uint256) {
        return _word(blob, IC_OFFSET + 0x40 * i);
    }

    function _word(bytes memory blob, uint256 offset) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := mload(add(add(blob, 0x20), offset))
        }
    }
}
