// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../verifier/BN254.sol";

/// @title The point at which both codes are evaluated. It exists only after everything it is compared with is fixed in the patchId.
library Challenge {
    bytes32 private constant TAG_Z = keccak256("suture/v1/z");

    /// @notice z = keccak256(abi.encode(TAG_Z, patchId)) mod r.
    function derive(bytes32 patchId) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(TAG_Z, patchId))) % BN254.R;
    }
}
