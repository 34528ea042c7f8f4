// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IApprovalPolicy} from "../interfaces/IApprovalPolicy.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

/// @title Lists of approvers and auditors per target, and votes counted by the lists of the day.
/// @dev A vote is a mark (patch, account). It counts only while the account is in the target's list, so that a removed member's
/// old votes are worth nothing.
abstract contract ApprovalPolicy is IApprovalPolicy, AccessManaged {
    /// @notice Members that a list may have.
    uint256 public constant MAX_MEMBERS = 16;

    struct Committee {
        address[] members;
        uint256 threshold;
    }

    mapping(address target => Committee) private _approvers;
    mapping(address target => Committee) private _auditors;
    mapping(bytes32 patchId => mapping(address approver => bool)) private _approved;
    mapping(bytes32 patchId => mapping(address auditor => bool)) private _reviewed;

    /// @inheritdoc IApprovalPolicy
    function setPolicy(address target, address[] calldata approvers, uint256 threshold) external restricted {
        require(threshold != 0, ThresholdOutOfRange(threshold, approvers.length));
        _set(_approvers[target], approvers, threshold);
        emit ApproversSet(target, approvers, threshold);
    }

    /// @inheritdoc IApprovalPolicy
    function setReviewPolicy(address target, address[] calldata auditors, uint256 threshold) external restricted {
        _set(_auditors[target], auditors, threshold);
        emit AuditorsSet(target, auditors, threshold);
    }

    /// @inheritdoc IApprovalPolicy
    function policy(address target) external view returns (address[] memory approvers, uint256 threshold) {
        return (_approvers[target].members, _approvers[target].threshold);
    }

    /// @inheritdoc IApprovalPolicy
    function reviewPolicy(address target) external view returns (address[] memory auditors, uint256 threshold) {
        return (_auditors[target].members, _auditors[target].threshold);
    }

    /// @dev Marks an approval; returns false if the caller had approved before.
    function _approve(bytes32 patchId, address target, address approver) internal returns (bool isNew) {
        _requireMember(_approvers[target], approver);
        isNew = !_approved[patchId][approver];
        _approved[patchId][approver] = true;
    }

    /// @dev Marks a review; returns false if it was marked before.
    function _review(bytes32 patchId, address target, address auditor) internal returns (bool isNew) {
        _requireMember(_auditors[target], auditor);
        isNew = !_reviewed[patchId][auditor];
        _reviewed[patchId][auditor] = true;
    }

    function _requirePolicy(address target) internal view {
        require(_approvers[target].threshold != 0, NoPolicy(target));
    }

    function _approvals(bytes32 patchId, address target) internal view returns (uint256) {
        return _count(_approvers[target].members, _approved[patchId]);
    }

    function _reviews(bytes32 patchId, address target) internal view returns (uint256) {
        return _count(_auditors[target].members, _reviewed[patchId]);
    }

    /// @dev Whether the present lists are satisfied.
    function _isAgreed(bytes32 patchId, address target) internal view returns (bool) {
        return _approvals(patchId, target) >= _approvers[target].threshold
            && _reviews(patchId, target) >= _auditors[target].threshold;
    }

    function _set(Committee storage committee, address[] calldata members, uint256 threshold) private {
        require(members.length <= MAX_MEMBERS, TooManyMembers(members.length));
        require(threshold <= members.length, ThresholdOutOfRange(threshold, members.length));
        for (uint256 i = 0; i < members.length; ++i) {
            address previous = i == 0 ? address(0) : members[i - 1];
            require(members[i] > previous, MembersNotAscending(members[i]));
        }
        committee.members = members;
        committee.threshold = threshold;
    }

    function _requireMember(Committee storage committee, address account) private view {
        uint256 length = committee.members.length;
        for (uint256 i = 0; i < length; ++i) {
            if (committee.members[i] == account) return;
        }
        revert NotAMember(account);
    }

    function _count(address[] storage members, mapping(address => bool) storage votes)
        private
        view
        returns (uint256 n)
    {
        uint256 length = members.length;
        for (uint256 i = 0; i < length; ++i) {
            if (votes[members[i]]) ++n;
        }
    }
}
