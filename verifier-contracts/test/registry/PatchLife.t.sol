// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {World} from "../kit/World.sol";

/// @dev One patch from commitment to reveal.
contract PatchLifeTest is World {
    function test_revealsExactlyTheApprovedCode() public {
        bytes memory code = bytes.concat(address(oldToken).code, hex"fe00");
        Secret memory s = secretPatch(code, "n1");
        bytes32 patchId = arm(s);
        reveal(s);

        vm.assertEq(s.patch.newImplementation.code, code);
        vm.assertEq(executor.implementationOf(target), s.patch.newImplementation);
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Revealed));
        vm.assertEq(DemoToken(target).balanceOf(holder), SUPPLY);
    }
}
