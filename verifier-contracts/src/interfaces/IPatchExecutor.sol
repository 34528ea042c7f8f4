// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Sole holder of the upgrade right of its targets, and sole deployer of their new code.
/// @notice The upgrade right (owner of a UUPS proxy's logic, of a ProxyAdmin, of an UpgradeableBeacon) is given to this contract. From then on
/// the implementation changes only by {reveal} of an armed patch, or back by {rollback}.
/// The result of a reveal does not depend on who sends it: the code, its address, the sealed slots and the upgrade call are all fixed
/// before. (What upgrade call data does with `tx.origin`, `gasleft()` and the like is its own affair: approvers should demand empty
/// call data.)
interface IPatchExecutor {
    /// @notice How a target is upgraded.
    /// @dev UUPS: `target.upgradeToAndCall`. TRANSPARENT: OpenZeppelin 5 TransparentUpgradeableProxy, through the ProxyAdmin
    /// that the proxy created. BEACON: OpenZeppelin 5 UpgradeableBeacon.
    enum Kind {
        UUPS,
        TRANSPARENT,
        BEACON
    }

    /// @notice What the executor knows about a target.
    /// @param implementation the implementation now; zero if the target is not adopted
    /// @param kind how it is upgraded
    /// @param rollbackUntil unix seconds until which {rollback} is possible
    /// @param previous the implementation before the last reveal
    /// @param sealSlotsHash keccak256(abi.encodePacked(slots)) of the storage slots that are sealed in new implementations
    struct Target {
        address implementation;
        Kind kind;
        uint64 rollbackUntil;
        address previous;
        bytes32 sealSlotsHash;
    }

    /// @notice The executor tracks a target from now on.
    event TargetAdopted(address indexed target, Kind kind, address indexed implementation);
    /// @notice Other slots are sealed in new implementations of the target from now on.
    event SealSlotsSet(address indexed target, bytes32[] slots);
    /// @notice A target was upgraded to code revealed by a patch.
    event TargetUpgraded(address indexed target, bytes32 indexed patchId, address indexed implementation);
    /// @notice A guardian put a target back to the implementation before the last reveal.
    event TargetRolledBack(address indexed target, address indexed from, address indexed to);

    /// @notice The target is not adopted.
    error NotAdopted(address target);
    /// @notice The target is adopted already; from then on it is tracked, not told.
    error AlreadyAdopted(address target, address implementation);
    /// @notice The address has no code.
    error NotContract(address account);
    /// @notice The given code, b_k and b_y do not open K. Usually the blinds of another patchId.
    error RevealCommitmentMismatch(bytes32 expected, bytes32 given);
    /// @notice The codes do not have the evaluation that was proven.
    error EvaluationMismatch(uint256 expected, uint256 given);
    /// @notice b_y is not below r.
    error BlindNotInField(uint256 bY);
    /// @notice The upgrade call data is not what the patch commits to.
    error UpgradeDataMismatch(bytes32 expected, bytes32 given);
    /// @notice A beacon cannot take upgrade call data.
    error UpgradeDataUnsupported(address target);
    /// @notice The slots to seal are not those of the target. See {sealSlotsHash} and {setSealSlots}.
    error SealSlotsMismatch(bytes32 expected, bytes32 given);
    /// @notice More than {MAX_SEAL_SLOTS} slots.
    error TooManySealSlots(uint256 count);
    /// @notice Code has 1 to 24,576 bytes.
    error CodeLength(uint256 length);
    /// @notice The target's implementation is not the patch's old implementation. Usually another patch went live in between.
    error OldImplementationMismatch(address expected, address given);
    /// @notice The code of the old implementation has another hash than the patch says.
    error OldCodeHashMismatch(bytes32 expected, bytes32 given);
    /// @notice The deployed code is not the revealed code, or is not where the patch says.
    error DeploymentMismatch(address implementation, bytes32 codeHash);
    /// @notice The beacon shows this implementation, not the one that was said to be there or was set.
    error ImplementationMismatch(address beacon, address shown);
    /// @notice There is nothing to roll back, or the time for it is over.
    error RollbackOver(address target, uint64 rollbackUntil);

