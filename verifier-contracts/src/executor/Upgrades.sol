// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchExecutor} from "../interfaces/IPatchExecutor.sol";
import {IBeacon} from "@openzeppelin/contracts/proxy/beacon/IBeacon.sol";

/// @dev The upgrade call of a UUPS proxy.
interface IUUPSProxy {
    function upgradeToAndCall(address implementation, bytes calldata data) external;
}

/// @dev The upgrade call of OpenZeppelin 5's ProxyAdmin.
interface IProxyAdmin {
    function upgradeAndCall(address proxy, address implementation, bytes calldata data) external;
}

/// @dev The upgrade call of OpenZeppelin's UpgradeableBeacon.
interface IUpgradeableBeacon {
    function upgradeTo(address implementation) external;
}

/// @title The three ways to replace an implementation.
library Upgrades {
    /// @notice Reverts unless `target` has the contracts around it that its kind needs, and, where it can be asked, runs `implementation`.
    function requireShape(address target, IPatchExecutor.Kind kind, address implementation) internal view {
        require(target.code.length != 0, IPatchExecutor.NotContract(target));
        require(implementation.code.length != 0, IPatchExecutor.NotContract(implementation));
        if (kind == IPatchExecutor.Kind.TRANSPARENT) {
            address admin = proxyAdminOf(target);
            require(admin.code.length != 0, IPatchExecutor.NotContract(admin));
        } else if (kind == IPatchExecutor.Kind.BEACON) {
            _requireShown(target, implementation);
        }
    }

    /// @notice Replaces the implementation of `target`; reverts if this contract may not.
    function upgrade(address target, IPatchExecutor.Kind kind, address implementation, bytes memory data) internal {
        if (kind == IPatchExecutor.Kind.UUPS) {
            IUUPSProxy(target).upgradeToAndCall(implementation, data);
        } else if (kind == IPatchExecutor.Kind.TRANSPARENT) {
            IProxyAdmin(proxyAdminOf(target)).upgradeAndCall(target, implementation, data);
        } else {
            require(data.length == 0, IPatchExecutor.UpgradeDataUnsupported(target));
            IUpgradeableBeacon(target).upgradeTo(implementation);
            _requireShown(target, implementation);
        }
    }

    /// @notice The ProxyAdmin of an OpenZeppelin 5 TransparentUpgradeableProxy: the first contract that the proxy created, in its constructor.
    function proxyAdminOf(address proxy) internal pure returns (address) {
        // RLP of [proxy, 1]
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", proxy, hex"01")))));
    }

    function _requireShown(address beacon, address implementation) private view {
        address shown = IBeacon(beacon).implementation();
        require(shown == implementation, IPatchExecutor.ImplementationMismatch(beacon, shown));
    }
}
