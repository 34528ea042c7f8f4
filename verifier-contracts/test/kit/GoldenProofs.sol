// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Suite} from "./Suite.sol";

/// @title Several real proofs under one key, from the vectors that Go makes and verifies too.
abstract contract GoldenProofs is Suite {
    string private constant PATH = "../prover-native/src/test/vectors/golden-batch.json";

    string private json;
    bytes[] private all;
    bytes[] private claims;

    function setUp() public virtual {
        json = vm.readFile(PATH);
        all = vm.parseJsonBytesArray(json, ".proofs");
        claims = vm.parseJsonBytesArray(json, ".claims");
    }

    function keyBlob() internal view returns (bytes memory) {
        return vm.parseJsonBytes(json, ".vkBlob");
    }

    /// @dev The number of proofs.
    function size() internal view returns (uint256) {
        return all.length;
    }

    /// @dev The first `n` proofs, one behind the other.
    function proofs(uint256 n) internal view returns (bytes memory joined) {
        for (uint256 i = 0; i < n; ++i) {
            joined = bytes.concat(joined, all[i]);
        }
    }

    /// @dev The public inputs of the first `n` proofs.
    function inputs(uint256 n) internal view returns (uint256[3][] memory list) {
        (uint256 z, uint256 y) = (uint256(vm.parseJsonBytes32(json, ".z")), uint256(vm.parseJsonBytes32(json, ".y")));
        list = new uint256[3][](n);
        for (uint256 i = 0; i < n; ++i) {
            list[i] = [uint256(bytes32(claims[i])), z, y];
        }
    }
}
