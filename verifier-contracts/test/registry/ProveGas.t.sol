// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";
import {World} from "../kit/World.sol";

/// @dev Gas of whole transactions that prove all claims of a patch, one by one and together. Each call is a transaction of
/// its own, whose gas holds the 21,000 and the call data. (The precompiles' price does not depend on whose proof it is.)
/// forge-config: default.isolate = true
contract ProveGasTest is World {
    /// @dev EIP-7825.
    uint256 private constant TRANSACTION_LIMIT = 16_777_216;

    function test_togetherIsCheaperThanOneByOne() public {
        for (uint256 n = 1; n <= 8; n *= 2) {
            Secret memory s = withClaims(secretPatch(randomBytes(2000, n), bytes32(n)), n);
            (uint256 single, uint256 batch) = _measure(s, string.concat("prove ", vm.toString(n)));
            if (n > 1) vm.assertLe(3 * batch, 2 * single, "two thirds at most");
        }
    }

    /// @dev The demo's patch: one claim on the code, two on executions.
    function test_togetherIsCheaperUnderTwoKeysToo() public {
        Secret memory s = withClaims(secretPatch(randomBytes(2000, 1), "n"), 1);
        bytes32 other = addKey("cod2", TrapdoorKey.blob("other"));
        addClaim(s, "cod2", other);
        addClaim(s, "cod2", other);
        (uint256 single, uint256 batch) = _measure(s, "prove 1 + 2 under two keys");
        vm.assertLe(5 * batch, 4 * single, "four fifths at most");
    }

    /// @dev As many claims as there may be, nothing to share: still no transaction that a block cannot take.
    function test_sixteenClaimsUnderSixteenKeysFitATransaction() public {
        Secret memory s = withClaims(secretPatch(randomBytes(2000, 1), "n"), 0);
        for (uint256 i = 0; i < 16; ++i) {
            bytes4 selector = bytes4(uint32(1 + i));
            addClaim(s, selector, addKey(selector, TrapdoorKey.blob(bytes32(1 + i))));
        }
        s.patch.latestReveal = uint64(block.timestamp + 1 days);
        bytes32 patchId = commit(s);
        bytes memory proofs = proofsOf(s, type(uint16).max);
        uint256 used = _together(patchId, 16, evaluationOf(s), proofs);
        vm.snapshotValue("gas", "transaction: prove 16 under 16 keys together", used);
        vm.assertLe(used, TRANSACTION_LIMIT / 2, "half of what EIP-7825 allows");
    }

    function _measure(Secret memory s, string memory name) private returns (uint256 single, uint256 batch) {
        uint256 n = s.claims.length / 96;
        bytes32 patchId = commit(s);
        uint256 y = evaluationOf(s);
        uint256 fresh = vm.snapshotState();
        for (uint256 i = 0; i < n; ++i) {
            bytes memory proof = proofOf(s, i, i);
            registry.prove(patchId, i, y, proof);
            single += vm.lastCallGas().gasTotalUsed;
        }
        vm.snapshotValue("gas", string.concat("transaction: ", name, ", one by one"), single);
        vm.revertToState(fresh);
        batch = _together(patchId, n, y, proofsOf(s, (1 << n) - 1));
        vm.snapshotValue("gas", string.concat("transaction: ", name, " together"), batch);
    }

    function _together(bytes32 patchId, uint256 n, uint256 y, bytes memory proofs) private returns (uint256 used) {
        uint16 all = uint16((1 << n) - 1);
        registry.proveBatch(patchId, all, y, proofs);
        used = vm.lastCallGas().gasTotalUsed;
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Proved));
        bytes memory callData = abi.encodeCall(IPatchRegistry.proveBatch, (patchId, all, y, proofs));
        vm.assertLe(_floor(callData), used / 2, "EIP-7623's floor never decides");
    }

    /// @dev EIP-7623: ten gas for a zero byte of call data, forty for another.
    function _floor(bytes memory callData) private pure returns (uint256 gas_) {
        gas_ = 21_000;
        for (uint256 i = 0; i < callData.length; ++i) {
            gas_ += callData[i] == 0 ? 10 : 40;
        }
    }
}
