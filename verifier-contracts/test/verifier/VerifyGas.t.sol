// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DataContract} from "../../src/verifier/DataContract.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {Suite} from "../kit/Suite.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";

/// @dev Gas of one verification, every account cold.
contract VerifyGasTest is Suite {
    uint256 private constant LIMIT = 305_000;

    Groth16Verifier private verifier;
    address private key;
    uint256[3] private inputs = [uint256(11), 22, 33];
    bytes private proof;

    function setUp() public {
        verifier = new Groth16Verifier();
        key = DataContract.write(TrapdoorKey.blob());
        proof = TrapdoorKey.prove(inputs, 1);
    }

    function test_verifyStaysBelowItsLimit() public {
        bytes memory callData = abi.encodeCall(Groth16Verifier.verify, (key, proof, inputs));
        vm.cool(address(verifier));
        vm.cool(key);
        uint256 before = gasleft();
        (bool ok,) = address(verifier).staticcall(callData);
        uint256 used = before - gasleft();
        vm.assertTrue(ok);
        vm.snapshotValue("gas", "verify", used);
        vm.assertLe(used, LIMIT, "execution gas of verify");
    }
}
