// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../verifier/BN254.sol";

/// @title Code as a polynomial over the scalar field, evaluated at one point (DESIGN.md §3).
/// @dev Code is cut in 31-byte big-endian chunks c_0, c_1, …, the last one padded with zeros on the right:
/// p(X) = n + b_y·X + Σ c_k·X^(k+2).
library CodePolynomial {
    /// @notice Σ c_k·z^k over the `length` bytes at memory address `from`.
    /// @dev The 30 bytes after the code must be zero. Horner from the last chunk to the first. A sum needs no reduction of its own:
    /// mulmod gives less than 2^254 and a chunk is less than 2^248, so nothing wraps, and mulmod takes unreduced
    /// operands. About 40 gas per chunk: eight steps are one expression, which keeps
    /// the sum on top of the stack (as eight statements it was 48).
    function horner(uint256 from, uint256 length, uint256 z) internal pure returns (uint256 sum) {
        uint256 r = BN254.R;
        assembly ("memory-safe") {
            let chunks := div(add(length, 30), 31)
            let p := add(from, mul(31, chunks))
            for { let rest := and(chunks, 7) } rest { rest := sub(rest, 1) } {
                p := sub(p, 31)
                sum := add(shr(8, mload(p)), mulmod(z, sum, r))
            }
            for {} gt(p, from) {} {
                p := sub(p, 248)
                // forgefmt: disable-start
                sum := add(shr(8, mload(p)), mulmod(z,
                       add(shr(8, mload(add(p, 31))), mulmod(z,
                       add(shr(8, mload(add(p, 62))), mulmod(z,
                       add(shr(8, mload(add(p, 93))), mulmod(z,
                       add(shr(8, mload(add(p, 124))), mulmod(z,
                       add(shr(8, mload(add(p, 155))), mulmod(z,
                       add(shr(8, mload(add(p, 186))), mulmod(z,
                       add(shr(8, mload(add(p, 217))), mulmod(z, sum, r)), r)), r)), r)), r)), r)), r)), r))
                // forgefmt: disable-end
            }
            sum := mod(sum, r)
        }
    }

    /// @notice p(z) from the sum over the chunks.
    function assemble(uint256 length, uint256 bY, uint256 sum, uint256 z) internal pure returns (uint256) {
        uint256 r = BN254.R;
        return addmod(length, mulmod(addmod(bY, mulmod(sum, z, r), r), z, r), r);
    }

    /// @notice y = p_new(z) + z^1024·p_old(z).
    function join(uint256 newValue, uint256 oldValue, uint256 z) internal pure returns (uint256) {
        uint256 r = BN254.R;
        uint256 power = z;
        for (uint256 i = 0; i < 10; ++i) {
            power = mulmod(power, power, r);
        }
        return addmod(newValue, mulmod(power, oldValue, r), r);
    }
}
