// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {IVerifierRouter} from "../../src/interfaces/IVerifierRouter.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";
import {World} from "../kit/World.sol";

/// @title The moves that anybody can make, in any order, with what must follow from them remembered outside the contracts.
/// @dev A World of its own, deployed by the constructor; the fuzzer calls the moves. Moves that the contracts refuse just end.
contract PatchLives is World {
    bytes4[3] private _selectors = [bytes4("key1"), bytes4("key2"), bytes4("key3")];
    address[] private _approvers;

    bytes32[] public ids;
    mapping(bytes32 patchId => Secret) private _secrets;
    mapping(bytes32 patchId => bytes4) public selectorOf;
    mapping(bytes32 patchId => IPatchRegistry.PatchState) public lastState;
    mapping(bytes32 patchId => uint256) public firstEvaluation;
    mapping(bytes32 patchId => uint16) public provenByRule;
    mapping(bytes32 patchId => bool) public armedByRule;
    mapping(bytes4 selector => bool) public wasStopped;
    bytes32[] public revealed;

    /// @dev Set if a move succeeded that no rule allows.
    string public broken;

    constructor() {
        setUp();
        _approvers = ascending(account("approver a"), account("approver b"), account("approver c"));
        vm.startPrank(admin);
        registry.setPolicy(target, _approvers, 2);
        for (uint256 i = 0; i < 3; ++i) {
            router.addVerifier(_selectors[i], address(verifier), keyOf(i));
        }
        vm.stopPrank();
        vm.warp(block.timestamp + ROUTER_DELAY);
        for (uint256 i = 0; i < 3; ++i) {
            router.activate(_selectors[i]);
        }
    }

    function count() external view returns (uint256) {
        return ids.length;
    }

    function revealCount() external view returns (uint256) {
        return revealed.length;
    }

    function secretOf(bytes32 patchId) external view returns (Secret memory) {
        return _secrets[patchId];
    }

    function stateOf(bytes32 patchId) public view returns (IPatchRegistry.PatchState) {
        return registry.state(patchId);
    }

    function selectorAt(uint256 i) external view returns (bytes4) {
        return _selectors[i];
    }

    function commitPatch(uint256 seed, uint256 key) external {
        if (ids.length == 12) return;
        key = key % 3;
        Secret memory s = secretPatch(code(seed), bytes32(seed % 6));
        s.claims = "";
        for (uint256 i = 0; i <= seed % 3; ++i) {
            addClaim(s, _selectors[key], keccak256(keyOf(key)));
        }
        s.patch.latestReveal = uint64(block.timestamp + 1 days + seed % 10 days);
        seal(s);
        vm.prank(proposer);
        try registry.commit(s.patch, s.claims) returns (bytes32 id) {
            ids.push(id);
            _secrets[id] = s;
            selectorOf[id] = _selectors[key];
            if (wasStopped[_selectors[key]]) broken = "committed on a stopped verifier";
        } catch {}
    }

    function provePatch(uint256 which, uint256 seed, bool truthfully) external {
        (bytes32 id, Secret memory s) = pick(which);
        if (id == 0) return;
        uint256 index = seed % (s.claims.length / 96);
        uint256 y = truthfully ? evaluationOf(s) : seed % 1000;
        bytes memory proof = proofFor(s, index, y, seed);
        IPatchRegistry.PatchState before = registry.state(id);
        try registry.prove(id, index, y, proof) {
            _noteProven(id, uint16(1 << index), y, before);
        } catch {}
    }

    /// @dev Claims of any set, now and then with a proof of another claim among the proofs.
    function proveTogether(uint256 which, uint16 set, uint256 seed, bool truthfully) external {
        (bytes32 id, Secret memory s) = pick(which);
        if (id == 0) return;
        set &= uint16((1 << (s.claims.length / 96)) - 1);
        uint256 y = truthfully ? evaluationOf(s) : seed % 1000;
        uint256 wrong = seed % 8; // claims have indices below three
        bytes memory proofs;
        for (uint256 i = 0; set >> i != 0; ++i) {
            if ((set >> i) & 1 == 0) continue;
            proofs = bytes.concat(proofs, proofFor(s, i, i == wrong ? y + 1 : y, seed));
        }
        IPatchRegistry.PatchState before = registry.state(id);
        try registry.proveBatch{gas: 5_000_000}(id, set, y, proofs) {
            _noteProven(id, set, y, before);
            if (set == 0 || (set >> wrong) & 1 != 0) broken = "proved without proof";
        } catch {}
    }

    function _noteProven(bytes32 id, uint16 set, uint256 y, IPatchRegistry.PatchState before) private {
        if (firstEvaluation[id] == 0) firstEvaluation[id] = y;
        provenByRule[id] |= set;
        if (!open(before)) broken = "proved when it was over";
    }

    function approvePatch(uint256 which, uint256 who) external {
        (bytes32 id,) = pick(which);
        if (id == 0) return;
        IPatchRegistry.PatchState before = registry.state(id);
        address approver = who % 4 == 3 ? stranger : _approvers[who % 4];
        vm.prank(approver);
        try registry.approve(id) {
            if (approver == stranger) broken = "approved by a stranger";
            bool votable = before == IPatchRegistry.PatchState.Proved || before == IPatchRegistry.PatchState.Approved;
            if (!votable) broken = "approved before it was proved";
        } catch {}
    }

    function armPatch(uint256 which) external {
        (bytes32 id,) = pick(which);
        if (id == 0) return;
        (, uint256 threshold) = registry.policy(target);
        bool agreed = registry.approvals(id) >= threshold;
        try registry.arm(id) {
            armedByRule[id] = agreed;
            if (!agreed) broken = "armed without agreement";
        } catch {}
    }

    function revealPatch(uint256 which, uint256 mutation, bool asStranger) external {
        (bytes32 id, Secret memory s) = pick(which);
        if (id == 0) return;
        IPatchRegistry.PatchState before = registry.state(id);
        bool stopped = wasStopped[selectorOf[id]];
        bytes memory given = mutation % 4 == 0 ? flipBit(s.code, mutation % (8 * s.code.length)) : s.code;
        vm.prank(asStranger ? stranger : proposer);
        try executor.reveal(id, given, s.bK, s.bY, "", new bytes32[](0)) {
            revealed.push(id);
            if (before != IPatchRegistry.PatchState.Armed) broken = "revealed when it was not armed";
            if (stopped) broken = "revealed on a stopped verifier";
            if (keccak256(given) != keccak256(s.code)) broken = "revealed other code";
            if (block.timestamp < s.patch.earliestReveal) broken = "revealed too early";
            if (asStranger && block.timestamp < s.patch.earliestReveal + OPEN_DELAY) broken = "revealed by a stranger";
        } catch {}
    }

    /// @dev The next right steps of a patch, so that many sequences come to a reveal.
    function advance(uint256 which, uint256 steps) external {
        for (uint256 i = 0; i <= steps % 5; ++i) {
            _step(which);
        }
    }

    function _step(uint256 which) private {
        (bytes32 id, Secret memory s) = pick(which);
        if (id == 0) return;
        IPatchRegistry.PatchState now_ = registry.state(id);
        if (now_ == IPatchRegistry.PatchState.Committed) this.proveTogether(which, type(uint16).max, 7, true);
        if (now_ == IPatchRegistry.PatchState.Proved) {
            for (uint256 i = 0; i < 3; ++i) {
                this.approvePatch(which, i);
            }
        }
        if (now_ == IPatchRegistry.PatchState.Approved) this.armPatch(which);
        if (now_ == IPatchRegistry.PatchState.Armed) {
            if (block.timestamp < s.patch.earliestReveal) vm.warp(s.patch.earliestReveal);
            this.revealPatch(which, 1, false);
        }
    }

    function cancelPatch(uint256 which, uint256 who) external {
        (bytes32 id,) = pick(which);
        if (id == 0 || who % 8 > 2) return;
        address sender = who % 8 == 0 ? proposer : who % 8 == 1 ? guardian : stranger;
        vm.prank(sender);
        try registry.cancel(id) {
            if (sender == stranger) broken = "cancelled by a stranger";
        } catch {}
    }

    function expirePatch(uint256 which) external {
        (bytes32 id,) = pick(which);
        if (id == 0) return;
        try registry.expire(id) {} catch {}
    }

    function stopVerifier(uint256 key, uint256 how) external {
        if (how % 8 > 2) return; // rarely, or nothing would ever be revealed
        key = key % 3;
        if (how % 8 == 0) {
            vm.prank(guardian);
            try router.stop(_selectors[key]) {
                wasStopped[_selectors[key]] = true;
            } catch {}
            return;
        }
        if (how % 8 == 1) {
            vm.prank(stranger);
            try router.stop(_selectors[key]) {
                broken = "stopped by a stranger";
            } catch {}
            return;
        }
        try router.activate(_selectors[key]) {
            broken = "activated again";
        } catch {}
    }

    function setPolicy(uint256 threshold, uint256 rotate) external {
        address[] memory members = ascending(_approvers[0], _approvers[1], _approvers[2]);
        if (rotate % 3 == 0) members[2] = address(type(uint160).max);
        vm.prank(admin);
        registry.setPolicy(target, members, threshold % 3 + 1);
    }

    function rollBack() external {
        vm.prank(guardian);
        try executor.rollback(target) {} catch {}
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + time % 12 hours);
    }

    /// @dev Remembers the states; from here on they must not go back. Itself a move, so that it happens at any moment.
    function remember() external {
        for (uint256 i = 0; i < ids.length; ++i) {
            lastState[ids[i]] = registry.state(ids[i]);
        }
    }

    function open(IPatchRegistry.PatchState s) private pure returns (bool) {
        return s >= IPatchRegistry.PatchState.Committed && s <= IPatchRegistry.PatchState.Armed;
    }

    function pick(uint256 which) private view returns (bytes32 id, Secret memory s) {
        if (ids.length == 0) return (0, s);
        id = ids[which % ids.length];
        return (id, _secrets[id]);
    }

    function keyOf(uint256 i) private view returns (bytes memory) {
        return TrapdoorKey.blob(bytes32(i + 1));
    }

    function code(uint256 seed) private pure returns (bytes memory) {
        return bytes.concat(hex"00", randomBytes(1 + seed % 90, seed));
    }

    function systemRouter() external view returns (IVerifierRouter) {
        return router;
    }

    function systemRegistry() external view returns (IPatchRegistry) {
        return registry;
    }

    function trackedImplementation() external view returns (address) {
        return executor.implementationOf(target);
    }

    function actualImplementation() external view returns (address) {
        return implementationSlot(target);
    }

    function firstImplementation() external view returns (address) {
        return address(oldToken);
    }
}
