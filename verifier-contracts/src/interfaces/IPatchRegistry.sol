// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IApprovalPolicy} from "./IApprovalPolicy.sol";

/// @title Life of a secret patch, from its commitment to its reveal.
///
///     None ─ commit ▶ Committed ─ prove ▶ Proved ─ approve ▶ Approved ─ arm ▶ Armed ─ reveal ▶ Revealed
///                         │                 │                   │              │
///                         └─ cancel ────────┴───────────────────┴──────────────┴──▶ Cancelled
///                         └─ latestReveal is over ──────────────────────────────▶ Expired
///                         └─ a verifier that it rests on is stopped ────────────▶ Voided
///
/// @notice Proved, Approved, Expired and Voided follow from what is recorded and need no transaction of their own; {expire}
/// records the end of a patch whose time is over or whose verifier is stopped, for whoever reads events. Nothing is keyed on proof bytes: a
/// Groth16 proof can be changed into another valid one by anybody.
interface IPatchRegistry is IApprovalPolicy {
    /// @notice Where a patch stands.
    enum PatchState {
        None,
        Committed,
        Proved,
        Approved,
        Armed,
        Revealed,
        Cancelled,
        Expired,
        Voided
    }

    /// @notice A patch, without its secrets. patchId is its EIP-712 digest (domain "Suture", "1", chain, this contract).
    /// @param proposer who commits it; part of the patchId, so that nobody can commit it first in another name
    /// @param target proxy or beacon, adopted by the executor
    /// @param oldImplementation its implementation now
    /// @param oldCodeHash code hash of that implementation
    /// @param newImplementation {IPatchExecutor-newImplementationAddress} of target and nonce
    /// @param codeCommitment C, a field element
    /// @param revealCommitment K = keccak256(abi.encode(TAG_K, keccak256(code), b_k, b_y))
    /// @param claimsHash keccak256 of the claims given to {commit}
    /// @param upgradeDataHash keccak256 of the upgrade call data; of nothing, where there is none
    /// @param earliestReveal unix seconds
    /// @param latestReveal unix seconds
    /// @param nonce reserved by the proposer; it fixes the new address
    struct Patch {
        address proposer;
        address target;
        address oldImplementation;
        bytes32 oldCodeHash;
        address newImplementation;
        bytes32 codeCommitment;
        bytes32 revealCommitment;
        bytes32 claimsHash;
        bytes32 upgradeDataHash;
        uint64 earliestReveal;
        uint64 latestReveal;
        bytes32 nonce;
    }

    /// @notice A patch was proposed.
    event PatchCommitted(bytes32 indexed patchId, address indexed proposer, address indexed target);
    /// @notice One claim of a patch is proven.
    event ClaimProved(bytes32 indexed patchId, uint256 index);
    /// @notice All claims of a patch are proven; `evaluation` is the y that all of them carry.
    event PatchProved(bytes32 indexed patchId);
    /// @notice An approver agreed; `count` present approvers have.
    event PatchApproved(bytes32 indexed patchId, address indexed approver, uint256 count);
    /// @notice An auditor's signature was brought; `count` present auditors have signed.
    event PatchReviewed(bytes32 indexed patchId, address indexed auditor, uint256 count);
    /// @notice The patch may be revealed within its time.
    event PatchArmed(bytes32 indexed patchId);
    /// @notice The patch is live.
    event PatchRevealed(bytes32 indexed patchId, address indexed implementation, bytes32 codeHash);
    /// @notice The proposer or a guardian withdrew the patch.
    event PatchCancelled(bytes32 indexed patchId);
    /// @notice The patch was not revealed in time.
    event PatchExpired(bytes32 indexed patchId);
    /// @notice A verifier that the patch rests on is stopped. Propose it anew, with new secrets.
    event PatchVoided(bytes32 indexed patchId);
    /// @notice The proposer anchored a bundle by the Merkle root of its manifest.
    event BundleAnchored(bytes32 indexed patchId, bytes32 merkleRoot);
    /// @notice The executor was bound, once.
    event ExecutorBound(address indexed executor);

