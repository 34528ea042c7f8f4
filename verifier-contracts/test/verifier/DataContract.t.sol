// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DataContract} from "../../src/verifier/DataContract.sol";
import {Suite} from "../kit/Suite.sol";

contract DataContractTest is Suite {
    function write(bytes calldata data) external returns (address) {
        return DataContract.write(data);
    }

    function testFuzz_readsBackWhatWasWritten(bytes calldata data) public {
        vm.assertEq(DataContract.read(DataContract.write(data)), data);
    }

    function test_readsBackTheLongestAndTheShortest() public {
        bytes memory longest = randomBytes(24_575, 1);
        vm.assertEq(DataContract.read(DataContract.write(longest)), longest);
        vm.assertEq(DataContract.read(DataContract.write("")), "");
    }

    /// @dev The data begins after a STOP, so a call to it runs nothing, whatever it holds.
    function test_dataNeverRuns() public {
        address pointer = DataContract.write(hex"60006000fd");
        vm.assertEq(pointer.code, hex"0060006000fd");
        (bool ok, bytes memory result) = pointer.call("");
        vm.assertTrue(ok);
        vm.assertEq(result, "");
    }

    function test_RevertWhen_dataIsTooLong() public {
        bytes memory data = new bytes(24_576);
        vm.expectRevert(abi.encodeWithSelector(DataContract.DataNotStored.selector, 24_576));
        this.write(data);
    }

    /// @dev The length field of the creation code has 16 bits; a longer blob must not be cut to what they hold.
    function test_RevertWhen_lengthDoesNotFitTheCreationCode() public {
        bytes memory data = new bytes(65_536 + 10);
        vm.expectRevert(abi.encodeWithSelector(DataContract.DataNotStored.selector, 65_546));
        this.write(data);
    }
}
