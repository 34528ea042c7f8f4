// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DataContract} from "../../src/verifier/DataContract.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {GoldenProofs} from "../kit/GoldenProofs.sol";

/// @dev Gas of checking real proofs, every account cold.
contract VerifyGasTest is GoldenProofs {
    uint256 private constant LIMIT = 305_000;
    uint256 private constant LIMIT_OF_EACH_FURTHER = 70_000;

    Groth16Verifier private verifier;
    address private key;

    function setUp() public override {
        super.setUp();
        verifier = new Groth16Verifier();
        key = DataContract.write(keyBlob());
    }

    function test_verifyStaysBelowItsLimit() public {
        uint256 used = _gasOf(abi.encodeCall(Groth16Verifier.verify, (key, proofs(1), inputs(1)[0])));
        vm.snapshotValue("gas", "verify", used);
        vm.assertLe(used, LIMIT, "execution gas of verify");
    }

    function test_furtherProofsOfABatchStayBelowTheirLimit() public {
        for (uint256 n = 1; n <= 8; n *= 2) {
            uint256 used = _gasOf(abi.encodeCall(Groth16Verifier.verifyBatch, (key, proofs(n), inputs(n))));
            vm.snapshotValue("gas", string.concat("verify ", vm.toString(n), " together"), used);
            vm.assertLe(used, LIMIT + (n - 1) * LIMIT_OF_EACH_FURTHER, "execution gas of verifyBatch");
        }
    }

    function _gasOf(bytes memory callData) private returns (uint256 used) {
        vm.cool(address(verifier));
        vm.cool(key);
        uint256 before = gasleft();
        (bool ok,) = address(verifier).staticcall(callData);
        used = before - gasleft();
        vm.assertTrue(ok);
    }
}
