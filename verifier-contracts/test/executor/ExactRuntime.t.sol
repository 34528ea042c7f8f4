// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ExactRuntime} from "../../src/executor/ExactRuntime.sol";
import {Suite} from "../kit/Suite.sol";

contract ExactRuntimeTest is Suite {
    bytes32 private constant SEALED = bytes32(uint256(type(uint64).max));

    function deploy(bytes calldata code, bytes32[] calldata slots) external returns (address deployed) {
        (bytes memory initCode,) = ExactRuntime.initCodeFor(code, slots);
        assembly ("memory-safe") {
            deployed := create(0, add(initCode, 0x20), mload(initCode))
        }
    }

    function place(bytes calldata code, bytes32[] calldata slots)
        external
        pure
        returns (bytes memory initCode, bytes memory runtime, bytes32 after_)
    {
        // Dirty memory, as a caller that used it before would leave it.
        assembly ("memory-safe") {
            let free := mload(0x40)
            for { let i := 0 } lt(i, 30000) { i := add(i, 32) } { mstore(add(free, i), not(0)) }
        }
        uint256 from;
        (initCode, from) = ExactRuntime.initCodeFor(code, slots);
        bytes memory next = new bytes(1);
        assembly ("memory-safe") {
            after_ := mload(add(from, code.length))
            if gt(add(add(from, code.length), 0x20), next) { revert(0, 0) } // the zeros are allocated too
            runtime := mload(0x40)
            mstore(runtime, code.length)
            mcopy(add(runtime, 0x20), from, code.length)
            mstore(0x40, and(add(add(runtime, 0x3f), code.length), not(0x1f)))
        }
    }

    function testFuzz_deploysExactlyTheCode(bytes memory code, bytes32[] memory slots) public {
        vm.assume(code.length != 0 && slots.length <= 8);
        code[0] = code[0] == 0xef ? bytes1(0xee) : code[0];
        address deployed = this.deploy(code, slots);
        vm.assertEq(deployed.code, code);
        for (uint256 i = 0; i < slots.length; ++i) {
            vm.assertEq(vm.load(deployed, slots[i]), SEALED);
        }
    }

    function test_deploysTheLargestAndTheSmallestCode() public {
        bytes32[] memory slots = new bytes32[](8);
        for (uint256 i = 0; i < 8; ++i) {
            slots[i] = keccak256(abi.encode(i));
        }
        bytes memory largest = randomBytes(24_576, 1);
        vm.assertEq(this.deploy(largest, slots).code, largest);
        vm.assertEq(this.deploy(hex"00", slots).code, hex"00");
        vm.assertEq(this.deploy(hex"00", new bytes32[](0)).code, hex"00");
    }

    /// @dev The init code runs none of the code it deploys, even if that would revert or destroy.
    function test_runsNothingOfTheCode() public {
        vm.assertEq(this.deploy(hex"60006000fd", new bytes32[](0)).code, hex"60006000fd");
        vm.assertEq(this.deploy(hex"fe", new bytes32[](0)).code, hex"fe");
    }

    function test_sealsNothingElse() public {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = keccak256("slot");
        address deployed = this.deploy(hex"00", slots);
        vm.assertEq(vm.load(deployed, 0), 0);
        vm.assertEq(vm.load(deployed, keccak256("other")), 0);
        vm.assertEq(vm.load(deployed, slots[0]), SEALED);
    }

    function test_cannotDeployCodeThatBeginsWithEF() public {
        vm.assertEq(this.deploy{gas: 1_000_000}(hex"ef00", new bytes32[](0)), address(0));
    }

    function testFuzz_placesTheRuntimeWithZerosAfterIt(bytes calldata code, bytes32[] calldata slots) public view {
        vm.assume(slots.length <= 8);
        (bytes memory initCode, bytes memory runtime, bytes32 after_) = this.place(code, slots);
        vm.assertEq(runtime, code);
        vm.assertEq(after_, 0);
        vm.assertEq(initCode.length, 43 * slots.length + 11 + code.length);
        vm.assertEq(slice(initCode, initCode.length - code.length, code.length), code);
    }

    /// @dev The bytes as the library's comment gives them.
    function test_initCodeIsAsDocumented() public view {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = keccak256("slot");
        (bytes memory initCode,,) = this.place(hex"6001", slots);
        bytes memory expected = abi.encodePacked(
            hex"67ffffffffffffffff7f", slots[0], hex"55", hex"61", uint16(2), hex"8061", uint16(54), hex"3d393df36001"
        );
        vm.assertEq(initCode, expected);
    }
}
