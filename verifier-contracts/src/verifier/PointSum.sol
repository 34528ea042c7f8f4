// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";
import {BN254} from "./BN254.sol";

/// @title Sums of multiples of G1 points, and of field elements, at given places in memory.
/// @dev A precompile that refuses a point burns all gas it was given, so the first refusal ends the call.
library PointSum {
    /// @notice Writes scalar·point to `product`; takes 0x60 bytes at `scratch`.
    /// @dev A point taken once is only copied: it is checked by the call that takes it next.
    function scale(uint256 scratch, uint256 point, uint256 scalar, uint256 product) internal view {
        bool ok = true;
        assembly ("memory-safe") {
            mcopy(scratch, point, 0x40)
            switch scalar
            case 1 { mcopy(product, scratch, 0x40) }
            default {
                mstore(add(scratch, 0x40), scalar)
                ok := staticcall(gas(), 7, scratch, 0x60, product, 0x40)
            }
        }
        require(ok, IGroth16Verifier.InvalidProof());
    }

    /// @notice Adds scalar·point to the point at `sum`; takes 0xa0 bytes at `scratch`.
    function add(uint256 scratch, uint256 point, uint256 scalar, uint256 sum) internal view {
        unchecked {
            scale(scratch + 0x40, point, scalar, scratch + 0x40);
        }
        bool ok;
        assembly ("memory-safe") {
            mcopy(scratch, sum, 0x40)
            ok := staticcall(gas(), 6, scratch, 0x80, sum, 0x40)
        }
        require(ok, IGroth16Verifier.InvalidProof());
    }

    /// @notice Adds scalar·value to the field element at `sum`.
    function addValue(uint256 value, uint256 scalar, uint256 sum) internal pure {
        uint256 r = BN254.R;
        assembly ("memory-safe") {
            mstore(sum, addmod(mload(sum), mulmod(value, scalar, r), r))
        }
    }
}
