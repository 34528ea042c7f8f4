// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../interfaces/IPatchRegistry.sol";
import {Claim, Claims} from "./Claims.sol";

/// @title Proofs of several claims of a patch, parted by the key that checks them.
/// @dev Sets of claims are bits: bit i stands for claim i. Proofs of a set lie one behind the other, the lowest index first.
library ProofGroups {
    uint256 private constant PROOF_LENGTH = 384;

    /// @notice Reverts unless `proofs` holds one proof for each claim of the set, and at least one.
    function requireLength(bytes calldata proofs, uint256 set) internal pure {
        uint256 n = size(set);
        require(n != 0 && proofs.length == n * PROOF_LENGTH, IPatchRegistry.ProofsLength(proofs.length, n));
    }

    /// @notice The claims of the set that have the verifier and key of its lowest one; reverts if there is no such claim.
    function underOneKey(bytes memory packedClaims, uint256 set) internal pure returns (uint256 group) {
        Claim memory first = Claims.get(packedClaims, lowest(set));
        for (uint256 i = 0; set >> i != 0; ++i) {
            if (!_has(set, i)) continue;
            Claim memory c = Claims.get(packedClaims, i);
            if (c.selector == first.selector && c.vkHash == first.vkHash) group |= 1 << i;
        }
    }

    /// @notice The proofs of `group`, taken out of those of `set`.
    function proofsOf(bytes calldata proofs, uint256 set, uint256 group) internal pure returns (bytes memory part) {
        part = new bytes(size(group) * PROOF_LENGTH);
        uint256 from;
        uint256 to;
        assembly ("memory-safe") {
            from := proofs.offset
            to := add(part, 0x20)
        }
        for (uint256 i = 0; set >> i != 0; ++i) {
            if (!_has(set, i)) continue;
            if (_has(group, i)) {
                assembly ("memory-safe") {
                    calldatacopy(to, from, PROOF_LENGTH)
                }
                to += PROOF_LENGTH;
            }
            from += PROOF_LENGTH;
        }
    }

    /// @notice The public inputs (A, z, y) of the claims of `group`.
    function inputsOf(bytes memory packedClaims, uint256 group, uint256 z, uint256 y)
        internal
        pure
        returns (uint256[3][] memory inputs)
    {
        inputs = new uint256[3][](size(group));
        uint256 next = 0;
        for (uint256 i = 0; group >> i != 0; ++i) {
            if (_has(group, i)) {
                inputs[next] = [uint256(Claims.get(packedClaims, i).claim), z, y];
                ++next;
            }
        }
    }

    /// @notice The lowest claim of a set that is not empty.
    function lowest(uint256 set) internal pure returns (uint256 index) {
        while (!_has(set, index)) ++index;
    }

    /// @notice The number of claims in a set.
    function size(uint256 set) internal pure returns (uint256 n) {
        for (; set != 0; set &= set - 1) {
            ++n;
        }
    }

    function _has(uint256 set, uint256 index) private pure returns (bool) {
        return (set >> index) & 1 != 0;
    }
}
