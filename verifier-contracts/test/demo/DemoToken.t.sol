// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";
import {World} from "../kit/World.sol";

contract DemoTokenTest is World {
    DemoToken private token;

    function setUp() public override {
        super.setUp();
        token = DemoToken(target);
    }

    function test_startsWithTheWholeSupply() public view {
        vm.assertEq(token.totalSupply(), SUPPLY);
        vm.assertEq(token.balanceOf(holder), SUPPLY);
        vm.assertEq(token.name(), "Suture Demo Token");
        vm.assertEq(token.symbol(), "SDT");
        vm.assertEq(token.decimals(), 18);
    }

    function test_RevertWhen_initializedAgain() public {
        vm.expectRevert(DemoToken.InvalidInitialization.selector);
        token.initialize(stranger, 1);
        vm.expectRevert(DemoToken.InvalidInitialization.selector);
        oldToken.initialize(stranger, 1);
    }

    function testFuzz_transfers(uint256 value) public {
        value = bound(value, 0, SUPPLY);
        vm.expectEmit(target);
        emit DemoToken.Transfer(holder, stranger, value);
        vm.prank(holder);
        vm.assertTrue(token.transfer(stranger, value));
        vm.assertEq(token.balanceOf(holder), SUPPLY - value);
        vm.assertEq(token.balanceOf(stranger), value);
    }

    function testFuzz_RevertWhen_balanceIsTooSmall(uint256 value) public {
        value = bound(value, SUPPLY + 1, type(uint256).max);
        vm.prank(holder);
        vm.expectRevert(abi.encodeWithSelector(DemoToken.InsufficientBalance.selector, holder, SUPPLY, value));
        // It reverts, so there is nothing to check.
        // forge-lint: disable-next-line(erc20-unchecked-transfer)
        token.transfer(stranger, value);
    }

    function test_transfersInBatches() public {
        vm.prank(holder);
        token.batchTransfer(receivers(), 5);
        vm.assertEq(token.balanceOf(holder), SUPPLY - 10);
        vm.assertEq(token.balanceOf(proposer), 5);
        vm.assertEq(token.balanceOf(council), 5);
    }

    function test_RevertWhen_batchIsEmptyTooLongOrOfNothing() public {
        vm.startPrank(holder);
        vm.expectRevert(abi.encodeWithSelector(DemoToken.InvalidBatch.selector, 0, 5));
        token.batchTransfer(new address[](0), 5);
        vm.expectRevert(abi.encodeWithSelector(DemoToken.InvalidBatch.selector, 21, 5));
        token.batchTransfer(new address[](21), 5);
        vm.expectRevert(abi.encodeWithSelector(DemoToken.InvalidBatch.selector, 2, 0));
        token.batchTransfer(receivers(), 0);
        vm.stopPrank();
    }

    /// @dev BeautyChain, 22 April 2018: 2 · 2^255 is zero, so the sender pays nothing.
    function test_hasTheHoleOfBeautyChain() public {
        vm.assertEq(token.balanceOf(stranger), 0);
        vm.prank(stranger);
        token.batchTransfer(receivers(), 1 << 255);
        vm.assertEq(token.balanceOf(proposer), 1 << 255);
        vm.assertEq(token.balanceOf(council), 1 << 255);
    }

    /// @dev What makes its bytecode fit for a guard-only patch: it never looks at code, its own or other.
    function test_neverReadsCode() public view {
        bytes memory code = address(oldToken).code;
        uint256 body = code.length - 2 - metadataLength(code);
        for (uint256 pc = 0; pc < body; ++pc) {
            uint8 op = uint8(code[pc]);
            bool readsCode = op == 0x38 || op == 0x39 || op == 0x3b || op == 0x3c || op == 0x3f || op == 0x58;
            vm.assertFalse(readsCode, "an opcode that reads code, or PC");
            if (op >= 0x60 && op <= 0x7f) pc += op - 0x5f;
        }
    }

    /// @dev No immutable: the same source gives the same runtime wherever it is deployed.
    function test_runtimeDoesNotDependOnTheAddress() public {
        vm.assertEq(address(new DemoToken()).code, address(oldToken).code);
    }

    function metadataLength(bytes memory code) private pure returns (uint256) {
        return uint8(code[code.length - 2]) * 256 + uint8(code[code.length - 1]);
    }

    function receivers() private view returns (address[] memory list) {
        list = new address[](2);
        (list[0], list[1]) = (proposer, council);
    }
}
