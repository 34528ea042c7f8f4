// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {UupsBricked, UupsStolen, UupsToken, UupsTokenV2} from "../kit/Implementations.sol";
import {World} from "../kit/World.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

/// @dev UUPS implementations hold their own address as an immutable, so new code is compiled for its reserved address.
contract UupsTest is World {
    UupsToken private oldImplementation;

    function setUp() public override {
        super.setUp();
        oldImplementation = new UupsToken();
        bytes memory init = abi.encodeCall(UupsToken.initialize, (address(executor)));
        target = address(new ERC1967Proxy(address(oldImplementation), init));
        vm.startPrank(admin);
        registry.setPolicy(target, _one(address(timelock)), 1);
        executor.adopt(target, IPatchExecutor.Kind.UUPS, address(oldImplementation));
        vm.stopPrank();
    }

    function test_revealsRecompiledCode() public {
        Secret memory s = patchTo(address(new UupsTokenV2()), "n1");
        arm(s);
        reveal(s);
        vm.assertEq(UupsTokenV2(target).version(), 2);
        vm.assertEq(UupsTokenV2(target).value(), 7);
        vm.assertEq(implementationSlot(target), s.patch.newImplementation);
    }

    function test_revealedCodeCanBePatchedAgain() public {
        Secret memory first = patchTo(address(new UupsTokenV2()), "n1");
        arm(first);
        reveal(first);
        Secret memory second = patchTo(address(new UupsTokenV2()), "n2");
        arm(second);
        reveal(second);
        vm.assertEq(implementationSlot(target), second.patch.newImplementation);
    }

    function test_runsTheCommittedUpgradeCall() public {
        Secret memory s = patchTo(address(new UupsTokenV2()), "n1");
        s.upgradeData = abi.encodeCall(UupsTokenV2.migrate, (42));
        seal(s);
        arm(s);
        reveal(s);
        vm.assertEq(UupsTokenV2(target).value(), 42);
    }

    function test_bareImplementationCannotBeInitialized() public {
        Secret memory s = patchTo(address(new UupsTokenV2()), "n1");
        arm(s);
        reveal(s);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        UupsToken(s.patch.newImplementation).initialize(stranger);
    }

    function test_rollsBackThroughTheNewCode() public {
        Secret memory s = patchTo(address(new UupsTokenV2()), "n1");
        arm(s);
        reveal(s);
        vm.prank(guardian);
        executor.rollback(target);
        vm.assertEq(UupsToken(target).version(), 1);
        vm.assertEq(implementationSlot(target), address(oldImplementation));
    }

    /// @dev The trap of a bytecode-level patch of UUPS code: it still holds the OLD address, so behind the proxy it would refuse
    /// every later upgrade. The old code asks the new one first and refuses it.
    function test_RevertWhen_newCodeHoldsTheOldAddress() public {
        Secret memory s = secretPatch(bytes.concat(address(oldImplementation).code, hex"fe"), "n1");
        arm(s);
        address fresh = s.patch.newImplementation;
        _revealReverts(s, abi.encodeWithSelector(ERC1967Utils.ERC1967InvalidImplementation.selector, fresh));
        vm.assertEq(implementationSlot(target), address(oldImplementation));
    }

    /// @dev Upgrading once more through the new code shows that it can be.
    function test_RevertWhen_newCodeCannotBeUpgraded() public {
        Secret memory s = patchTo(address(new UupsBricked()), "n1");
        arm(s);
        _revealReverts(s, abi.encodeWithSelector(UupsBricked.Bricked.selector));
        vm.assertEq(implementationSlot(target), address(oldImplementation));
        vm.assertEq(s.patch.newImplementation.code.length, 0);
    }

    /// @dev Nor may the upgrade call give the right away.
    function test_RevertWhen_upgradeCallGivesTheRightAway() public {
        Secret memory s = patchTo(address(new UupsStolen()), "n1");
        s.upgradeData = abi.encodeCall(UupsStolen.steal, (stranger));
        seal(s);
        arm(s);
        _revealReverts(s, abi.encodeWithSelector(UupsToken.NotOwner.selector, address(executor)));
        vm.assertEq(UupsToken(target).owner(), address(executor));
    }

    function test_RevertWhen_newCodeIsNotUups() public {
        Secret memory s = secretPatch(hex"00", "n1");
        arm(s);
        address fresh = s.patch.newImplementation;
        bytes32 patchId = registry.patchIdOf(s.patch);
        vm.prank(proposer);
        vm.expectRevert(bytes(""));
        executor.reveal(patchId, s.code, s.bK, s.bY, "", new bytes32[](0));
        vm.assertEq(fresh.code.length, 0);
    }

    /// @dev Nobody but the executor upgrades the target.
    function test_RevertWhen_someoneElseUpgrades() public {
        address other = address(new UupsTokenV2());
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(UupsToken.NotOwner.selector, admin));
        UupsToken(target).upgradeToAndCall(other, "");
    }

    /// @dev What a build does that sets immutables: the runtime of `model`, for the address that the patch reserves.
    function patchTo(address model, bytes32 nonce) private view returns (Secret memory) {
        address place = executor.newImplementationAddress(target, nonce);
        return secretPatch(withImmutable(model.code, model, place), nonce);
    }

    function _revealReverts(Secret memory s, bytes memory why) private {
        bytes32 patchId = registry.patchIdOf(s.patch);
        vm.prank(proposer);
        vm.expectRevert(why);
        executor.reveal(patchId, s.code, s.bK, s.bY, s.upgradeData, new bytes32[](0));
    }
}
