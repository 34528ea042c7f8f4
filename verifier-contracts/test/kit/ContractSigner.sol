// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title An auditor that is a contract: it has signed the one digest it was told.
contract ContractSigner is IERC1271 {
    bytes32 private _signed;

    /// @notice Signs a digest.
    function sign(bytes32 digest) external {
        _signed = digest;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32 hash, bytes calldata) external view returns (bytes4) {
        return hash == _signed ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
