// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {IVerifierRouter} from "../../src/interfaces/IVerifierRouter.sol";
import {Suite} from "../kit/Suite.sol";
import {World} from "../kit/World.sol";
import {PatchLives} from "./PatchLives.sol";

/// @dev What holds after any sequence of moves.
contract PatchesInvariantTest is Suite {
    /// @dev forge's type for functions of a contract.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    PatchLives private lives;

    function setUp() public {
        lives = new PatchLives();
    }

    /// @dev The fuzzer calls the moves and nothing else.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(lives);
    }

    /// @dev The world is built once, by the constructor.
    function excludeSelectors() external view returns (FuzzSelector[] memory excluded) {
        excluded = new FuzzSelector[](1);
        excluded[0] = FuzzSelector(address(lives), new bytes4[](1));
        excluded[0].selectors[0] = World.setUp.selector;
    }

    function invariant_noMoveBreaksARule() public view {
        vm.assertEq(lives.broken(), "");
    }

    function invariant_executorKnowsWhatTheTargetRuns() public view {
        vm.assertEq(lives.trackedImplementation(), lives.actualImplementation());
    }

    /// @dev The target runs its first code or exactly the code of a patch that was armed and revealed.
    function invariant_targetRunsOldOrRevealedCode() public view {
        address runs = lives.actualImplementation();
        if (runs == lives.firstImplementation()) return;
        for (uint256 i = 0; i < lives.revealCount(); ++i) {
            bytes32 id = lives.revealed(i);
            World.Secret memory s = lives.secretOf(id);
            if (s.patch.newImplementation != runs) continue;
            vm.assertEq(runs.code, s.code);
            vm.assertTrue(lives.armedByRule(id), "it was armed with enough approvals");
            return;
        }
        vm.assertTrue(false, "the target runs code of no revealed patch");
    }

    function invariant_everyRevealedPatchIsThereForEver() public view {
        for (uint256 i = 0; i < lives.revealCount(); ++i) {
            bytes32 id = lives.revealed(i);
            vm.assertEq(uint256(lives.stateOf(id)), uint256(IPatchRegistry.PatchState.Revealed));
            vm.assertEq(lives.secretOf(id).patch.newImplementation.code, lives.secretOf(id).code);
        }
    }

    /// @dev Revealed, Cancelled, Expired and Voided are ends; an Armed patch is never merely approved again.
    function invariant_statesNeverGoBack() public view {
        for (uint256 i = 0; i < lives.count(); ++i) {
            bytes32 id = lives.ids(i);
            IPatchRegistry.PatchState before = lives.lastState(id);
            IPatchRegistry.PatchState now_ = lives.stateOf(id);
            bool ended = before > IPatchRegistry.PatchState.Armed;
            // A patch that is too late and whose verifier is stopped is over either way; which is said is decided by expire.
            bool over = before == IPatchRegistry.PatchState.Expired || before == IPatchRegistry.PatchState.Voided;
            if (over) {
                bool stays = now_ == IPatchRegistry.PatchState.Expired || now_ == IPatchRegistry.PatchState.Voided;
                vm.assertTrue(stays, "what is over stays over");
            } else if (ended) {
                vm.assertEq(uint256(now_), uint256(before));
            } else if (before == IPatchRegistry.PatchState.Armed) {
                vm.assertTrue(now_ >= IPatchRegistry.PatchState.Armed, "armed stays armed or ends");
            } else if (before >= IPatchRegistry.PatchState.Proved) {
                vm.assertTrue(now_ >= IPatchRegistry.PatchState.Proved, "proved stays proved");
            } else if (before == IPatchRegistry.PatchState.Committed) {
                vm.assertTrue(now_ != IPatchRegistry.PatchState.None, "committed stays committed");
            }
        }
    }

    function invariant_evaluationNeverChanges() public view {
        for (uint256 i = 0; i < lives.count(); ++i) {
            bytes32 id = lives.ids(i);
            vm.assertEq(lives.systemRegistry().evaluation(id), lives.firstEvaluation(id));
        }
    }

    /// @dev Exactly those claims are proven of which a valid proof was brought.
    function invariant_provenClaimsAreThoseWithAProof() public view {
        for (uint256 i = 0; i < lives.count(); ++i) {
            bytes32 id = lives.ids(i);
            vm.assertEq(lives.systemRegistry().provenClaims(id), lives.provenByRule(id));
        }
    }

    function invariant_tombstonesStay() public view {
        for (uint256 i = 0; i < 3; ++i) {
            bytes4 selector = lives.selectorAt(i);
            bool stopped = lives.systemRouter().entry(selector).state == IVerifierRouter.VerifierState.Stopped;
            vm.assertEq(stopped, lives.wasStopped(selector));
        }
    }

    function invariant_nothingRestsOnAStoppedVerifier() public view {
        for (uint256 i = 0; i < lives.count(); ++i) {
            bytes32 id = lives.ids(i);
            if (!lives.wasStopped(lives.selectorOf(id))) continue;
            vm.assertTrue(lives.stateOf(id) >= IPatchRegistry.PatchState.Revealed, "revealed before, or over");
        }
    }

    /// @dev A whole life, so that the moves are known to reach the end and the invariants to have something to hold of.
    function test_movesReachAReveal() public {
        lives.commitPatch(8, 0);
        lives.provePatch(0, 1, true);
        lives.proveTogether(0, 7, 1, true);
        vm.assertEq(lives.provenByRule(lives.ids(0)), 2, "the proof of claim 1 was wrong");
        lives.proveTogether(0, 5, 1, true);
        lives.approvePatch(0, 0);
        lives.approvePatch(0, 1);
        lives.armPatch(0);
        lives.remember();
        lives.pass(2 hours);
        lives.revealPatch(0, 1, false);
        vm.assertEq(lives.revealCount(), 1);
        invariant_targetRunsOldOrRevealedCode();
        invariant_noMoveBreaksARule();
        invariant_statesNeverGoBack();
    }
}
