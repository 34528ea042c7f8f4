// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IApprovalPolicy} from "../../src/interfaces/IApprovalPolicy.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {PatchRegistry} from "../../src/registry/PatchRegistry.sol";
import {ContractSigner} from "../kit/ContractSigner.sol";
import {World} from "../kit/World.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

contract ApprovalPolicyTest is World {
    uint256 private constant AUDITOR_KEY = 0xA0D17;

    bytes32 private patchId;
    Secret private secret;
    address[] private three;

    function setUp() public override {
        super.setUp();
        three = ascending(account("approver a"), account("approver b"), account("approver c"));
        secret = secretPatch(hex"6001", "n1");
        patchId = commit(secret);
    }

    // ---- setting

    function test_setPolicyReplacesTheList() public {
        vm.expectEmit(address(registry));
        emit IApprovalPolicy.ApproversSet(target, three, 2);
        _setPolicy(three, 2);
        (address[] memory members, uint256 threshold) = registry.policy(target);
        vm.assertEq(abi.encode(members), abi.encode(three));
        vm.assertEq(threshold, 2);
        _setPolicy(_one(three[1]), 1);
        (members, threshold) = registry.policy(target);
        vm.assertEq(abi.encode(members), abi.encode(_one(three[1])));
        vm.assertEq(threshold, 1);
    }

    function test_setReviewPolicyReplacesTheList() public {
        vm.expectEmit(address(registry));
        emit IApprovalPolicy.AuditorsSet(target, three, 3);
        _setReviewPolicy(three, 3);
        (address[] memory members, uint256 threshold) = registry.reviewPolicy(target);
        vm.assertEq(abi.encode(members), abi.encode(three));
        vm.assertEq(threshold, 3);
        _setReviewPolicy(new address[](0), 0);
        (members, threshold) = registry.reviewPolicy(target);
        vm.assertEq(members.length, 0);
    }

    function test_RevertWhen_policyIsSetByAnotherThanAdmin() public {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, proposer);
        vm.startPrank(proposer);
        vm.expectRevert(why);
        registry.setPolicy(target, three, 1);
        vm.expectRevert(why);
        registry.setReviewPolicy(target, three, 0);
        vm.stopPrank();
    }

    function test_RevertWhen_thresholdIsZeroForApprovers() public {
        _setReverts(three, 0, abi.encodeWithSelector(IApprovalPolicy.ThresholdOutOfRange.selector, 0, 3));
    }

    function testFuzz_RevertWhen_thresholdExceedsMembers(uint256 threshold) public {
        threshold = bound(threshold, 4, type(uint256).max);
        bytes memory why = abi.encodeWithSelector(IApprovalPolicy.ThresholdOutOfRange.selector, threshold, 3);
        _setReverts(three, threshold, why);
    }

    function test_RevertWhen_aMemberIsListedTwiceOrOutOfOrder() public {
        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (three[0], three[0]);
        _setReverts(twice, 1, abi.encodeWithSelector(IApprovalPolicy.MembersNotAscending.selector, three[0]));
        (twice[0], twice[1]) = (three[1], three[0]);
        _setReverts(twice, 1, abi.encodeWithSelector(IApprovalPolicy.MembersNotAscending.selector, three[0]));
    }

    function test_RevertWhen_aMemberIsZero() public {
        _setReverts(
            new address[](1), 1, abi.encodeWithSelector(IApprovalPolicy.MembersNotAscending.selector, address(0))
        );
    }

    function test_limitsTheNumberOfMembers() public {
        _setPolicy(_many(16), 16);
        _setReverts(_many(17), 1, abi.encodeWithSelector(IApprovalPolicy.TooManyMembers.selector, 17));
    }

    // ---- approving

    function test_RevertWhen_approvedBeforeProved() public {
        _setPolicy(three, 1);
        vm.prank(three[0]);
        _expectState(IPatchRegistry.PatchState.Committed);
        registry.approve(patchId);
    }

    function test_RevertWhen_approvedByAnotherThanAnApprover() public {
        proveAll(secret);
        address[3] memory others = [stranger, proposer, admin];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IApprovalPolicy.NotAMember.selector, others[i]));
            registry.approve(patchId);
        }
    }

    function test_approvedOnceTheThresholdIsReached() public {
        _setPolicy(three, 2);
        proveAll(secret);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchApproved(patchId, three[0], 1);
        _approveAs(three[0]);
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Proved));
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchApproved(patchId, three[2], 2);
        _approveAs(three[2]);
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Approved));
        _approveAs(three[1]);
        vm.assertEq(registry.approvals(patchId), 3);
        registry.arm(patchId);
    }

    function test_secondApprovalOfOneApproverChangesNothing() public {
        _setPolicy(three, 2);
        proveAll(secret);
        _approveAs(three[0]);
        vm.recordLogs();
        _approveAs(three[0]);
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(registry.approvals(patchId), 1);
        _expectState(IPatchRegistry.PatchState.Proved);
        registry.arm(patchId);
    }

    function test_countsAnewWhenArming() public {
        _setPolicy(three, 2);
        proveAll(secret);
        _approveAs(three[0]);
        _approveAs(three[1]);
        _setPolicy(ascending(three[0], three[2], account("approver d")), 2);
        vm.assertEq(registry.approvals(patchId), 1);
        _expectState(IPatchRegistry.PatchState.Proved);
        registry.arm(patchId);
        _approveAs(three[2]);
        registry.arm(patchId);
    }

    function test_raisedThresholdTakesEffectAtOnce() public {
        _setPolicy(three, 1);
        proveAll(secret);
        _approveAs(three[0]);
        _setPolicy(three, 3);
        _expectState(IPatchRegistry.PatchState.Proved);
        registry.arm(patchId);
    }

    function test_approvalOfOnePatchIsNoneOfAnother() public {
        _setPolicy(three, 1);
        Secret memory other = secretPatch(hex"6002", "n2");
        bytes32 otherId = commit(other);
        proveAll(secret);
        proveAll(other);
        _approveAs(three[0]);
        vm.assertEq(registry.approvals(otherId), 0);
        vm.expectRevert(
            abi.encodeWithSelector(IPatchRegistry.UnexpectedState.selector, otherId, IPatchRegistry.PatchState.Proved)
        );
        registry.arm(otherId);
    }

    /// @dev The call data of the timelock's schedule is public: it holds the patchId and nothing else.
    function test_timelockApprovesOnlyThePatchId() public {
        proveAll(secret);
        bytes memory call = abi.encodeCall(PatchRegistry.approve, (patchId));
        vm.assertEq(call.length, 36);
        vm.prank(council);
        timelock.schedule(address(registry), 0, call, 0, 0, TIMELOCK_DELAY);
        bytes32 operation = timelock.hashOperation(address(registry), 0, call, 0, 0);
        vm.expectPartialRevert(TimelockController.TimelockUnexpectedOperationState.selector);
        timelock.execute(address(registry), 0, call, 0, 0);
        vm.warp(block.timestamp + TIMELOCK_DELAY);
        vm.prank(stranger);
        timelock.execute(address(registry), 0, call, 0, 0);
        vm.assertTrue(timelock.isOperationDone(operation));
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Approved));
    }

    // ---- reviewing

    function test_reviewIsNeededBesideApprovalWhereTheTargetDemandsIt() public {
        address auditor = vm.addr(AUDITOR_KEY);
        _setReviewPolicy(_one(auditor), 1);
        proveAll(secret);
        approveByTimelock(patchId);
        _expectState(IPatchRegistry.PatchState.Proved);
        registry.arm(patchId);

        bytes memory signature = signAs(AUDITOR_KEY, patchId);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchReviewed(patchId, auditor, 1);
        vm.prank(stranger);
        registry.countersign(patchId, auditor, signature);
        vm.assertEq(registry.reviews(patchId), 1);
        registry.arm(patchId);
    }

    function test_contractAuditorSigns() public {
        ContractSigner auditor = new ContractSigner();
        _setReviewPolicy(_one(address(auditor)), 1);
        proveAll(secret);
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.InvalidSignature.selector, address(auditor)));
        registry.countersign(patchId, address(auditor), "");
        auditor.sign(patchId);
        registry.countersign(patchId, address(auditor), "");
        vm.assertEq(registry.reviews(patchId), 1);
    }

    function test_secondSignatureOfOneAuditorChangesNothing() public {
        address auditor = vm.addr(AUDITOR_KEY);
        _setReviewPolicy(_one(auditor), 1);
        proveAll(secret);
        registry.countersign(patchId, auditor, signAs(AUDITOR_KEY, patchId));
        vm.recordLogs();
        registry.countersign(patchId, auditor, signAs(AUDITOR_KEY, patchId));
        vm.assertEq(vm.getRecordedLogs().length, 0);
        vm.assertEq(registry.reviews(patchId), 1);
    }

    function test_RevertWhen_signatureIsOfAnotherPatchOrPerson() public {
        address auditor = vm.addr(AUDITOR_KEY);
        _setReviewPolicy(_one(auditor), 1);
        proveAll(secret);
        bytes memory why = abi.encodeWithSelector(IPatchRegistry.InvalidSignature.selector, auditor);
        bytes memory ofAnother = signAs(AUDITOR_KEY, keccak256("another patch"));
        vm.expectRevert(why);
        registry.countersign(patchId, auditor, ofAnother);
        bytes memory byAnother = signAs(1, patchId);
        vm.expectRevert(why);
        registry.countersign(patchId, auditor, byAnother);
        vm.expectRevert(why);
        registry.countersign(patchId, auditor, "");
    }

    function test_RevertWhen_signerIsNoAuditor() public {
        proveAll(secret);
        bytes memory signature = signAs(1, patchId);
        vm.expectRevert(abi.encodeWithSelector(IApprovalPolicy.NotAMember.selector, vm.addr(1)));
        registry.countersign(patchId, vm.addr(1), signature);
    }

    function test_RevertWhen_signedBeforeProved() public {
        address auditor = vm.addr(AUDITOR_KEY);
        _setReviewPolicy(_one(auditor), 1);
        bytes memory signature = signAs(AUDITOR_KEY, patchId);
        _expectState(IPatchRegistry.PatchState.Committed);
        registry.countersign(patchId, auditor, signature);
    }

    function _setPolicy(address[] memory members, uint256 threshold) private {
        vm.prank(admin);
        registry.setPolicy(target, members, threshold);
    }

    function _setReviewPolicy(address[] memory members, uint256 threshold) private {
        vm.prank(admin);
        registry.setReviewPolicy(target, members, threshold);
    }

    function _setReverts(address[] memory members, uint256 threshold, bytes memory why) private {
        vm.prank(admin);
        vm.expectRevert(why);
        registry.setPolicy(target, members, threshold);
    }

    function _approveAs(address approver) private {
        vm.prank(approver);
        registry.approve(patchId);
    }

    function _expectState(IPatchRegistry.PatchState state) private {
        vm.expectRevert(abi.encodeWithSelector(IPatchRegistry.UnexpectedState.selector, patchId, state));
    }

    function _many(uint160 count) private pure returns (address[] memory members) {
        members = new address[](count);
        for (uint160 i = 0; i < count; ++i) {
            members[i] = address(i + 1);
        }
    }
}
