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
    /// @notice Replaces the implementation of `target`; reverts if this contract may not.
    function upgrade(address target, IPatchExecutor.Kind kind, address implementation, bytes memory data) internal {
        if (kind == IPatchExecutor.Kind.UUPS) {
            IUUPSProxy(target).upgradeToAndCall(implementation, data);
        } else if (kind == IPatchExecutor.Kind.TRANSPARENT) {
            IProxyAdmin(proxyAdminOf(target)).upgradeAndCall(target, implementation, data);
        } else {
            require(data.length == 0, IPatchExecutor.UpgradeDataUnsupported(target));
            IUpgradeableBeacon(target).upgradeTo(implementation);
            address shown = IBeacon(target).implementation();
            require(shown == implementation, IPatchExecutor.ImplementationNotSet(target, shown));
        }
    }

    /// @notice The ProxyAdmin of an OpenZeppelin 5 TransparentUpgradeableProxy: the first contract that the proxy created, in its constructor.
    function proxyAdminOf(address proxy) internal pure returns (address) {
        // RLP of [proxy, 1]
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", proxy, hex"01")))));
    }
}
