// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../../src/verifier/BN254.sol";

/// @title Arithmetic on G1 points as 64 bytes.
library G1 {
    /// @notice `scalar` of the generator (1, 2).
    function generator(uint256 scalar) internal view returns (bytes memory) {
        return mul(abi.encode(uint256(1), uint256(2)), scalar);
    }

    /// @notice `scalar` of a point.
    function mul(bytes memory point, uint256 scalar) internal view returns (bytes memory product) {
        bool ok;
        (ok, product) = address(7).staticcall(bytes.concat(point, bytes32(scalar)));
        assert(ok);
    }

    /// @notice Sum of two points.
    function add(bytes memory first, bytes memory second) internal view returns (bytes memory sum) {
        bool ok;
        (ok, sum) = address(6).staticcall(bytes.concat(first, second));
        assert(ok);
    }

    /// @notice The opposite of a point.
    function negate(bytes memory point) internal pure returns (bytes memory) {
        (uint256 x, uint256 y) = abi.decode(point, (uint256, uint256));
        return abi.encode(x, (BN254.P - y) % BN254.P);
    }
}

/// @title Arithmetic on G2 points as 128 bytes in EIP-197 order.
library G2 {
    /// @notice The opposite of a point.
    function negate(bytes memory point) internal pure returns (bytes memory) {
        (uint256 x1, uint256 x0, uint256 y1, uint256 y0) = abi.decode(point, (uint256, uint256, uint256, uint256));
        return abi.encode(x1, x0, (BN254.P - y1) % BN254.P, (BN254.P - y0) % BN254.P);
    }

    /// @notice Whether the product of the pairings of these (G1, G2) pairs is one.
    function pairingIsOne(bytes memory pairs) internal view returns (bool) {
        (bool ok, bytes memory result) = address(8).staticcall(pairs);
        assert(ok);
        return abi.decode(result, (bool));
    }
}
