// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Challenge} from "../../src/registry/Challenge.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {Suite} from "../kit/Suite.sol";

contract ChallengeTest is Suite {
    function testFuzz_isTheTaggedHashReduced(bytes32 patchId) public pure {
        bytes memory encoded = abi.encodePacked(keccak256("suture/v1/z"), patchId);
        uint256 z = Challenge.derive(patchId);
        vm.assertEq(z, uint256(keccak256(encoded)) % BN254.R);
        vm.assertTrue(z < BN254.R);
    }

    function testFuzz_differsBetweenPatches(bytes32 first, bytes32 second) public pure {
        vm.assume(first != second);
        vm.assertNotEq(Challenge.derive(first), Challenge.derive(second));
    }
}
