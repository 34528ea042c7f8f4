// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";
import {UUPSUpgradeable} from "@openzeppelin/contracts/proxy/utils/UUPSUpgradeable.sol";

/// @title A UUPS implementation; its owner may upgrade it.
contract UupsToken is Initializable, UUPSUpgradeable {
    error NotOwner(address caller);

    address public owner;
    uint256 public value;

    constructor() {
        _disableInitializers();
    }

    function initialize(address owner_) external initializer {
        owner = owner_;
        value = 7;
    }

    function version() external pure virtual returns (uint256) {
        return 1;
    }

    function _authorizeUpgrade(address) internal virtual override {
        require(msg.sender == owner, NotOwner(msg.sender));
    }
}

/// @title The next version, with a function to call while upgrading.
contract UupsTokenV2 is UupsToken {
    function version() external pure override returns (uint256) {
        return 2;
    }

    function migrate(uint256 value_) external {
        require(msg.sender == owner, NotOwner(msg.sender));
        value = value_;
    }
}

/// @title A version that nobody can upgrade any more.
contract UupsBricked is UupsToken {
    error Bricked();

    function _authorizeUpgrade(address) internal view override {
        require(owner == address(0), Bricked());
    }
}

/// @title A version that hands the upgrade right to somebody else when it is first upgraded to.
contract UupsStolen is UupsToken {
    function steal(address thief) external {
        owner = thief;
    }
}

/// @title Plain implementations for transparent proxies and beacons.
contract PlainV1 {
    uint256 public value;

    function initialize() external {
        value = 7;
    }

    function version() external pure virtual returns (uint256) {
        return 1;
    }
}

/// @title The next plain version; it can be made to call anything while the proxy is upgraded.
contract PlainV2 is PlainV1 {
    function version() external pure override returns (uint256) {
        return 2;
    }

    function migrate(address callee, bytes calldata data) external {
        value = 8;
        (bool ok, bytes memory reason) = callee.call(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }
}

/// @title A beacon that takes an upgrade and keeps showing what it showed.
contract StubbornBeacon {
    address public immutable implementation;

    constructor(address implementation_) {
        implementation = implementation_;
    }

    function upgradeTo(address) external {}
}
