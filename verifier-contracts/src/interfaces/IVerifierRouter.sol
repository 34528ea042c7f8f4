// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Register of verifiers: a 4-byte selector names one verifier contract with one verifying key, for ever.
///
///     None ── addVerifier ──▶ Pending ── activate, after the delay ──▶ Active
///                                │                                       │
///                                └──────────── stop, stopBy… ────────────┴──▶ Stopped (for ever)
///
/// @notice A selector never changes its meaning: it cannot be added twice, and a stopped one (and its key) stays stopped.
/// Whoever may add verifiers cannot do so unseen, because nothing is active before the delay is over; whoever may stop them
/// can do so at once. Anyone may stop a verifier by showing that it accepts something false.
interface IVerifierRouter {
    /// @notice Where a selector stands.
    enum VerifierState {
        None,
        Pending,
        Active,
        Stopped
    }

    /// @notice What a selector stands for.
    /// @param verifier the verifier contract
    /// @param activeFrom unix seconds from which {activate} succeeds
    /// @param state where the selector stands
    /// @param vkPointer address whose code holds the verifying key
    /// @param vkHash keccak256 of the verifying key blob
    /// @param keyKind bytes32 "dev" or the hash of a ceremony transcript
    struct Entry {
        address verifier;
        uint64 activeFrom;
        VerifierState state;
        address vkPointer;
        bytes32 vkHash;
        bytes32 keyKind;
    }

    /// @notice A verifier was announced; it can be activated from `activeFrom` on.
    event VerifierAdded(
        bytes4 indexed selector, address indexed verifier, bytes32 indexed vkHash, bytes32 keyKind, uint64 activeFrom
    );
    /// @notice A verifier accepts proofs from now on.
    event VerifierActivated(bytes4 indexed selector);
    /// @notice A verifier is stopped for ever. `caller` is the guardian or whoever showed the false statement.
    event VerifierStopped(bytes4 indexed selector, address indexed caller);

    /// @notice The selector is zero.
    error SelectorZero();
    /// @notice The selector has been used before; a selector is never used again, not even after a stop.
    error SelectorUsed(bytes4 selector);
    /// @notice The key already stands behind `selector`; one key has one selector, so that a stop of it is complete.
    error KeyUsed(bytes32 vkHash, bytes4 selector);
    /// @notice The verifier address has no code.
    error VerifierNotContract(address verifier);
    /// @notice This router is for production: keys of kind "dev" are refused.
    error DevKeyRefused(bytes32 vkHash);
    /// @notice The selector is not in the state that the call needs.
    error UnexpectedVerifierState(bytes4 selector, VerifierState state);
    /// @notice The delay is not over.
    error TooEarlyToActivate(bytes4 selector, uint64 activeFrom);
    /// @notice No active verifier with this key stands behind the selector. It was stopped, is not yet active, or the
    /// claim was made for another key: then the patch must be proposed anew.
    error VerifierNotActive(bytes4 selector, bytes32 vkHash);
    /// @notice Two equal evaluations contradict nothing.
    error NotAContradiction(uint256 evaluation);

    /// @notice Announces a verifier with its key. The key is linted (see {VerifyingKey}) and stored as code.
    /// @dev Restricted (role: verifier admin).
    /// @param selector name under which proofs will refer to it; never used before
    /// @param verifier an {IGroth16Verifier}
    /// @param vkBlob 1,056 bytes
    function addVerifier(bytes4 selector, address verifier, bytes calldata vkBlob) external;

    /// @notice Makes an announced verifier active once its delay is over. Anyone may call.
    function activate(bytes4 selector) external;

    /// @notice Stops a pending or active verifier at once and for ever.
    /// @dev Restricted (role: guardian).
    function stop(bytes4 selector) external;

    /// @notice Stops a verifier that accepts the claim A = 0. Anyone may call.
    /// @dev A claim is a Poseidon2 hash; nobody knows a preimage of zero. A valid proof for it shows that the circuit, its key or
    /// the hash is broken, and so is everything that rests on the verifier.
    function stopByProof(bytes4 selector, uint256 z, uint256 y, bytes calldata proof) external;

    /// @notice Stops a verifier that accepts two different evaluations for one claim at one point. Anyone may call.
    /// @dev A fixes both codes and every blind, so y is a function of (A, z): one of the two statements is false.
    function stopByContradiction(
        bytes4 selector,
        uint256 claim,
        uint256 z,
        uint256 firstY,
        bytes calldata firstProof,
        uint256 secondY,
        bytes calldata secondProof
    ) external;

    /// @notice Checks a proof with the verifier behind `selector`; returns if it is valid and reverts if not.
    /// @param selector name of the verifier
    /// @param vkHash the key that the caller expects there
    /// @param proof 384 bytes
    /// @param inputs (A, z, y)
    function verify(bytes4 selector, bytes32 vkHash, bytes calldata proof, uint256[3] calldata inputs) external view;

    /// @notice Checks several proofs with the verifier behind `selector`; returns if all are valid and reverts if any is not.
    /// @param selector name of the verifier
    /// @param vkHash the key that the caller expects there
    /// @param proofs 384 bytes each
    /// @param inputs (A, z, y) of each proof
    function verifyBatch(bytes4 selector, bytes32 vkHash, bytes calldata proofs, uint256[3][] calldata inputs)
        external
        view;

    /// @notice Reverts unless an active verifier with this key stands behind the selector.
    function requireActive(bytes4 selector, bytes32 vkHash) external view;

    /// @notice Whether an active verifier with this key stands behind the selector.
    function isActive(bytes4 selector, bytes32 vkHash) external view returns (bool);

    /// @notice What a selector stands for; all zero if it was never added.
    function entry(bytes4 selector) external view returns (Entry memory);

    /// @notice Seconds between the announcement of a verifier and its earliest activation.
    function delay() external view returns (uint64);

    /// @notice Whether keys of kind "dev" are refused.
    function productionOnly() external view returns (bool);
}
