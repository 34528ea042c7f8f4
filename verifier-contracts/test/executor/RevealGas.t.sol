// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {PatchExecutor} from "../../src/executor/PatchExecutor.sol";
import {Upgrades} from "../../src/executor/Upgrades.sol";
import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {UupsToken, UupsTokenV2} from "../kit/Implementations.sol";
import {World} from "../kit/World.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {ITransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @dev What a reveal costs beyond deploying the code and upgrading, at the largest old and new code, every account cold.
abstract contract RevealGas is World {
    uint256 internal constant LIMIT = 220_000;
    uint256 internal constant LARGEST = 24_576;

    Secret internal secret;
    bytes internal revealCall;
    bytes internal upgradeCall;
    address internal upgradeCallee;
    string internal kind;

    /// @dev Arms the patch and makes the calls. A plain upgrade is measured to the old implementation's twin.
    function prepare(bytes memory code, string memory kind_, address callee, bytes memory call) internal {
        (kind, upgradeCallee, upgradeCall) = (kind_, callee, call);
        secret = secretPatch(code, "n1");
        bytes32 patchId = arm(secret);
        revealCall = abi.encodeCall(PatchExecutor.reveal, (patchId, code, secret.bK, secret.bY, "", new bytes32[](0)));
    }

    function test_revealOverheadStaysBelowItsLimit() public {
        uint256 deployment = deploymentGas();
        uint256 upgrade = upgradeGas();
        uint256 used = gasOf(proposer, address(executor), revealCall);
        vm.assertEq(secret.code.length, LARGEST);
        vm.assertEq(secret.patch.oldImplementation.code.length, LARGEST);
        vm.assertEq(executor.implementationOf(target).code, secret.code);
        uint256 beyond = used - deployment - upgrade;
        vm.snapshotValue("gas", "deployment of 24,576 bytes", deployment);
        vm.snapshotValue("gas", string.concat(kind, ": plain upgrade"), upgrade);
        vm.snapshotValue("gas", string.concat(kind, ": reveal of 24,576 bytes over 24,576 bytes"), used);
        vm.snapshotValue("gas", string.concat(kind, ": reveal beyond deployment and upgrade"), beyond);
        vm.assertLe(beyond, LIMIT, "gas of reveal beyond deployment and upgrade");
    }

    /// @dev Plain CREATE of the same runtime, in the cheapest init code.
    function deploymentGas() private returns (uint256) {
        bytes memory initCode = abi.encodePacked(hex"61", uint16(LARGEST), hex"80600a3d393df3", secret.code);
        uint256 before = gasleft();
        assembly ("memory-safe") {
            if iszero(create(0, add(initCode, 0x20), mload(initCode))) { revert(0, 0) }
        }
        return before - gasleft();
    }

    /// @dev Plain upgrade by the holder of the right, undone afterwards.
    function upgradeGas() private returns (uint256 used) {
        uint256 state = vm.snapshotState();
        used = gasOf(address(executor), upgradeCallee, upgradeCall);
        vm.assertTrue(vm.revertToState(state));
    }

    function gasOf(address sender, address callee, bytes memory callData) private returns (uint256 used) {
        address[8] memory touched = [
            address(executor),
            address(registry),
            address(router),
            target,
            Upgrades.proxyAdminOf(target),
            secret.patch.oldImplementation,
            secret.patch.newImplementation,
            Upgrades.proxyAdminOf(address(registry)) // where the registry keeps the patch
        ];
        for (uint256 i = 0; i < touched.length; ++i) {
            vm.cool(touched[i]);
        }
        vm.prank(sender);
        uint256 before = gasleft();
        (bool ok,) = callee.call(callData);
        used = before - gasleft();
        vm.assertTrue(ok);
    }

    /// @dev Zeros behind the metadata are code like the rest.
    function padded(bytes memory code) internal pure returns (bytes memory) {
        return bytes.concat(code, new bytes(LARGEST - code.length));
    }
}

contract RevealTransparentGasTest is RevealGas {
    function setUp() public override {
        super.setUp();
        vm.etch(address(oldToken), randomBytes(LARGEST, 2));
        address twin = address(verifier);
        bytes memory call =
            abi.encodeCall(ProxyAdmin.upgradeAndCall, (ITransparentUpgradeableProxy(payable(target)), twin, ""));
        prepare(randomBytes(LARGEST, 1), "transparent", Upgrades.proxyAdminOf(target), call);
    }
}

contract RevealUupsGasTest is RevealGas {
    function setUp() public override {
        super.setUp();
        address old = address(new UupsToken());
        vm.etch(old, padded(old.code));
        target = address(new ERC1967Proxy(old, abi.encodeCall(UupsToken.initialize, (address(executor)))));
        vm.startPrank(admin);
        registry.setPolicy(target, _one(address(timelock)), 1);
        executor.adopt(target, IPatchExecutor.Kind.UUPS, old);
        vm.stopPrank();
        address twin = address(new UupsToken());
        address model = address(new UupsTokenV2());
        bytes memory code = withImmutable(model.code, model, executor.newImplementationAddress(target, "n1"));
        prepare(padded(code), "UUPS", target, abi.encodeCall(UUPSUpgradeable.upgradeToAndCall, (twin, "")));
    }
}
