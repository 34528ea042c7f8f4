// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {PatchExecutor} from "../../src/executor/PatchExecutor.sol";
import {Upgrades} from "../../src/executor/Upgrades.sol";
import {World} from "../kit/World.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {ITransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";

/// @dev What a reveal costs beyond deploying the code and upgrading, at the largest old and new code.
contract RevealGasTest is World {
    uint256 private constant LIMIT = 220_000;
    uint256 private constant LARGEST = 24_576;

    Secret private secret;
    bytes private revealCall;
    bytes private code;

    function setUp() public override {
        super.setUp();
        code = randomBytes(LARGEST, 1);
        vm.etch(address(oldToken), randomBytes(LARGEST, 2));
        secret = secretPatch(code, "n1");
        bytes32 patchId = arm(secret);
        revealCall = abi.encodeCall(PatchExecutor.reveal, (patchId, code, secret.bK, secret.bY, "", new bytes32[](0)));
    }

    function test_revealOverheadStaysBelowItsLimit() public {
        uint256 deployment = deploymentGas();
        uint256 upgrade = upgradeGas();
        uint256 used = revealGas();
        vm.assertEq(executor.implementationOf(target).code, code);
        uint256 plain = deployment + upgrade;
        vm.snapshotValue("gas", "deployment of 24,576 bytes", deployment);
        vm.snapshotValue("gas", "plain upgrade", upgrade);
        vm.snapshotValue("gas", "reveal of 24,576 bytes over 24,576 bytes", used);
        vm.snapshotValue("gas", "reveal beyond deployment and upgrade", used - plain);
        vm.assertLe(used - plain, LIMIT, "gas of reveal beyond deployment and upgrade");
    }

    /// @dev Plain CREATE of the same runtime, in the cheapest init code.
    function deploymentGas() private returns (uint256) {
        bytes memory initCode = abi.encodePacked(hex"61", uint16(LARGEST), hex"80600a3d393df3", code);
        uint256 before = gasleft();
        assembly ("memory-safe") {
            if iszero(create(0, add(initCode, 0x20), mload(initCode))) { revert(0, 0) }
        }
        return before - gasleft();
    }

    /// @dev Plain upgrade by the owner of the ProxyAdmin, to another implementation and back again.
    function upgradeGas() private returns (uint256 used) {
        address adminContract = Upgrades.proxyAdminOf(target);
        address other = deploy(hex"00");
        bytes memory callData =
            abi.encodeCall(ProxyAdmin.upgradeAndCall, (ITransparentUpgradeableProxy(payable(target)), other, ""));
        uint256 state = vm.snapshotState();
        vm.cool(adminContract);
        vm.cool(target);
        vm.cool(other);
        vm.prank(address(executor));
        uint256 before = gasleft();
        (bool ok,) = adminContract.call(callData);
        used = before - gasleft();
        vm.assertTrue(ok);
        vm.assertTrue(vm.revertToState(state));
    }

    function revealGas() private returns (uint256 used) {
        bytes memory callData = revealCall;
        address[8] memory touched = [
            address(executor),
            address(registry),
            address(router),
            address(authority),
            target,
            Upgrades.proxyAdminOf(target),
            executor.implementationOf(target),
            secret.patch.newImplementation
        ];
        for (uint256 i = 0; i < touched.length; ++i) {
            vm.cool(touched[i]);
        }
        vm.prank(proposer);
        uint256 before = gasleft();
        (bool ok,) = address(executor).call(callData);
        used = before - gasleft();
        vm.assertTrue(ok);
    }

    function deploy(bytes memory runtime) private returns (address deployed) {
        bytes memory initCode = abi.encodePacked(hex"61", uint16(runtime.length), hex"80600a3d393df3", runtime);
        assembly ("memory-safe") {
            deployed := create(0, add(initCode, 0x20), mload(initCode))
        }
        vm.assertTrue(deployed != address(0));
    }
}
