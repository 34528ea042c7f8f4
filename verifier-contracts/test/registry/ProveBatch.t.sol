// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {Equation} from "../kit/Equation.sol";
import {G1} from "../kit/Points.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";
import {Vm} from "../kit/Vm.sol";
import {World} from "../kit/World.sol";

/// @dev A patch of five claims under two keys that alternate.
contract ProveBatchTest is World, Equation {
    bytes4 private constant OTHER = "cod2";
    uint16 private constant ALL = 31;
    uint16 private constant OF_OTHER = 10; // claims 1 and 3

    Secret private secret;
    bytes32 private patchId;
    uint256 private y;
    bytes[] private proofs;

    function setUp() public override {
        super.setUp();
        bytes32 otherHash = addKey(OTHER, _otherKey());
        Secret memory s = withClaims(secretPatch(randomBytes(700, 1), "n1"), 0);
        for (uint256 i = 0; i < 5; ++i) {
            bool isOther = _has(OF_OTHER, i);
            addClaim(s, isOther ? OTHER : SELECTOR, isOther ? otherHash : vkHash);
        }
        secret = s;
        patchId = commit(s);
        y = evaluationOf(s);
        for (uint256 i = 0; i < 5; ++i) {
            proofs.push(_has(OF_OTHER, i) ? _proofUnderOther(claimAt(s, i), proofOf(s, i, i)) : proofOf(s, i, i));
        }
    }

    // ---- what it does

    function test_anyoneProvesAllClaimsAtOnce() public {
        for (uint256 i = 0; i < 5; ++i) {
            vm.expectEmit(address(registry));
            emit IPatchRegistry.ClaimProved(patchId, i);
        }
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchProved(patchId);
        vm.prank(stranger);
        registry.proveBatch(patchId, ALL, y, _proofs(ALL));
        _assertState(IPatchRegistry.PatchState.Proved);
        vm.assertEq(registry.evaluation(patchId), y);
        vm.assertEq(registry.provenClaims(patchId), ALL);
    }

    /// @dev Whatever the set, exactly its claims are proven, and the rest can follow one by one.
    function testFuzz_provesExactlyTheClaimsOfTheSet(uint16 set) public {
        set = uint16(bound(set, 1, ALL));
        vm.recordLogs();
        registry.proveBatch(patchId, set, y, _proofs(set));
        Vm.Log[] memory logs = vm.getRecordedLogs();
        vm.assertEq(registry.provenClaims(patchId), set);
        uint256 next = 0;
        for (uint256 i = 0; i < 5; ++i) {
            if (!_has(set, i)) continue;
            vm.assertEq(logs[next].topics[0], IPatchRegistry.ClaimProved.selector);
            vm.assertEq(abi.decode(logs[next++].data, (uint256)), i);
        }
        vm.assertEq(logs.length, set == ALL ? next + 1 : next);

        for (uint256 i = 0; i < 5; ++i) {
            bool isProved = registry.state(patchId) == IPatchRegistry.PatchState.Proved;
            vm.assertEq(isProved, registry.provenClaims(patchId) == ALL);
            registry.prove(patchId, i, y, proofs[i]);
        }
        _assertState(IPatchRegistry.PatchState.Proved);
    }

    function test_acceptsTheLargestNumberOfClaims() public {
        Secret memory s = withClaims(secretPatch(randomBytes(700, 1), "n2"), 16);
        bytes32 id = commit(s);
        uint256 itsY = evaluationOf(s);
        registry.proveBatch(id, type(uint16).max, itsY, proofsOf(s, type(uint16).max));
        vm.assertEq(uint256(registry.state(id)), uint256(IPatchRegistry.PatchState.Proved));
    }

    /// @dev Whoever sees the call and brings one of its proofs first, or a changed copy of it, does not make the call fail.
    function test_aProofBroughtByAnotherFirstDoesNoHarm() public {
        vm.prank(stranger);
        registry.prove(patchId, 2, y, malleate(proofs[2]));
        vm.recordLogs();
        registry.proveBatch(patchId, ALL, y, _proofs(ALL));
        vm.assertEq(vm.getRecordedLogs().length, 5, "four claims, and the patch");
        _assertState(IPatchRegistry.PatchState.Proved);
    }

    /// @dev Trap (g): other proofs of the same claims are checked and change nothing.
    function test_secondProofsChangeNothing() public {
        registry.proveBatch(patchId, ALL, y, _proofs(ALL));
        vm.recordLogs();
        proofs[0] = malleate(proofs[0]);
        registry.proveBatch(patchId, ALL, y, _proofs(ALL));
        vm.assertEq(vm.getRecordedLogs().length, 0);
        proofs[0] = proofs[2];
        bytes memory wrong = _proofs(ALL);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        registry.proveBatch(patchId, ALL, y, wrong);
    }

    // ---- what it refuses

    function test_RevertWhen_anyProofIsWrong() public {
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory right = proofs[i];
            proofs[i] = shifted(right, KRS, 1);
            _reverts(ALL, _proofs(ALL), abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector));
            proofs[i] = right;
        }
        vm.assertEq(registry.provenClaims(patchId), 0);
        vm.assertEq(registry.evaluation(patchId), 0);
    }

    /// @dev Also between claims of different keys, whose proofs are checked apart.
    function test_RevertWhen_anyTwoProofsAreSwapped() public {
        for (uint256 i = 0; i < 5; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                bytes[] memory swapped = proofs;
                (swapped[i], swapped[j]) = (swapped[j], swapped[i]);
                _reverts(ALL, _joined(swapped, ALL), abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector));
            }
        }
    }

    /// @dev A proof of one claim under a key does not stand for another claim under it.
    function test_RevertWhen_aProofIsRepeated() public {
        bytes memory twice = bytes.concat(proofs[0], proofs[0]);
        _reverts(5, twice, abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector));
    }

    function test_RevertWhen_proofsAreOfAnotherPatch() public {
        Secret memory other = secret;
        other.patch.nonce = "n2";
        other.patch.newImplementation = executor.newImplementationAddress(target, "n2");
        commit(other);
        bytes memory foreign = proofsOf(other, 5);
        _reverts(5, foreign, abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector));
    }

    function test_RevertWhen_evaluationIsAnother() public {
        bytes memory some = _proofs(5);
        uint256 right = y;
        y = addmod(right, 1, BN254.R);
        _reverts(5, some, abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector));
        y = right + BN254.R;
        _reverts(5, some, abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, 2, y));
        y = right;
        registry.proveBatch(patchId, 5, y, some);
        y = 6;
        _reverts(ALL, _proofs(ALL), abi.encodeWithSelector(IPatchRegistry.EvaluationMismatch.selector, right, 6));
    }

    function test_RevertWhen_setIsEmptyOrHasOtherProofsThanClaims() public {
        _reverts(0, "", abi.encodeWithSelector(IPatchRegistry.ProofsLength.selector, 0, 0));
        _reverts(0, proofs[0], abi.encodeWithSelector(IPatchRegistry.ProofsLength.selector, 384, 0));
        _reverts(5, proofs[0], abi.encodeWithSelector(IPatchRegistry.ProofsLength.selector, 384, 2));
        _reverts(5, _proofs(7), abi.encodeWithSelector(IPatchRegistry.ProofsLength.selector, 1152, 2));
        bytes memory padded = bytes.concat(_proofs(5), hex"00");
        _reverts(5, padded, abi.encodeWithSelector(IPatchRegistry.ProofsLength.selector, 769, 2));
    }

    function test_RevertWhen_thePatchHasNoSuchClaim() public {
        bytes memory two = _proofs(3);
        _reverts(1 | 32, two, abi.encodeWithSelector(IPatchRegistry.NoSuchClaim.selector, 5, 5));
        _reverts(32 | 64, two, abi.encodeWithSelector(IPatchRegistry.NoSuchClaim.selector, 5, 5));
    }

    function test_RevertWhen_thePatchIsOverOrUnknown() public {
        bytes memory all = _proofs(ALL);
        uint256 state = vm.snapshotState();
        vm.prank(proposer);
        registry.cancel(patchId);
        _reverts(ALL, all, _state(patchId, IPatchRegistry.PatchState.Cancelled));
        vm.revertToState(state);
        vm.warp(secret.patch.latestReveal + 1);
        _reverts(ALL, all, _state(patchId, IPatchRegistry.PatchState.Expired));
        vm.revertToState(state);
        vm.prank(guardian);
        router.stop(OTHER);
        // Claims 0, 2 and 4 do not rest on the stopped key, but the patch does.
        _reverts(21, _proofs(21), _state(patchId, IPatchRegistry.PatchState.Voided));
        patchId = "none";
        _reverts(ALL, all, _state(patchId, IPatchRegistry.PatchState.None));
    }

    function _reverts(uint16 set, bytes memory given, bytes memory why) private {
        vm.expectRevert(why);
        registry.proveBatch{gas: 5_000_000}(patchId, set, y, given);
    }

    function _state(bytes32 id, IPatchRegistry.PatchState s) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPatchRegistry.UnexpectedState.selector, id, s);
    }

    function _assertState(IPatchRegistry.PatchState s) private view {
        vm.assertEq(uint256(registry.state(patchId)), uint256(s));
    }

    function _proofs(uint256 set) private view returns (bytes memory) {
        return _joined(proofs, set);
    }

    function _joined(bytes[] memory list, uint256 set) private pure returns (bytes memory all) {
        for (uint256 i = 0; i < list.length; ++i) {
            if (_has(set, i)) all = bytes.concat(all, list[i]);
        }
    }

    function _has(uint256 set, uint256 index) private pure returns (bool) {
        return (set >> index) & 1 != 0;
    }

    /// @dev The trapdoor key with K1 = 20 in place of 19.
    function _otherKey() private view returns (bytes memory blob) {
        blob = TrapdoorKey.blob();
        bytes memory k1 = G1.generator(20);
        for (uint256 i = 0; i < 64; ++i) {
            blob[0x300 + i] = k1[i];
        }
    }

    /// @dev kSum has one more A under the other key, γ = 5, δ = 7: Krs has 5/7·A less.
    function _proofUnderOther(uint256 claim, bytes memory proof) private view returns (bytes memory) {
        uint256 less = mulmod(mulmod(claim, 5, BN254.R), inverse(7), BN254.R);
        return shifted(proof, KRS, negative(less));
    }
}
