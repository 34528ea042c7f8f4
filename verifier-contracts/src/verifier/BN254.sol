// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Constants of the curve BN254 (alt_bn128 of EIP-196).
library BN254 {
    /// @dev Order of the scalar field: public inputs, code evaluations and commitments are below it.
    uint256 internal constant R = 0x30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000001;

    /// @dev Order of the base field: coordinates of points are below it.
    uint256 internal constant P = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;
}
