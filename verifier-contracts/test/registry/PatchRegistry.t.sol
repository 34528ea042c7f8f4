// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {PatchExecutor} from "../../src/executor/PatchExecutor.sol";
import {IApprovalPolicy} from "../../src/interfaces/IApprovalPolicy.sol";
import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {IVerifierRouter} from "../../src/interfaces/IVerifierRouter.sol";
import {PatchRegistry} from "../../src/registry/PatchRegistry.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {G1, G2} from "../kit/Points.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";
import {World} from "../kit/World.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract PatchRegistryTest is World {
    Secret private secret;

    function setUp() public override {
        super.setUp();
        secret = secretPatch(randomBytes(700, 1), "n1");
    }

    // ---- executor

    function test_RevertWhen_executorIsBoundTwiceOrByAnother() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        registry.bindExecutor(stranger);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.ExecutorAlreadyBound.selector, address(executor)));
        registry.bindExecutor(stranger);
        vm.assertEq(registry.executor(), address(executor));
        vm.assertEq(registry.router(), address(router));
    }

    function test_bindsItsExecutorAndTellsSo() public {
        PatchRegistry other = new PatchRegistry(address(authority), address(router));
        address its = address(new PatchExecutor(address(authority), address(other), 1, 1));
        vm.expectEmit(address(other));
        emit IPatchRegistry.ExecutorBound(its);
        vm.prank(admin);
        other.bindExecutor(its);
        vm.assertEq(other.executor(), its);
    }

    function test_RevertWhen_boundExecutorServesAnotherRegistry() public {
        PatchRegistry other = new PatchRegistry(address(authority), address(router));
        vm.prank(admin);
        vm.expectRevert(
            abi.encodeWithSelector(
                IPatchRegistry.ExecutorOfAnotherRegistry.selector, address(executor), address(registry)
            )
        );
        other.bindExecutor(address(executor));
    }

    function test_RevertWhen_committedBeforeTheExecutorIsBound() public {
        PatchRegistry other = new PatchRegistry(address(authority), address(router));
        vm.prank(admin);
        other.setPolicy(target, _one(council), 1);
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.ExecutorNotBound.selector));
        other.commit(secret.patch, secret.claims);
    }

    // ---- patchId

    /// @dev The EIP-712 digest, built here from its parts.
    function testFuzz_patchIdIsTheTypedDataDigest(IPatchRegistry.Patch memory p) public view {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Suture"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 typeHash = keccak256(
            "Patch(address proposer,address target,address oldImplementation,bytes32 oldCodeHash,address newImplementation,bytes32 codeCommitment,bytes32 revealCommitment,bytes32 claimsHash,bytes32 upgradeDataHash,uint64 earliestReveal,uint64 latestReveal,bytes32 nonce)"
        );
        bytes32 structHash = keccak256(bytes.concat(typeHash, _firstHalf(p), _secondHalf(p)));
        vm.assertEq(registry.patchIdOf(p), keccak256(bytes.concat(hex"1901", domain, structHash)));
    }

    function test_patchIdDependsOnChainAndRegistry() public {
        bytes32 here = registry.patchIdOf(secret.patch);
        PatchRegistry elsewhere = new PatchRegistry(address(authority), address(router));
        vm.assertNotEq(elsewhere.patchIdOf(secret.patch), here);
        vm.chainId(block.chainid + 1);
        vm.assertNotEq(registry.patchIdOf(secret.patch), here);
    }

    // ---- commit

    function test_commitRecordsThePatch() public {
        bytes32 expected = registry.patchIdOf(secret.patch);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchCommitted(expected, proposer, target);
        bytes32 patchId = commit(secret);
        vm.assertEq(patchId, expected);
        vm.assertEq(abi.encode(registry.patch(patchId)), abi.encode(secret.patch));
        vm.assertEq(registry.claims(patchId), secret.claims);
        vm.assertEq(registry.evaluation(patchId), 0);
        _assertState(patchId, IPatchRegistry.PatchState.Committed);
    }

    function test_unknownPatchIsNone() public {
        _assertState("none", IPatchRegistry.PatchState.None);
        vm.assertEq(registry.evaluation("none"), 0);
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.patch("none");
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.claims("none");
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.approvals("none");
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.reviews("none");
    }

    function test_RevertWhen_committedByAnotherThanTheProposer() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NotProposer.selector, stranger, proposer));
        registry.commit(secret.patch, secret.claims);
    }

    /// @dev A front-runner can only commit in his own name, which is another patchId and takes nothing away.
    function test_copiedPatchIsAnotherPatchAndBlocksNothing() public {
        Secret memory copy = secret;
        copy.patch.proposer = stranger;
        bytes32 copied = commit(copy);
        copy.patch.proposer = proposer;
        bytes32 original = commit(copy);
        vm.assertNotEq(copied, original);
        _assertState(original, IPatchRegistry.PatchState.Committed);
    }

    function test_RevertWhen_committedTwice() public {
        bytes32 patchId = commit(secret);
        _commitReverts(secret, abi.encodeWithSelector(IPatchRegistry.PatchKnown.selector, patchId));
        vm.prank(proposer);
        registry.cancel(patchId);
        _commitReverts(secret, abi.encodeWithSelector(IPatchRegistry.PatchKnown.selector, patchId));
    }

    function test_RevertWhen_windowIsReversedOrOver() public {
        Secret memory s = secret;
        (uint64 earliest, uint64 latest) = (s.patch.earliestReveal, s.patch.latestReveal);
        s.patch.earliestReveal = latest + 1;
        _commitReverts(s, _window(latest + 1, latest));
        s.patch.earliestReveal = earliest;
        vm.warp(latest + 1);
        _commitReverts(s, _window(earliest, latest));
    }

    function test_RevertWhen_targetHasNoPolicy() public {
        Secret memory s = secret;
        s.patch.target = stranger;
        _commitReverts(s, abi.encodeWithSelector(IApprovalPolicy.NoPolicy.selector, stranger));
    }

    function test_RevertWhen_targetIsNotAdopted() public {
        vm.prank(admin);
        registry.setPolicy(stranger, _one(council), 1);
        Secret memory s = secret;
        s.patch.target = stranger;
        _commitReverts(s, abi.encodeWithSelector(IPatchExecutor.NotAdopted.selector, stranger));
    }

    function testFuzz_RevertWhen_codeCommitmentIsNotInField(uint256 c) public {
        Secret memory s = secret;
        s.patch.codeCommitment = bytes32(bound(c, BN254.R, type(uint256).max));
        _commitReverts(s, abi.encodeWithSelector(IPatchRegistry.NotInField.selector, s.patch.codeCommitment));
    }

    function test_RevertWhen_oldImplementationIsAnother() public {
        Secret memory s = secret;
        s.patch.oldImplementation = address(verifier);
        _commitReverts(
            s,
            abi.encodeWithSelector(
                IPatchRegistry.OldImplementationMismatch.selector, address(oldToken), address(verifier)
            )
        );
    }

    function test_RevertWhen_oldCodeHashIsAnother() public {
        Secret memory s = secret;
        bytes32 real = s.patch.oldCodeHash;
        s.patch.oldCodeHash = keccak256("other");
        _commitReverts(s, abi.encodeWithSelector(IPatchRegistry.OldCodeHashMismatch.selector, real, keccak256("other")));
    }

    function test_RevertWhen_newImplementationIsNotTheReservedAddress() public {
        Secret memory s = secret;
        address reserved = s.patch.newImplementation;
        s.patch.newImplementation = stranger;
        _commitReverts(s, abi.encodeWithSelector(IPatchRegistry.NewImplementationMismatch.selector, reserved, stranger));
        s.patch.newImplementation = reserved;
        s.patch.nonce = "n2";
        _commitReverts(
            s,
            abi.encodeWithSelector(
                IPatchRegistry.NewImplementationMismatch.selector,
                executor.newImplementationAddress(target, "n2"),
                reserved
            )
        );
    }

    function test_RevertWhen_nonceIsSpent() public {
        arm(secret);
        vm.warp(secret.patch.earliestReveal);
        reveal(secret);
        Secret memory next = secretPatch(hex"6002", "n1");
        _commitReverts(next, abi.encodeWithSelector(IPatchRegistry.NonceSpent.selector, bytes32("n1")));
    }

    function test_RevertWhen_claimsAreNotThoseOfTheHash() public {
        Secret memory s = secret;
        bytes32 expected = s.patch.claimsHash;
        s.claims = bytes.concat(s.claims, s.claims);
        _commitReverts(
            s, abi.encodeWithSelector(IPatchRegistry.ClaimsHashMismatch.selector, expected, keccak256(s.claims))
        );
    }

    function test_RevertWhen_claimsAreMalformed() public {
        Secret memory s = secret;
        s.claims = "";
        seal(s);
        _commitReverts(s, abi.encodeWithSelector(IPatchRegistry.ClaimsLength.selector, 0));
        s.claims = abi.encodePacked(bytes32(SELECTOR), vkHash, BN254.R);
        seal(s);
        _commitReverts(s, abi.encodeWithSelector(IPatchRegistry.NotInField.selector, BN254.R));
    }

    function test_RevertWhen_aVerifierIsNotActive() public {
        Secret memory s = secret;
        s.claims = abi.encodePacked(s.claims, bytes32(SELECTOR), keccak256("other key"), uint256(1));
        seal(s);
        bytes memory why =
            abi.encodeWithSelector(IVerifierRouter.VerifierNotActive.selector, SELECTOR, keccak256("other key"));
        _commitReverts(s, why);
        vm.prank(guardian);
        router.stop(SELECTOR);
        why = abi.encodeWithSelector(IVerifierRouter.VerifierNotActive.selector, SELECTOR, vkHash);
        _commitReverts(secret, why);
    }

    // ---- prove

    function test_anyoneProves() public {
        bytes32 patchId = commit(secret);
        uint256 y = evaluationOf(secret);
        bytes memory proof = proofOf(secret, 0, 1);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.ClaimProved(patchId, 0);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchProved(patchId);
        vm.prank(stranger);
        registry.prove(patchId, 0, y, proof);
        _assertState(patchId, IPatchRegistry.PatchState.Proved);
        vm.assertEq(registry.evaluation(patchId), y);
    }

    function test_provedOnlyWhenEveryClaimIs() public {
        Secret memory s = withClaims(secret, 3);
        bytes32 patchId = commit(s);
        uint256 y = evaluationOf(s);
        registry.prove(patchId, 2, y, proofOf(s, 2, 1));
        registry.prove(patchId, 0, y, proofOf(s, 0, 1));
        _assertState(patchId, IPatchRegistry.PatchState.Committed);
        vm.prank(address(timelock));
        _expectState(patchId, IPatchRegistry.PatchState.Committed);
        registry.approve(patchId);
        registry.prove(patchId, 1, y, proofOf(s, 1, 1));
        _assertState(patchId, IPatchRegistry.PatchState.Proved);
    }

    function test_acceptsTheLargestNumberOfClaims() public {
        Secret memory s = withClaims(secret, 16);
        bytes32 patchId = commit(s);
        proveAll(s);
        _assertState(patchId, IPatchRegistry.PatchState.Proved);
    }

    function test_RevertWhen_claimIsProvenAtAnotherIndex() public {
        Secret memory s = withClaims(secret, 2);
        bytes32 patchId = commit(s);
        bytes memory proof = proofOf(s, 0, 1);
        uint256 y = evaluationOf(s);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        registry.prove(patchId, 1, y, proof);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NoSuchClaim.selector, 2, 2));
        registry.prove(patchId, 2, y, proof);
    }

    function test_RevertWhen_proofIsOfAnotherPatch() public {
        Secret memory other = secretPatch(secret.code, "n2");
        bytes32 patchId = commit(secret);
        commit(other);
        // Same code, same claim; only the nonce, hence z, differs.
        bytes memory proof = proofOf(other, 0, 1);
        uint256 y = evaluationOf(other);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        registry.prove(patchId, 0, y, proof);
        y = evaluationOf(secret);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        registry.prove(patchId, 0, y, proof);
    }

    function test_RevertWhen_evaluationIsAnother() public {
        bytes32 patchId = commit(secret);
        bytes memory proof = proofOf(secret, 0, 1);
        uint256 y = evaluationOf(secret);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        registry.prove(patchId, 0, addmod(y, 1, BN254.R), proof);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, 2, y + BN254.R));
        registry.prove(patchId, 0, y + BN254.R, proof);
    }

    /// @dev Claims on different codes, or under different blinds, have different evaluations.
    function test_RevertWhen_claimsHaveDifferentEvaluations() public {
        Secret memory s = withClaims(secret, 2);
        bytes32 patchId = commit(s);
        uint256 z = registry.challenge(patchId);
        registry.prove(patchId, 0, 5, TrapdoorKey.prove([claimAt(s, 0), z, 5], 1));
        bytes memory proof = TrapdoorKey.prove([claimAt(s, 1), z, 6], 1);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.EvaluationMismatch.selector, 5, 6));
        registry.prove(patchId, 1, 6, proof);
        vm.assertEq(registry.evaluation(patchId), 5);
    }

    /// @dev Trap (g): whoever copies a proof and changes its bytes has brought the same proof, no more.
    function test_malleatedProofIsTheSameProofAndChangesNothing() public {
        Secret memory s = withClaims(secret, 2);
        bytes32 patchId = commit(s);
        uint256 y = evaluationOf(s);
        bytes memory proof = proofOf(s, 0, 1);
        bytes memory malleated =
            bytes.concat(G1.negate(slice(proof, 0, 64)), G2.negate(slice(proof, 64, 128)), slice(proof, 192, 192));
        vm.prank(stranger);
        registry.prove(patchId, 0, y, malleated);
        vm.recordLogs();
        registry.prove(patchId, 0, y, proof);
        registry.prove(patchId, 0, y, proofOf(s, 0, 2));
        vm.assertEq(vm.getRecordedLogs().length, 0);
        _assertState(patchId, IPatchRegistry.PatchState.Committed);
        registry.prove(patchId, 1, y, proofOf(s, 1, 1));
        _assertState(patchId, IPatchRegistry.PatchState.Proved);
        vm.assertEq(registry.patchIdOf(s.patch), patchId);
    }

    function test_secondProofAfterArmingChangesNothing() public {
        bytes32 patchId = arm(secret);
        registry.prove(patchId, 0, evaluationOf(secret), proofOf(secret, 0, 9));
        _assertState(patchId, IPatchRegistry.PatchState.Armed);
    }

    function test_RevertWhen_provedAfterTheEnd() public {
        bytes32 patchId = commit(secret);
        bytes memory proof = proofOf(secret, 0, 1);
        uint256 y = evaluationOf(secret);
        uint256 state = vm.snapshotState();
        vm.prank(proposer);
        registry.cancel(patchId);
        _expectState(patchId, IPatchRegistry.PatchState.Cancelled);
        registry.prove(patchId, 0, y, proof);
        vm.revertToState(state);
        vm.warp(secret.patch.latestReveal + 1);
        _expectState(patchId, IPatchRegistry.PatchState.Expired);
        registry.prove(patchId, 0, y, proof);
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.prove("none", 0, y, proof);
    }

    // ---- arm

    function test_anyoneArmsWhatIsApproved() public {
        bytes32 patchId = commit(secret);
        proveAll(secret);
        approveByTimelock(patchId);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchArmed(patchId);
        vm.prank(stranger);
        registry.arm(patchId);
        _assertState(patchId, IPatchRegistry.PatchState.Armed);
        _expectState(patchId, IPatchRegistry.PatchState.Armed);
        registry.arm(patchId);
    }

    function test_RevertWhen_armedBeforeApproved() public {
        bytes32 patchId = commit(secret);
        _expectState(patchId, IPatchRegistry.PatchState.Committed);
        registry.arm(patchId);
        proveAll(secret);
        _expectState(patchId, IPatchRegistry.PatchState.Proved);
        registry.arm(patchId);
    }

    // ---- cancel, expire, stop

    function test_proposerCancelsInEveryOpenState() public {
        bytes32 patchId = commit(secret);
        uint256 fresh = vm.snapshotState();
        _cancelAs(proposer, patchId);
        vm.revertToState(fresh);
        proveAll(secret);
        uint256 proved = vm.snapshotState();
        _cancelAs(proposer, patchId);
        vm.revertToState(proved);
        approveByTimelock(patchId);
        uint256 approved = vm.snapshotState();
        _cancelAs(proposer, patchId);
        vm.revertToState(approved);
        registry.arm(patchId);
        _cancelAs(proposer, patchId);
    }

    function test_guardianCancels() public {
        _cancelAs(guardian, arm(secret));
    }

    function test_RevertWhen_cancelledByAnother() public {
        bytes32 patchId = commit(secret);
        address[2] memory others = [stranger, council];
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, others[i]));
            registry.cancel(patchId);
        }
    }

    function test_RevertWhen_cancelledAfterTheEnd() public {
        bytes32 patchId = arm(secret);
        uint256 state = vm.snapshotState();
        vm.warp(secret.patch.earliestReveal);
        reveal(secret);
        vm.prank(proposer);
        _expectState(patchId, IPatchRegistry.PatchState.Revealed);
        registry.cancel(patchId);
        vm.revertToState(state);
        vm.startPrank(proposer);
        registry.cancel(patchId);
        _expectState(patchId, IPatchRegistry.PatchState.Cancelled);
        registry.cancel(patchId);
        vm.stopPrank();
    }

    function test_expiresByItselfAndIsRecordedOnce() public {
        bytes32 patchId = arm(secret);
        vm.warp(secret.patch.latestReveal);
        _assertState(patchId, IPatchRegistry.PatchState.Armed);
        _expectState(patchId, IPatchRegistry.PatchState.Armed);
        registry.expire(patchId);
        vm.warp(secret.patch.latestReveal + 1);
        _assertState(patchId, IPatchRegistry.PatchState.Expired);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchExpired(patchId);
        vm.prank(stranger);
        registry.expire(patchId);
        _expectState(patchId, IPatchRegistry.PatchState.Expired);
        registry.expire(patchId);
        vm.warp(1);
        _assertState(patchId, IPatchRegistry.PatchState.Expired);
    }

    function test_RevertWhen_unknownOrFinishedPatchIsExpired() public {
        _expectState("none", IPatchRegistry.PatchState.None);
        registry.expire("none");
        bytes32 patchId = arm(secret);
        vm.warp(secret.patch.earliestReveal);
        reveal(secret);
        vm.warp(secret.patch.latestReveal + 1);
        _expectState(patchId, IPatchRegistry.PatchState.Revealed);
        registry.expire(patchId);
    }

    function test_stoppedVerifierVoidsThePatchInEveryOpenState() public {
        bytes32 patchId = commit(secret);
        uint256 state = vm.snapshotState();
        _voids(patchId);
        vm.revertToState(state);
        proveAll(secret);
        state = vm.snapshotState();
        _voids(patchId);
        vm.revertToState(state);
        approveByTimelock(patchId);
        registry.arm(patchId);
        _voids(patchId);
    }

    function test_stopDoesNotTouchWhatIsRevealed() public {
        bytes32 patchId = arm(secret);
        vm.warp(secret.patch.earliestReveal);
        reveal(secret);
        vm.prank(guardian);
        router.stop(SELECTOR);
        _assertState(patchId, IPatchRegistry.PatchState.Revealed);
    }

    // ---- anchor, consume

    function test_proposerAnchorsBundlesAtAnyTime() public {
        bytes32 patchId = commit(secret);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.BundleAnchored(patchId, keccak256("before"));
        vm.prank(proposer);
        registry.anchorBundle(patchId, keccak256("before"));
        vm.warp(secret.patch.latestReveal + 1);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.BundleAnchored(patchId, keccak256("after"));
        vm.prank(proposer);
        registry.anchorBundle(patchId, keccak256("after"));
    }

    function test_RevertWhen_anchoredByAnother() public {
        bytes32 patchId = commit(secret);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NotProposer.selector, stranger, proposer));
        registry.anchorBundle(patchId, keccak256("x"));
    }

    function test_RevertWhen_consumedByAnotherThanTheExecutor() public {
        bytes32 patchId = arm(secret);
        address[3] memory others = [proposer, admin, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NotExecutor.selector, others[i]));
            registry.consume(patchId, 0);
        }
    }

    function test_RevertWhen_nothingIsBoundYet() public {
        PatchRegistry unbound = new PatchRegistry(address(authority), address(router));
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.NotExecutor.selector, address(this)));
        unbound.consume("x", 0);
    }

    function _commitReverts(Secret memory s, bytes memory why) private {
        vm.prank(s.patch.proposer);
        vm.expectRevert(why);
        registry.commit(s.patch, s.claims);
    }

    function _cancelAs(address sender, bytes32 patchId) private {
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchCancelled(patchId);
        vm.prank(sender);
        registry.cancel(patchId);
        _assertState(patchId, IPatchRegistry.PatchState.Cancelled);
    }

    function _voids(bytes32 patchId) private {
        vm.prank(guardian);
        router.stop(SELECTOR);
        _assertState(patchId, IPatchRegistry.PatchState.Voided);
        _expectState(patchId, IPatchRegistry.PatchState.Voided);
        registry.arm(patchId);
        vm.prank(proposer);
        _expectState(patchId, IPatchRegistry.PatchState.Voided);
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", new bytes32[](0));
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchVoided(patchId);
        registry.expire(patchId);
        _assertState(patchId, IPatchRegistry.PatchState.Voided);
        _expectState(patchId, IPatchRegistry.PatchState.Voided);
        registry.expire(patchId);
    }

    function _assertState(bytes32 patchId, IPatchRegistry.PatchState state) private view {
        vm.assertEq(uint256(registry.state(patchId)), uint256(state));
    }

    function _expectState(bytes32 patchId, IPatchRegistry.PatchState state) private {
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.UnexpectedState.selector, patchId, state));
    }

    function _window(uint64 earliest, uint64 latest) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPatchRegistry.RevealWindowInvalid.selector, earliest, latest);
    }

    function _firstHalf(IPatchRegistry.Patch memory p) private pure returns (bytes memory) {
        return
            abi.encode(p.proposer, p.target, p.oldImplementation, p.oldCodeHash, p.newImplementation, p.codeCommitment);
    }

    function _secondHalf(IPatchRegistry.Patch memory p) private pure returns (bytes memory) {
        return
            abi.encode(p.revealCommitment, p.claimsHash, p.upgradeDataHash, p.earliestReveal, p.latestReveal, p.nonce);
    }
}
