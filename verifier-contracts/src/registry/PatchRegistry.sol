// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ApprovalPolicy} from "../governance/ApprovalPolicy.sol";
import {IApprovalPolicy} from "../interfaces/IApprovalPolicy.sol";
import {IPatchExecutor} from "../interfaces/IPatchExecutor.sol";
import {IPatchRegistry} from "../interfaces/IPatchRegistry.sol";
import {IVerifierRouter} from "../interfaces/IVerifierRouter.sol";
import {BN254} from "../verifier/BN254.sol";
import {DataContract} from "../verifier/DataContract.sol";
import {Challenge} from "./Challenge.sol";
import {Claim, Claims} from "./Claims.sol";
import {ProofGroups} from "./ProofGroups.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Life of secret patches.
/// @dev Every entry point works in one order: state, caller, arguments, effects, event. The only calls out are views (router,
/// executor, ERC-1271 signers), so nothing here can be re-entered with effects half done.
contract PatchRegistry is IPatchRegistry, ApprovalPolicy, EIP712 {
    bytes32 private constant PATCH_TYPEHASH = keccak256(
        "Patch(address proposer,address target,address oldImplementation,bytes32 oldCodeHash,address newImplementation,"
        "bytes32 codeCommitment,bytes32 revealCommitment,bytes32 claimsHash,bytes32 upgradeDataHash,"
        "uint64 earliestReveal,uint64 latestReveal,bytes32 nonce)"
    );
    uint256 private constant PATCH_SIZE = 384;

    /// @dev What is recorded of a patch. `state` is never Proved, Approved, Expired by time or Voided by a stop: see {state}.
    /// `content` is a data contract: abi.encode(Patch), then the claims.
    struct Record {
        address content;
        PatchState state;
        uint16 proven;
        uint256 evaluation;
    }

    /// @dev A patch read back, with the state that follows from the record, the time, the votes and the verifiers.
    struct Loaded {
        Patch patch;
        bytes claims;
        PatchState state;
    }

    /// @inheritdoc IPatchRegistry
    address public immutable router;
    /// @inheritdoc IPatchRegistry
    address public executor;

    mapping(bytes32 patchId => Record) private _records;

    /// @param authority the AccessManager that holds the roles
    /// @param router_ the verifier router
    constructor(address authority, address router_) AccessManaged(authority) EIP712("Suture", "1") {
        router = router_;
    }

    /// @inheritdoc IPatchRegistry
    function bindExecutor(address executor_) external restricted {
        require(executor == address(0), ExecutorAlreadyBound(executor));
        address itsRegistry = IPatchExecutor(executor_).registry();
        require(itsRegistry == address(this), ExecutorOfAnotherRegistry(executor_, itsRegistry));
        executor = executor_;
        emit ExecutorBound(executor_);
    }

    /// @inheritdoc IPatchRegistry
    function commit(Patch calldata p, bytes calldata packedClaims) external returns (bytes32 patchId) {
        patchId = patchIdOf(p);
        Record storage r = _records[patchId];
        require(r.state == PatchState.None, PatchKnown(patchId));
        require(msg.sender == p.proposer, NotProposer(msg.sender, p.proposer));
        _requireCommittable(patchId, p);
        _requireClaims(p.claimsHash, packedClaims);

        r.content = DataContract.write(abi.encodePacked(abi.encode(p), packedClaims));
        r.state = PatchState.Committed;
        emit PatchCommitted(patchId, p.proposer, p.target);
    }

    /// @inheritdoc IPatchRegistry
    function prove(bytes32 patchId, uint256 index, uint256 y, bytes calldata proof) external {
        bytes memory packedClaims = _requireProvable(patchId, y);
        Claim memory c = Claims.get(packedClaims, index);
        uint256[3] memory inputs = [uint256(c.claim), Challenge.derive(patchId), y];
        IVerifierRouter(router).verify(c.selector, c.vkHash, proof, inputs);
        _recordProven(patchId, packedClaims, uint16(1 << index), y);
    }

    /// @inheritdoc IPatchRegistry
    function proveBatch(bytes32 patchId, uint16 indices, uint256 y, bytes calldata proofs) external {
        bytes memory packedClaims = _requireProvable(patchId, y);
        ProofGroups.requireLength(proofs, indices);
        uint256 z = Challenge.derive(patchId);
        for (uint256 left = indices; left != 0;) {
            uint256 group = ProofGroups.underOneKey(packedClaims, left);
            Claim memory c = Claims.get(packedClaims, ProofGroups.lowest(group));
            bytes memory groupProofs = ProofGroups.proofsOf(proofs, indices, group);
            uint256[3][] memory inputs = ProofGroups.inputsOf(packedClaims, group, z, y);
            IVerifierRouter(router).verifyBatch(c.selector, c.vkHash, groupProofs, inputs);
            left ^= group;
        }
        _recordProven(patchId, packedClaims, indices, y);
    }

    /// @inheritdoc IPatchRegistry
    function approve(bytes32 patchId) external {
        address target = _requireProved(patchId);
        if (!_approve(patchId, target, msg.sender)) return;
        emit PatchApproved(patchId, msg.sender, _approvals(patchId, target));
    }

    /// @inheritdoc IPatchRegistry
    function countersign(bytes32 patchId, address auditor, bytes calldata signature) external {
        address target = _requireProved(patchId);
        require(SignatureChecker.isValidSignatureNowCalldata(auditor, patchId, signature), InvalidSignature(auditor));
        if (!_review(patchId, target, auditor)) return;
        emit PatchReviewed(patchId, auditor, _reviews(patchId, target));
    }

    /// @inheritdoc IPatchRegistry
    function arm(bytes32 patchId) external {
        PatchState s = state(patchId);
        require(s == PatchState.Approved, UnexpectedState(patchId, s));
        _records[patchId].state = PatchState.Armed;
        emit PatchArmed(patchId);
    }

    /// @inheritdoc IPatchRegistry
    function cancel(bytes32 patchId) external {
        Loaded memory l = _load(patchId);
        _requireUnfinished(patchId, l.state);
        if (msg.sender != l.patch.proposer) _checkCanCall(msg.sender, msg.data);
        _records[patchId].state = PatchState.Cancelled;
        emit PatchCancelled(patchId);
    }

    /// @inheritdoc IPatchRegistry
    function expire(bytes32 patchId) external {
        PatchState s = state(patchId);
        Record storage r = _records[patchId];
        require((s == PatchState.Expired || s == PatchState.Voided) && r.state != s, UnexpectedState(patchId, s));
        r.state = s;
        if (s == PatchState.Expired) emit PatchExpired(patchId);
        else emit PatchVoided(patchId);
    }

    /// @inheritdoc IPatchRegistry
    function anchorBundle(bytes32 patchId, bytes32 merkleRoot) external {
        address proposer = _load(patchId).patch.proposer;
        require(msg.sender == proposer, NotProposer(msg.sender, proposer));
        emit BundleAnchored(patchId, merkleRoot);
    }

    /// @inheritdoc IPatchRegistry
    function consume(bytes32 patchId, bytes32 codeHash) external returns (Patch memory p, uint256 y) {
        require(msg.sender == executor, NotExecutor(msg.sender));
        Loaded memory l = _load(patchId);
        require(l.state == PatchState.Armed, UnexpectedState(patchId, l.state));
        p = l.patch;
        require(block.timestamp >= p.earliestReveal, OutsideRevealWindow(p.earliestReveal, p.latestReveal));
        _records[patchId].state = PatchState.Revealed;
        emit PatchRevealed(patchId, p.newImplementation, codeHash);
        return (p, _records[patchId].evaluation);
    }

    /// @inheritdoc IPatchRegistry
    function state(bytes32 patchId) public view returns (PatchState) {
        if (_records[patchId].state == PatchState.None) return PatchState.None;
        return _load(patchId).state;
    }

    /// @inheritdoc IPatchRegistry
    function patch(bytes32 patchId) external view returns (Patch memory) {
        return _load(patchId).patch;
    }

    /// @inheritdoc IPatchRegistry
    function claims(bytes32 patchId) external view returns (bytes memory) {
        return _load(patchId).claims;
    }

    /// @inheritdoc IPatchRegistry
    function provenClaims(bytes32 patchId) external view returns (uint16) {
        return _records[patchId].proven;
    }

    /// @inheritdoc IPatchRegistry
    function evaluation(bytes32 patchId) external view returns (uint256) {
        return _records[patchId].evaluation;
    }

    /// @inheritdoc IPatchRegistry
    function challenge(bytes32 patchId) external pure returns (uint256) {
        return Challenge.derive(patchId);
    }

    /// @inheritdoc IPatchRegistry
    function patchIdOf(Patch calldata p) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(PATCH_TYPEHASH, p)));
    }

    /// @inheritdoc IApprovalPolicy
    function approvals(bytes32 patchId) external view returns (uint256) {
        return _approvals(patchId, _load(patchId).patch.target);
    }

    /// @inheritdoc IApprovalPolicy
    function reviews(bytes32 patchId) external view returns (uint256) {
        return _reviews(patchId, _load(patchId).patch.target);
    }

    function _requireCommittable(bytes32 patchId, Patch calldata p) private view {
        bool open = p.earliestReveal <= p.latestReveal && block.timestamp <= p.latestReveal;
        require(open, RevealWindowInvalid(p.earliestReveal, p.latestReveal));
        _requirePolicy(p.target);
        require(uint256(p.codeCommitment) < BN254.R, NotInField(p.codeCommitment));
        require(Challenge.derive(patchId) != 0, ChallengeZero(patchId));

        require(executor != address(0), ExecutorNotBound());
        IPatchExecutor e = IPatchExecutor(executor);
        address old = e.implementationOf(p.target);
        require(old != address(0), IPatchExecutor.NotAdopted(p.target));
        require(p.oldImplementation == old, OldImplementationMismatch(old, p.oldImplementation));
        require(p.oldCodeHash == old.codehash, OldCodeHashMismatch(old.codehash, p.oldCodeHash));
        address fresh = e.newImplementationAddress(p.target, p.nonce);
        require(p.newImplementation == fresh, NewImplementationMismatch(fresh, p.newImplementation));
        require(fresh.code.length == 0, NonceSpent(p.nonce));
    }

    function _requireClaims(bytes32 claimsHash, bytes calldata packedClaims) private view {
        require(keccak256(packedClaims) == claimsHash, ClaimsHashMismatch(claimsHash, keccak256(packedClaims)));
        uint256 n = Claims.count(packedClaims);
        for (uint256 i = 0; i < n; ++i) {
            Claim memory c = Claims.get(packedClaims, i);
            IVerifierRouter(router).requireActive(c.selector, c.vkHash);
        }
    }

    function _requireProvable(bytes32 patchId, uint256 y) private view returns (bytes memory packedClaims) {
        Loaded memory l = _load(patchId);
        _requireUnfinished(patchId, l.state);
        Record storage r = _records[patchId];
        require(r.proven == 0 || r.evaluation == y, EvaluationMismatch(r.evaluation, y));
        return l.claims;
    }

    /// @dev Claims are valid indices here: their proofs were checked.
    function _recordProven(bytes32 patchId, bytes memory packedClaims, uint16 indices, uint256 y) private {
        Record storage r = _records[patchId];
        uint16 proven = r.proven | indices;
        uint256 fresh = proven ^ r.proven;
        if (fresh == 0) return; // other proofs of the same claims: valid, and nothing new
        r.proven = proven;
        r.evaluation = y;
        for (uint256 i = 0; fresh >> i != 0; ++i) {
            if ((fresh >> i) & 1 != 0) emit ClaimProved(patchId, i);
        }
        if (_isProven(proven, packedClaims)) emit PatchProved(patchId);
    }

    function _requireUnfinished(bytes32 patchId, PatchState s) private pure {
        require(s >= PatchState.Committed && s <= PatchState.Armed, UnexpectedState(patchId, s));
    }

    /// @dev Votes count only after every claim is proven, so that nobody approves what may turn out to be unprovable.
    function _requireProved(bytes32 patchId) private view returns (address target) {
        Loaded memory l = _load(patchId);
        bool votable = l.state == PatchState.Proved || l.state == PatchState.Approved;
        require(votable, UnexpectedState(patchId, l.state));
        return l.patch.target;
    }

    function _load(bytes32 patchId) private view returns (Loaded memory l) {
        Record storage r = _records[patchId];
        require(r.state != PatchState.None, UnexpectedState(patchId, PatchState.None));
        bytes memory content = DataContract.read(r.content);
        l.patch = abi.decode(content, (Patch));
        bytes memory packedClaims = new bytes(content.length - PATCH_SIZE);
        assembly ("memory-safe") {
            mcopy(add(packedClaims, 0x20), add(content, add(0x20, PATCH_SIZE)), mload(packedClaims))
        }
        l.claims = packedClaims;
        l.state = _state(patchId, r, l.patch, packedClaims);
    }

    function _state(bytes32 patchId, Record storage r, Patch memory p, bytes memory packedClaims)
        private
        view
        returns (PatchState s)
    {
        s = r.state;
        if (s > PatchState.Armed) return s;
        if (block.timestamp > p.latestReveal) return PatchState.Expired;
        if (!_restsOnActiveVerifiers(packedClaims)) return PatchState.Voided;
        if (s == PatchState.Armed || !_isProven(r.proven, packedClaims)) return s;
        return _isAgreed(patchId, p.target) ? PatchState.Approved : PatchState.Proved;
    }

    function _restsOnActiveVerifiers(bytes memory packedClaims) private view returns (bool) {
        uint256 n = Claims.count(packedClaims);
        for (uint256 i = 0; i < n; ++i) {
            Claim memory c = Claims.get(packedClaims, i);
            if (!IVerifierRouter(router).isActive(c.selector, c.vkHash)) return false;
        }
        return true;
    }

    function _isProven(uint16 proven, bytes memory packedClaims) private pure returns (bool) {
        return proven == (1 << Claims.count(packedClaims)) - 1;
    }
}
