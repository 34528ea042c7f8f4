// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {Claim, Claims} from "../../src/registry/Claims.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {Suite} from "../kit/Suite.sol";

contract ClaimsTest is Suite {
    function count(bytes calldata packed) external pure returns (uint256) {
        return Claims.count(packed);
    }

    function get(bytes calldata packed, uint256 index) external pure returns (Claim memory) {
        return Claims.get(packed, index);
    }

    function testFuzz_readsBackEveryClaim(uint256 n, bytes32 seed) public view {
        n = bound(n, 1, 16);
        bytes memory packed;
        for (uint256 i = 0; i < n; ++i) {
            packed = bytes.concat(packed, _claim(seed, i));
        }
        vm.assertEq(this.count(packed), n);
        for (uint256 i = 0; i < n; ++i) {
            Claim memory c = this.get(packed, i);
            vm.assertEq(abi.encodePacked(bytes32(c.selector), c.vkHash, c.claim), _claim(seed, i));
        }
    }

    function testFuzz_RevertWhen_lengthIsNotOneToSixteenClaims(uint256 length) public {
        length = bound(length, 0, 2000);
        vm.assume(length % 96 != 0 || length == 0 || length > 16 * 96);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.ClaimsLength.selector, length));
        this.count(new bytes(length));
    }

    function test_acceptsSixteenAndRefusesSeventeen() public {
        vm.assertEq(this.count(new bytes(16 * 96)), 16);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.ClaimsLength.selector, 17 * 96));
        this.count(new bytes(17 * 96));
    }

    function testFuzz_RevertWhen_thereIsNoSuchClaim(uint256 index) public {
        index = bound(index, 2, type(uint256).max);
        bytes memory packed = bytes.concat(_claim(0, 0), _claim(0, 1));
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NoSuchClaim.selector, index, 2));
        this.get(packed, index);
    }

    /// @dev Two encodings of one selector would be two hashes of one list.
    function testFuzz_RevertWhen_selectorIsPaddedWithSomething(uint256 byteIndex, uint8 value) public {
        byteIndex = bound(byteIndex, 4, 31);
        vm.assume(value != 0);
        bytes memory packed = _claim(0, 0);
        packed[byteIndex] = bytes1(value);
        bytes32 word;
        assembly ("memory-safe") {
            word := mload(add(packed, 0x20))
        }
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.ClaimSelectorPadding.selector, 0, word));
        this.get(packed, 0);
    }

    function testFuzz_RevertWhen_claimIsNotInField(uint256 claim) public {
        claim = bound(claim, BN254.R, type(uint256).max);
        bytes memory packed = abi.encodePacked(bytes32(bytes4("cod1")), keccak256("vk"), claim);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NotInField.selector, claim));
        this.get(packed, 0);
    }

    function _claim(bytes32 seed, uint256 i) private pure returns (bytes memory) {
        bytes32 word = keccak256(abi.encode(seed, i));
        return abi.encodePacked(bytes32(bytes4(word)), keccak256(abi.encode(word)), uint256(word) % BN254.R);
    }
}
