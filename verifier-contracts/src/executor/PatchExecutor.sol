// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchExecutor} from "../interfaces/IPatchExecutor.sol";
import {IPatchRegistry} from "../interfaces/IPatchRegistry.sol";
import {Challenge} from "../registry/Challenge.sol";
import {BN254} from "../verifier/BN254.sol";
import {CodePolynomial} from "./CodePolynomial.sol";
import {ExactRuntime} from "./ExactRuntime.sol";
import {ImplementationProof} from "./ImplementationProof.sol";
import {Upgrades} from "./Upgrades.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {Create3} from "@openzeppelin/contracts/utils/Create3.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title Sole holder of the upgrade right, sole deployer of patched code.
/// @dev A reveal checks first, then marks the patch revealed and the target moved, and only then calls out (deployment,
/// upgrade, upgrade through the new code). Re-entry is barred as well: upgrade call data may call anything.
contract PatchExecutor is IPatchExecutor, AccessManaged, ReentrancyGuardTransient, Multicall {
    /// @notice Initializable's slot of OpenZeppelin 5 (ERC-7201 "openzeppelin.storage.Initializable").
    bytes32 public constant DEFAULT_SEAL_SLOT = 0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00;
    /// @notice Slots that may be sealed in one implementation.
    uint256 public constant MAX_SEAL_SLOTS = 8;

    bytes32 private constant TAG_K = keccak256("suture/v1/K");
    uint256 private constant MAX_CODE = 24576;

    /// @inheritdoc IPatchExecutor
    address public immutable registry;
    /// @inheritdoc IPatchExecutor
    uint64 public immutable openDelay;
    /// @inheritdoc IPatchExecutor
    uint64 public immutable rollbackPeriod;

    /// @dev A reveal under way.
    struct Attempt {
        bytes32 patchId;
        bytes32 codeHash;
        uint256 y;
        IPatchRegistry.Patch patch;
        bytes initCode;
    }

    mapping(address target => Target) private _targets;

    /// @param authority the AccessManager that holds the roles
    /// @param registry_ the patch registry
    /// @param openDelay_ seconds after earliestReveal from which anybody may reveal
    /// @param rollbackPeriod_ seconds after a reveal in which a guardian may roll it back
    constructor(address authority, address registry_, uint64 openDelay_, uint64 rollbackPeriod_)
        AccessManaged(authority)
    {
        registry = registry_;
        openDelay = openDelay_;
        rollbackPeriod = rollbackPeriod_;
    }

    /// @inheritdoc IPatchExecutor
    function adopt(address target, Kind kind, address implementation) external restricted nonReentrant {
        _adopt(target, kind, implementation);
    }

    /// @inheritdoc IPatchExecutor
    function adoptProven(
        address target,
        Kind kind,
        bytes calldata header,
        bytes[] calldata accountProof,
        bytes[] calldata storageProof
    ) external restricted nonReentrant {
        _adopt(target, kind, ImplementationProof.implementationOf(target, header, accountProof, storageProof));
    }

    /// @inheritdoc IPatchExecutor
    function setSealSlots(address target, bytes32[] calldata slots) external restricted {
        require(_targets[target].implementation != address(0), NotAdopted(target));
        require(slots.length <= MAX_SEAL_SLOTS, TooManySealSlots(slots.length));
        _targets[target].sealSlotsHash = _hash(slots);
        emit SealSlotsSet(target, slots);
    }

    /// @inheritdoc IPatchExecutor
    function reveal(
        bytes32 patchId,
        bytes calldata code,
        bytes32 bK,
        uint256 bY,
        bytes calldata upgradeData,
        bytes32[] calldata sealSlots
    ) external nonReentrant {
        require(code.length != 0 && code.length <= MAX_CODE, CodeLength(code.length));
        Attempt memory a = _begin(patchId, keccak256(code));
        _requireOpening(a, bK, bY, upgradeData);
        _requireEvaluation(a, bY, code, sealSlots);
        _install(a, upgradeData);
    }

    /// @inheritdoc IPatchExecutor
    function rollback(address target) external restricted nonReentrant {
        Target storage t = _targets[target];
        require(t.implementation != address(0), NotAdopted(target));
        require(block.timestamp < t.rollbackUntil, RollbackOver(target, t.rollbackUntil));
        address from = t.implementation;
        address to = t.previous;
        t.implementation = to;
        t.rollbackUntil = 0;
        emit TargetRolledBack(target, from, to);
        Upgrades.upgrade(target, t.kind, to, "");
    }

    /// @inheritdoc IPatchExecutor
    function newImplementationAddress(address target, bytes32 nonce) external view returns (address) {
        return Create3.computeAddress(_salt(target, nonce));
    }

    /// @inheritdoc IPatchExecutor
    function implementationOf(address target) external view returns (address) {
        return _targets[target].implementation;
    }

    /// @inheritdoc IPatchExecutor
    function targetOf(address target) external view returns (Target memory) {
        return _targets[target];
    }

    function _adopt(address target, Kind kind, address implementation) private {
        Target storage t = _targets[target];
        require(t.implementation == address(0), AlreadyAdopted(target, t.implementation));
        Upgrades.requireShape(target, kind, implementation);
        _targets[target] = Target(implementation, kind, 0, implementation, _hash(_defaultSealSlots()));
        emit TargetAdopted(target, kind, implementation);
        Upgrades.upgrade(target, kind, implementation, "");
    }

    /// @dev Takes the patch out of the registry and checks who asks and what the target runs now.
    function _begin(bytes32 patchId, bytes32 codeHash) private returns (Attempt memory a) {
        a.patchId = patchId;
        a.codeHash = codeHash;
        (a.patch, a.y) = IPatchRegistry(registry).consume(patchId, codeHash);
        IPatchRegistry.Patch memory p = a.patch;
        bool open = block.timestamp >= uint256(p.earliestReveal) + openDelay;
        if (msg.sender != p.proposer && !open) _checkCanCall(msg.sender, msg.data);
        address old = _targets[p.target].implementation;
        require(old == p.oldImplementation, OldImplementationMismatch(old, p.oldImplementation));
        require(old.codehash == p.oldCodeHash, OldCodeHashMismatch(p.oldCodeHash, old.codehash));
    }

    function _requireOpening(Attempt memory a, bytes32 bK, uint256 bY, bytes calldata upgradeData) private pure {
        require(bY < BN254.R, BlindNotInField(bY));
        bytes32 k = keccak256(abi.encode(TAG_K, a.codeHash, bK, bY));
        require(k == a.patch.revealCommitment, RevealCommitmentMismatch(a.patch.revealCommitment, k));
        bytes32 dataHash = keccak256(upgradeData);
        require(dataHash == a.patch.upgradeDataHash, UpgradeDataMismatch(a.patch.upgradeDataHash, dataHash));
    }

    /// @dev Builds the init code on the way, because the polynomial is evaluated over the very bytes that will be deployed.
    function _requireEvaluation(Attempt memory a, uint256 bY, bytes calldata code, bytes32[] calldata sealSlots)
        private
        view
    {
        uint256 z = Challenge.derive(a.patchId);
        uint256 oldValue = _oldValue(a.patch.oldImplementation, z);
        uint256 runtime;
        (a.initCode, runtime) = ExactRuntime.initCodeFor(code, _sealSlots(a.patch.target, sealSlots));
        uint256 sum = CodePolynomial.horner(runtime, code.length, z);
        uint256 given = CodePolynomial.join(CodePolynomial.assemble(code.length, bY, sum, z), oldValue, z);
        require(given == a.y, EvaluationMismatch(a.y, given));
    }

    /// @dev p_old(z) over the code of the old implementation as it is on chain now.
    function _oldValue(address old, uint256 z) private view returns (uint256) {
        uint256 length = old.code.length;
        uint256 copy;
        assembly ("memory-safe") {
            // Above the free pointer, which stays: this memory is needed only until the sum is known. EXTCODECOPY pads with zeros.
            copy := mload(0x40)
            extcodecopy(old, copy, 0, add(length, 32))
        }
        return CodePolynomial.assemble(length, 0, CodePolynomial.horner(copy, length, z), z);
    }

    function _install(Attempt memory a, bytes calldata upgradeData) private {
        IPatchRegistry.Patch memory p = a.patch;
        Target storage t = _targets[p.target];
        Kind kind = t.kind;
        t.previous = p.oldImplementation;
        t.implementation = p.newImplementation;
        t.rollbackUntil = uint64(block.timestamp) + rollbackPeriod;
        emit TargetUpgraded(p.target, a.patchId, p.newImplementation);

        address deployed = Create3.deploy(0, _salt(p.target, p.nonce), a.initCode);
        bool exact = deployed == p.newImplementation && deployed.codehash == a.codeHash;
        require(exact, DeploymentMismatch(deployed, deployed.codehash));
        Upgrades.upgrade(p.target, kind, deployed, upgradeData);
        // Once more, through the new code: it must not have lost the ability to be upgraded by this contract.
        Upgrades.upgrade(p.target, kind, deployed, "");
    }

    /// @dev An empty list stands for whatever is set, where that is nothing or the default, so that it cannot change the result.
    function _sealSlots(address target, bytes32[] calldata given) private view returns (bytes32[] memory slots) {
        bytes32 expected = _targets[target].sealSlotsHash;
        slots = given;
        if (_hash(slots) == expected) return slots;
        if (given.length == 0) slots = _defaultSealSlots();
        require(_hash(slots) == expected, SealSlotsMismatch(expected, _hash(slots)));
    }

    function _defaultSealSlots() private pure returns (bytes32[] memory slots) {
        slots = new bytes32[](1);
        slots[0] = DEFAULT_SEAL_SLOT;
    }

    function _hash(bytes32[] memory slots) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(slots));
    }

    function _salt(address target, bytes32 nonce) private view returns (bytes32) {
        return keccak256(abi.encode(block.chainid, registry, target, nonce));
    }
}
