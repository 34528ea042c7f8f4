// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Upgrades} from "../../src/executor/Upgrades.sol";
import {PatchRegistry} from "../../src/registry/PatchRegistry.sol";
import {World} from "../kit/World.sol";

/// @dev Gas of each step of a patch with one claim and one approver, every account cold.
contract LifeGasTest is World {
    Secret private secret;
    bytes private proveCall;
    bytes32 private patchId;
    address[] private _touched;

    function setUp() public override {
        super.setUp();
        vm.startPrank(admin);
        registry.setPolicy(target, _one(council), 1);
        vm.stopPrank();
        secret = secretPatch(randomBytes(2000, 1), "n1");
        patchId = registry.patchIdOf(secret.patch);
        _touched = [address(registry), address(router), address(executor), address(verifier)];
        _touched.push(router.entry(SELECTOR).vkPointer);
        // Where the registry keeps the patch: the first contract that it creates.
        _touched.push(Upgrades.proxyAdminOf(address(registry)));
        proveCall = abi.encodeCall(PatchRegistry.prove, (patchId, 0, evaluationOf(secret), proofOf(secret, 0, 1)));
    }

    function test_stepsStayBelowTheirLimits() public {
        bytes memory commitCall = abi.encodeCall(PatchRegistry.commit, (secret.patch, secret.claims));
        _step("commit", proposer, commitCall, 260_000);
        _step("prove", stranger, proveCall, 400_000);
        _step("approve", council, abi.encodeCall(PatchRegistry.approve, (patchId)), 70_000);
        _step("arm", stranger, abi.encodeCall(PatchRegistry.arm, (patchId)), 45_000);
    }

    function _step(string memory name, address sender, bytes memory callData, uint256 limit) private {
        for (uint256 i = 0; i < _touched.length; ++i) {
            vm.cool(_touched[i]);
        }
        vm.prank(sender);
        uint256 before = gasleft();
        (bool ok,) = address(registry).call(callData);
        uint256 used = before - gasleft();
        vm.assertTrue(ok);
        vm.snapshotValue("gas", name, used);
        vm.assertLe(used, limit, name);
    }
}
