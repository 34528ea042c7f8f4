// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";

/// @title Contracts of OpenZeppelin that are deployed beside ours: named here so that they are compiled, and packed into the jar.
interface OpenZeppelin {
    /// @dev Never implemented.
    function deployedBesideOurs(
        AccessManager,
        TimelockController,
        ERC1967Proxy,
        UpgradeableBeacon,
        ProxyAdmin,
        TransparentUpgradeableProxy
    ) external;
}
