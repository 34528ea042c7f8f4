// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Who must approve, and who must have reviewed, a patch of a target.
/// @notice Approvers are contracts or accounts that call {IPatchRegistry-approve}: a Governor, a timelock, a Safe, or several
/// of them with a threshold. They see and approve only the patchId: standard timelocks publish their call data when they schedule,
/// so nothing secret may pass through them.
/// Auditors opened the sealed patch off chain and signed its patchId, which is an EIP-712 digest.
interface IApprovalPolicy {
    /// @notice A target's approvers were replaced. Patches under way are counted anew by it.
    event ApproversSet(address indexed target, address[] approvers, uint256 threshold);
    /// @notice A target's auditors were replaced. Patches under way are counted anew by it.
    event AuditorsSet(address indexed target, address[] auditors, uint256 threshold);

    /// @notice The threshold is more than the number of members, or zero where at least one approval is needed.
    error ThresholdOutOfRange(uint256 threshold, uint256 members);
    /// @notice More members than {MAX_MEMBERS}: counting must stay cheap.
    error TooManyMembers(uint256 members);
    /// @notice A member is listed twice or is the zero address. Members are in strictly ascending order.
    error MembersNotAscending(address member);
    /// @notice The caller, or the signer, is not in the target's list.
    error NotAMember(address account);
    /// @notice No approvers are set for the target, so nothing can be proposed for it.
    error NoPolicy(address target);

    /// @notice Sets who approves patches of `target`.
    /// @dev Restricted (role: policy admin).
    /// @param target the proxy or beacon
    /// @param approvers in strictly ascending order, at most {MAX_MEMBERS}
    /// @param threshold how many of them must approve, at least 1
    function setPolicy(address target, address[] calldata approvers, uint256 threshold) external;

    /// @notice Sets how many auditors must have signed a patch of `target`; a threshold of 0 asks for none.
    /// @dev Restricted (role: policy admin).
    /// @param target the proxy or beacon
    /// @param auditors in strictly ascending order, at most {MAX_MEMBERS}
    /// @param threshold how many of them must have signed
    function setReviewPolicy(address target, address[] calldata auditors, uint256 threshold) external;

    /// @notice The approvers of a target and how many of them are needed.
    function policy(address target) external view returns (address[] memory approvers, uint256 threshold);

    /// @notice The auditors of a target and how many of them are needed.
    function reviewPolicy(address target) external view returns (address[] memory auditors, uint256 threshold);

    /// @notice How many of the target's present approvers have approved the patch.
    function approvals(bytes32 patchId) external view returns (uint256);

    /// @notice How many of the target's present auditors have signed the patch.
    function reviews(bytes32 patchId) external view returns (uint256);
}