    /// @notice Takes a target under management. The executor must hold its upgrade right already.
    /// @dev Restricted (role: admin). A contract cannot read another one's implementation slot, so the executor upgrades the
    /// target to the very `implementation` that is said to be there: afterwards the slot is known, and so is the right to write it.
    ///
    /// WARNING: with a wrong `implementation` this is a real upgrade to it. Read the slot first (eth_getStorageAt), or let
    /// {adoptProven} read it out of a recent block.
    /// @param target proxy or beacon, not adopted before
    /// @param kind how it is upgraded
    /// @param implementation its implementation now
    function adopt(address target, Kind kind, address implementation) external;

    /// @notice As {adopt}, with the implementation read from the target's ERC-1967 slot in a recent block (eth_getProof).
    /// @dev Restricted (role: admin). The slot may have changed since that block only by another holder of the upgrade right, and there must be none.
    /// @param target UUPS or transparent proxy, not adopted before
    /// @param kind UUPS or TRANSPARENT
    /// @param header RLP of the header of one of the last 8,191 blocks
    /// @param accountProof trie nodes from the state root to the target's account
    /// @param storageProof trie nodes from its storage root to the ERC-1967 implementation slot
    function adoptProven(
        address target,
        Kind kind,
        bytes calldata header,
        bytes[] calldata accountProof,
        bytes[] calldata storageProof
    ) external;

    /// @notice Sets which storage slots are set to 2^64 − 1 in the own storage of new implementations of a target, so that nobody can
    /// initialize the bare implementation. The default, set by {adopt}, is {DEFAULT_SEAL_SLOT}.
    /// @dev Restricted (role: admin).
    function setSealSlots(address target, bytes32[] calldata slots) external;

    /// @notice Reveals a patch: checks the code against what was proven and approved, deploys exactly it and upgrades the target, all in
    /// one transaction. Fails as a whole or succeeds as a whole; several targets at once through {multicall}.
    /// @dev The proposer or a revealer (restricted), and anyone once `openDelay` seconds have passed since earliestReveal.
    ///
    /// WARNING: the call data contains the code. A reveal that fails, times out or is orphaned has published it: see the README.
    /// @param patchId an armed patch, within its time
    /// @param code the new runtime bytecode, 1 to 24,576 bytes
    /// @param bK blind of K
    /// @param bY blind of the evaluation, below r
    /// @param upgradeData call data for the upgrade, as committed; normally empty
    /// @param sealSlots the target's slots to seal; empty stands for the default, [{DEFAULT_SEAL_SLOT}]
    function reveal(
        bytes32 patchId,
        bytes calldata code,
        bytes32 bK,
        uint256 bY,
        bytes calldata upgradeData,
        bytes32[] calldata sealSlots
    ) external;

    /// @notice Puts a target back to the implementation before its last reveal.
    /// @dev Restricted (role: guardian), and only for `rollbackPeriod` seconds after the reveal.
    function rollback(address target) external;

    /// @notice Where the code of a patch of `target` with this nonce will be. Known before the code is compiled.
    /// @dev CREATE3 with salt keccak256(abi.encode(chainid, registry, target, nonce)).
    function newImplementationAddress(address target, bytes32 nonce) external view returns (address);

    /// @notice The implementation that the executor tracks for a target; zero if it is not adopted.
    function implementationOf(address target) external view returns (address);

    /// @notice All that the executor knows about a target.
    function targetOf(address target) external view returns (Target memory);

    /// @notice The registry whose patches this executor reveals.
    function registry() external view returns (address);

    /// @notice Seconds after earliestReveal from which anybody may reveal.
    function openDelay() external view returns (uint64);

    /// @notice Seconds after a reveal in which a guardian may roll it back.
    function rollbackPeriod() external view returns (uint64);
}
