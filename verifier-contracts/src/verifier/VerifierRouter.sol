// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../interfaces/IGroth16Verifier.sol";
import {IVerifierRouter} from "../interfaces/IVerifierRouter.sol";
import {DataContract} from "./DataContract.sol";
import {VerifyingKey} from "./VerifyingKey.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

/// @title Register of verifiers with delayed addition and permanent stops.
contract VerifierRouter is IVerifierRouter, AccessManaged {
    /// @inheritdoc IVerifierRouter
    uint64 public immutable delay;
    /// @inheritdoc IVerifierRouter
    bool public immutable productionOnly;

    mapping(bytes4 selector => Entry) private _entries;
    mapping(bytes32 vkHash => bytes4) private _selectorOf;

    /// @param authority the AccessManager that holds the roles
    /// @param delay_ seconds between announcement and activation; zero only for tests and demonstrations
    /// @param productionOnly_ whether keys of kind "dev" are refused
    constructor(address authority, uint64 delay_, bool productionOnly_) AccessManaged(authority) {
        delay = delay_;
        productionOnly = productionOnly_;
    }

    /// @inheritdoc IVerifierRouter
    function addVerifier(bytes4 selector, address verifier, bytes calldata vkBlob) external restricted {
        require(selector != 0, SelectorZero());
        require(_entries[selector].state == VerifierState.None, SelectorUsed(selector));
        require(verifier.code.length != 0, VerifierNotContract(verifier));
        bytes32 vkHash = keccak256(vkBlob);
        require(_selectorOf[vkHash] == 0, KeyUsed(vkHash, _selectorOf[vkHash]));
        bytes32 keyKind = VerifyingKey.lint(vkBlob);
        require(!productionOnly || keyKind != VerifyingKey.DEV, DevKeyRefused(vkHash));

        uint64 activeFrom = uint64(block.timestamp) + delay;
        _selectorOf[vkHash] = selector;
        _entries[selector] =
            Entry(verifier, activeFrom, VerifierState.Pending, DataContract.write(vkBlob), vkHash, keyKind);
        emit VerifierAdded(selector, verifier, vkHash, keyKind, activeFrom);
    }

    /// @inheritdoc IVerifierRouter
    function activate(bytes4 selector) external {
        Entry storage e = _entries[selector];
        require(e.state == VerifierState.Pending, UnexpectedVerifierState(selector, e.state));
        require(block.timestamp >= e.activeFrom, TooEarlyToActivate(selector, e.activeFrom));
        e.state = VerifierState.Active;
        emit VerifierActivated(selector);
    }

    /// @inheritdoc IVerifierRouter
    function stop(bytes4 selector) external restricted {
        _stop(selector);
    }

    /// @inheritdoc IVerifierRouter
    function stopByProof(bytes4 selector, uint256 z, uint256 y, bytes calldata proof) external {
        _verify(selector, proof, [0, z, y]);
        _stop(selector);
    }

    /// @inheritdoc IVerifierRouter
    function stopByContradiction(
        bytes4 selector,
        uint256 claim,
        uint256 z,
        uint256 firstY,
        bytes calldata firstProof,
        uint256 secondY,
        bytes calldata secondProof
    ) external {
        require(firstY != secondY, NotAContradiction(firstY));
        _verify(selector, firstProof, [claim, z, firstY]);
        _verify(selector, secondProof, [claim, z, secondY]);
        _stop(selector);
    }

    /// @inheritdoc IVerifierRouter
    function verify(bytes4 selector, bytes32 vkHash, bytes calldata proof, uint256[3] calldata inputs) external view {
        requireActive(selector, vkHash);
        _verify(selector, proof, inputs);
    }

    /// @inheritdoc IVerifierRouter
    function verifyBatch(bytes4 selector, bytes32 vkHash, bytes calldata proofs, uint256[3][] calldata inputs)
        external
        view
    {
        requireActive(selector, vkHash);
        Entry storage e = _entries[selector];
        IGroth16Verifier(e.verifier).verifyBatch(e.vkPointer, proofs, inputs);
    }

    /// @inheritdoc IVerifierRouter
    function requireActive(bytes4 selector, bytes32 vkHash) public view {
        require(isActive(selector, vkHash), VerifierNotActive(selector, vkHash));
    }

    /// @inheritdoc IVerifierRouter
    function isActive(bytes4 selector, bytes32 vkHash) public view returns (bool) {
        Entry storage e = _entries[selector];
        return e.state == VerifierState.Active && e.vkHash == vkHash;
    }

    /// @inheritdoc IVerifierRouter
    function entry(bytes4 selector) external view returns (Entry memory) {
        return _entries[selector];
    }

    function _verify(bytes4 selector, bytes calldata proof, uint256[3] memory inputs) private view {
        Entry storage e = _entries[selector];
        // A call to an address without code would succeed; a selector never added has no verifier.
        require(e.state != VerifierState.None, UnexpectedVerifierState(selector, e.state));
        IGroth16Verifier(e.verifier).verify(e.vkPointer, proof, inputs);
    }

    function _stop(bytes4 selector) private {
        Entry storage e = _entries[selector];
        bool stoppable = e.state == VerifierState.Pending || e.state == VerifierState.Active;
        require(stoppable, UnexpectedVerifierState(selector, e.state));
        e.state = VerifierState.Stopped;
        emit VerifierStopped(selector, msg.sender);
    }
}
