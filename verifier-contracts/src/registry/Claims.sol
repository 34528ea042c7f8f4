// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../interfaces/IPatchRegistry.sol";
import {BN254} from "../verifier/BN254.sol";

/// @notice One claim of a patch: the verifier's selector, its key, and A.
struct Claim {
    bytes4 selector;
    bytes32 vkHash;
    bytes32 claim;
}

/// @title Packed claims: 96 bytes each, selector right-padded to a word ‖ vkHash ‖ A.
library Claims {
    uint256 internal constant SIZE = 96;

    /// @dev Claims that a patch may have; the proven ones are the bits of a uint16.
    uint256 internal constant MAX = 16;

    /// @notice Number of claims in `packed`; reverts if it is not 1 to {MAX} whole claims.
    function count(bytes memory packed) internal pure returns (uint256 n) {
        n = packed.length / SIZE;
        require(packed.length % SIZE == 0 && n != 0 && n <= MAX, IPatchRegistry.ClaimsLength(packed.length));
    }

    /// @notice Claim number `index`; reverts if it is not canonical.
    function get(bytes memory packed, uint256 index) internal pure returns (Claim memory c) {
        uint256 n = packed.length / SIZE;
        require(index < n, IPatchRegistry.NoSuchClaim(index, n));
        bytes32 word;
        bytes32 vkHash;
        bytes32 claim;
        assembly ("memory-safe") {
            let from := add(add(packed, 0x20), mul(index, SIZE))
            word := mload(from)
            vkHash := mload(add(from, 0x20))
            claim := mload(add(from, 0x40))
        }
        require(word == bytes32(bytes4(word)), IPatchRegistry.ClaimSelectorPadding(index, word));
        require(uint256(claim) < BN254.R, IPatchRegistry.NotInField(claim));
        return Claim(bytes4(word), vkHash, claim);
    }
}