    /// @notice The caller is not the proposer named in the patch.
    error NotProposer(address caller, address proposer);
    /// @notice The caller is not the executor.
    error NotExecutor(address caller);
    /// @notice The executor is bound already.
    error ExecutorAlreadyBound(address executor);
    /// @notice The executor reveals patches of another registry.
    error ExecutorOfAnotherRegistry(address executor, address itsRegistry);
    /// @notice No executor is bound yet.
    error ExecutorNotBound();
    /// @notice This patchId was committed before.
    error PatchKnown(bytes32 patchId);
    /// @notice The patch is not in the state that the call needs.
    error UnexpectedState(bytes32 patchId, PatchState state);
    /// @notice earliestReveal > latestReveal, or latestReveal is over.
    error RevealWindowInvalid(uint64 earliestReveal, uint64 latestReveal);
    /// @notice Too early, or too late, to reveal.
    error OutsideRevealWindow(uint64 earliestReveal, uint64 latestReveal);
    /// @notice The target's implementation is another one. The usual reason: another patch went live in between.
    error OldImplementationMismatch(address expected, address given);
    /// @notice The code at the old implementation has another hash.
    error OldCodeHashMismatch(bytes32 expected, bytes32 given);
    /// @notice The new address is not what the executor computes for target and nonce.
    error NewImplementationMismatch(address expected, address given);
    /// @notice The new address has code: the nonce was used by a revealed patch.
    error NonceSpent(bytes32 nonce);
    /// @notice The claims have another hash than the patch says.
    error ClaimsHashMismatch(bytes32 expected, bytes32 given);
    /// @notice Claims are 96 bytes each, from 1 to {MAX_CLAIMS} of them.
    error ClaimsLength(uint256 length);
    /// @notice The selector word of a claim has non-zero bytes after the first four.
    error ClaimSelectorPadding(uint256 index, bytes32 word);
    /// @notice A field element is not below r.
    error NotInField(bytes32 element);
    /// @notice The patch has no claim with this index.
    error NoSuchClaim(uint256 index, uint256 claims);
    /// @notice Proofs are 384 bytes each, one for each claim in the set, and at least one.
    error ProofsLength(uint256 length, uint256 proofs);
    /// @notice Claims of one patch must carry the same evaluation y; these rest on different codes or blinds.
    error EvaluationMismatch(uint256 expected, uint256 given);
    /// @notice The challenge z came out as zero. Choose another nonce. (It has never been seen.)
    error ChallengeZero(bytes32 patchId);
    /// @notice The signature is not the auditor's over the patchId.
    error InvalidSignature(address auditor);

    /// @notice Binds the executor, once.
    /// @dev Restricted (role: admin).
    function bindExecutor(address executor) external;

    /// @notice Proposes a patch. The caller must be `p.proposer`.
    /// @param p the patch
    /// @param claims 96 bytes per claim: selector in the first 4 bytes of a word ‖ vkHash ‖ A
    /// @return patchId EIP-712 digest of the patch
    function commit(Patch calldata p, bytes calldata claims) external returns (bytes32 patchId);

    /// @notice Brings the proof of one claim. Anyone may call. A proof of a claim that is proven already is checked and changes nothing.
    /// @param patchId the patch
    /// @param index place of the claim in the list given to {commit}
    /// @param y evaluation, the same for all claims
    /// @param proof 384 bytes
    function prove(bytes32 patchId, uint256 index, uint256 y, bytes calldata proof) external;

    /// @notice Brings the proofs of several claims, all or none. Anyone may call. Proofs under one key are checked together, which
    /// is cheaper than {prove} for each. Proofs of claims that are proven already are checked and change nothing, so that
    /// nobody can make a call fail by bringing one of its proofs first.
    /// @param patchId the patch
    /// @param indices the set of claims: bit i stands for claim i in the list given to {commit}
    /// @param y evaluation, the same for all claims
    /// @param proofs 384 bytes for each claim of the set, the lowest index first
    function proveBatch(bytes32 patchId, uint16 indices, uint256 y, bytes calldata proofs) external;

    /// @notice Approves a patch all of whose claims are proven. The caller must be an approver of the target.
    function approve(bytes32 patchId) external;

    /// @notice Brings an auditor's signature over the patchId (ECDSA, or ERC-1271 of a contract). Anyone may call.
    function countersign(bytes32 patchId, address auditor, bytes calldata signature) external;

    /// @notice Counts approvals and reviews again, by the lists of now, and lets the patch be revealed. Anyone may call.
    function arm(bytes32 patchId) external;

    /// @notice Withdraws a patch before its reveal. The proposer, or a guardian (restricted).
    function cancel(bytes32 patchId) external;

    /// @notice Records that a patch is over: too late, or its verifier stopped. Anyone may call.
    function expire(bytes32 patchId) external;

    /// @notice Anchors a bundle of the patch. Only the proposer, at any time, also after the reveal.
    function anchorBundle(bytes32 patchId, bytes32 merkleRoot) external;

    /// @notice Marks a patch revealed and hands it to the executor. Only the executor.
    /// @param patchId an armed patch within its time
    /// @param codeHash keccak256 of the code that the executor is about to deploy
    /// @return p the patch
    /// @return y its proven evaluation
    function consume(bytes32 patchId, bytes32 codeHash) external returns (Patch memory p, uint256 y);

    /// @notice Where the patch stands now.
    function state(bytes32 patchId) external view returns (PatchState);

    /// @notice The patch as it was committed; reverts if it was not.
    function patch(bytes32 patchId) external view returns (Patch memory);

    /// @notice The claims as they were committed, 96 bytes each.
    function claims(bytes32 patchId) external view returns (bytes memory);

    /// @notice The claims that are proven: bit i stands for claim i.
    function provenClaims(bytes32 patchId) external view returns (uint16);

    /// @notice The evaluation y that the proofs carry; 0 before the first proof.
    function evaluation(bytes32 patchId) external view returns (uint256);

    /// @notice The challenge z = keccak256(abi.encode(TAG_Z, patchId)) mod r.
    function challenge(bytes32 patchId) external pure returns (uint256);

    /// @notice The EIP-712 digest of a patch, which is its patchId.
    function patchIdOf(Patch calldata p) external view returns (bytes32);

    /// @notice The executor; zero before it is bound.
    function executor() external view returns (address);

    /// @notice The verifier router.
    function router() external view returns (address);
}
