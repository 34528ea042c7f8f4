// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {IVerifierRouter} from "../../src/interfaces/IVerifierRouter.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {DataContract} from "../../src/verifier/DataContract.sol";
import {VerifierRouter} from "../../src/verifier/VerifierRouter.sol";
import {VerifyingKey} from "../../src/verifier/VerifyingKey.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";
import {World} from "../kit/World.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";

contract VerifierRouterTest is World {
    bytes4 private constant OTHER = "cod2";

    bytes private ceremonyKey;
    bytes32 private ceremonyHash;
    uint256[3] private inputs = [uint256(1), 2, 3];

    function setUp() public override {
        super.setUp();
        ceremonyKey = TrapdoorKey.blob(keccak256("transcript"));
        ceremonyHash = keccak256(ceremonyKey);
    }

    // ---- adding

    function test_addVerifierStoresTheKeyAsPending() public {
        vm.expectEmit(address(router));
        emit IVerifierRouter.VerifierAdded(
            OTHER, address(verifier), ceremonyHash, keccak256("transcript"), uint64(block.timestamp) + ROUTER_DELAY
        );
        _add(OTHER, ceremonyKey);
        IVerifierRouter.Entry memory e = router.entry(OTHER);
        vm.assertEq(e.verifier, address(verifier));
        vm.assertEq(e.vkHash, ceremonyHash);
        vm.assertEq(e.keyKind, keccak256("transcript"));
        vm.assertEq(e.activeFrom, block.timestamp + ROUTER_DELAY);
        vm.assertEq(uint256(e.state), uint256(IVerifierRouter.VerifierState.Pending));
        vm.assertEq(DataContract.read(e.vkPointer), ceremonyKey);
    }

    function test_RevertWhen_addedByAnotherThanAdmin() public {
        address[3] memory others = [stranger, guardian, proposer];
        for (uint256 i = 0; i < 3; ++i) {
            vm.prank(others[i]);
            vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, others[i]));
            router.addVerifier(OTHER, address(verifier), ceremonyKey);
        }
    }

    function test_RevertWhen_selectorIsZero() public {
        _addReverts(0, address(verifier), ceremonyKey, abi.encodeWithSelector(IVerifierRouter.SelectorZero.selector));
    }

    function test_RevertWhen_selectorIsInUse() public {
        bytes memory why = abi.encodeWithSelector(IVerifierRouter.SelectorUsed.selector, SELECTOR);
        _addReverts(SELECTOR, address(verifier), ceremonyKey, why);
    }

    function test_RevertWhen_keyIsInUseUnderAnotherSelector() public {
        bytes memory why = abi.encodeWithSelector(IVerifierRouter.KeyUsed.selector, vkHash, SELECTOR);
        _addReverts(OTHER, address(verifier), TrapdoorKey.blob(), why);
    }

    function test_RevertWhen_verifierHasNoCode() public {
        bytes memory why = abi.encodeWithSelector(IVerifierRouter.VerifierNotContract.selector, stranger);
        _addReverts(OTHER, stranger, ceremonyKey, why);
    }

    function test_RevertWhen_keyFailsItsLint() public {
        bytes memory broken = bytes.concat(ceremonyKey);
        broken[0x20] ^= 0x01;
        _addReverts(OTHER, address(verifier), broken, abi.encodeWithSelector(VerifyingKey.KeyPointG1.selector, 0));
    }

    function test_RevertWhen_devKeyIsAddedToProductionRouter() public {
        VerifierRouter production = new VerifierRouter(address(authority), ROUTER_DELAY, true);
        vm.assertTrue(production.productionOnly());
        bytes memory devKey = TrapdoorKey.blob();
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IVerifierRouter.DevKeyRefused.selector, vkHash));
        production.addVerifier(OTHER, address(verifier), devKey);
        production.addVerifier(OTHER, address(verifier), ceremonyKey);
        vm.stopPrank();
        vm.assertEq(production.entry(OTHER).vkHash, ceremonyHash);
    }

    // ---- activating

    function test_anyoneActivatesAfterTheDelay() public {
        _add(OTHER, ceremonyKey);
        vm.warp(block.timestamp + ROUTER_DELAY);
        vm.expectEmit(address(router));
        emit IVerifierRouter.VerifierActivated(OTHER);
        vm.prank(stranger);
        router.activate(OTHER);
        vm.assertTrue(router.isActive(OTHER, ceremonyHash));
    }

    function testFuzz_RevertWhen_activatedBeforeTheDelay(uint64 wait) public {
        wait = uint64(bound(wait, 0, ROUTER_DELAY - 1));
        _add(OTHER, ceremonyKey);
        uint64 activeFrom = uint64(block.timestamp) + ROUTER_DELAY;
        vm.warp(block.timestamp + wait);
        vm.expectRevert(abi.encodeWithSelector(IVerifierRouter.TooEarlyToActivate.selector, OTHER, activeFrom));
        router.activate(OTHER);
        vm.assertFalse(router.isActive(OTHER, ceremonyHash));
    }

    function test_RevertWhen_activatedTwiceOrNeverAdded() public {
        _expectState(SELECTOR, IVerifierRouter.VerifierState.Active);
        router.activate(SELECTOR);
        _expectState(OTHER, IVerifierRouter.VerifierState.None);
        router.activate(OTHER);
    }

    // ---- verifying

    function test_verifiesWithTheKeyOfTheSelector() public view {
        router.verify(SELECTOR, vkHash, TrapdoorKey.prove(inputs, 1), inputs);
    }

    function test_RevertWhen_proofIsForOtherInputs() public {
        bytes memory proof = TrapdoorKey.prove(inputs, 1);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.verify(SELECTOR, vkHash, proof, [uint256(1), 2, 4]);
    }

    function test_RevertWhen_verifierIsPendingUnknownStoppedOrOfAnotherKey() public {
        _add(OTHER, ceremonyKey);
        _verifyReverts(OTHER, ceremonyHash);
        _verifyReverts("none", ceremonyHash);
        _verifyReverts("none", 0);
        _verifyReverts(SELECTOR, ceremonyHash);
        vm.prank(guardian);
        router.stop(SELECTOR);
        _verifyReverts(SELECTOR, vkHash);
    }

    function test_verifiesSeveralWithTheKeyOfTheSelector() public {
        uint256[3][] memory several = new uint256[3][](2);
        (several[0], several[1]) = (inputs, [uint256(4), 5, 6]);
        bytes memory proofs = bytes.concat(TrapdoorKey.prove(inputs, 1), TrapdoorKey.prove(several[1], 2));
        router.verifyBatch(SELECTOR, vkHash, proofs, several);
        (several[0], several[1]) = (several[1], several[0]);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.verifyBatch(SELECTOR, vkHash, proofs, several);
    }

    // ---- stopping

    function test_guardianStopsAtOnceAndForEver() public {
        vm.expectEmit(address(router));
        emit IVerifierRouter.VerifierStopped(SELECTOR, guardian);
        vm.prank(guardian);
        router.stop(SELECTOR);
        vm.assertFalse(router.isActive(SELECTOR, vkHash));
        _expectState(SELECTOR, IVerifierRouter.VerifierState.Stopped);
        router.activate(SELECTOR);
        _addReverts(
            SELECTOR,
            address(verifier),
            ceremonyKey,
            abi.encodeWithSelector(IVerifierRouter.SelectorUsed.selector, SELECTOR)
        );
        _addReverts(
            OTHER,
            address(verifier),
            TrapdoorKey.blob(),
            abi.encodeWithSelector(IVerifierRouter.KeyUsed.selector, vkHash, SELECTOR)
        );
    }

    function test_guardianStopsPendingVerifier() public {
        _add(OTHER, ceremonyKey);
        vm.prank(guardian);
        router.stop(OTHER);
        vm.warp(block.timestamp + ROUTER_DELAY);
        _expectState(OTHER, IVerifierRouter.VerifierState.Stopped);
        router.activate(OTHER);
    }

    function test_RevertWhen_stoppedByAnotherThanGuardian() public {
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        router.stop(SELECTOR);
    }

    function test_RevertWhen_stoppedTwiceOrNeverAdded() public {
        vm.startPrank(guardian);
        router.stop(SELECTOR);
        _expectState(SELECTOR, IVerifierRouter.VerifierState.Stopped);
        router.stop(SELECTOR);
        _expectState(OTHER, IVerifierRouter.VerifierState.None);
        router.stop(OTHER);
        vm.stopPrank();
    }

    /// @dev The test key's trapdoor stands for a broken circuit: it proves the claim A = 0, of which nobody knows a preimage.
    function testFuzz_anyoneStopsWithProofOfAFalseStatement(uint256 z, uint256 y) public {
        (z, y) = (z % BN254.R, y % BN254.R);
        bytes memory proof = TrapdoorKey.prove([0, z, y], 1);
        vm.expectEmit(address(router));
        emit IVerifierRouter.VerifierStopped(SELECTOR, stranger);
        vm.prank(stranger);
        router.stopByProof(SELECTOR, z, y, proof);
        vm.assertFalse(router.isActive(SELECTOR, vkHash));
    }

    function testFuzz_RevertWhen_provenStatementIsNotFalse(uint256 claim) public {
        claim = bound(claim, 1, BN254.R - 1);
        bytes memory proof = TrapdoorKey.prove([claim, 2, 3], 1);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.stopByProof(SELECTOR, 2, 3, proof);
        vm.assertTrue(router.isActive(SELECTOR, vkHash));
    }

    function test_anyoneStopsWithTwoEvaluationsOfOneClaim() public {
        bytes memory first = TrapdoorKey.prove([uint256(5), 6, 7], 1);
        bytes memory second = TrapdoorKey.prove([uint256(5), 6, 8], 2);
        vm.prank(stranger);
        router.stopByContradiction(SELECTOR, 5, 6, 7, first, 8, second);
        vm.assertFalse(router.isActive(SELECTOR, vkHash));
    }

    function test_anyoneStopsPendingVerifierByProof() public {
        _add(OTHER, ceremonyKey);
        router.stopByProof(OTHER, 1, 2, TrapdoorKey.prove([uint256(0), 1, 2], 1));
        vm.assertEq(uint256(router.entry(OTHER).state), uint256(IVerifierRouter.VerifierState.Stopped));
    }

    function test_RevertWhen_theTwoEvaluationsAreEqual() public {
        bytes memory first = TrapdoorKey.prove([uint256(5), 6, 7], 1);
        bytes memory second = TrapdoorKey.prove([uint256(5), 6, 7], 2);
        vm.expectRevert(abi.encodeWithSelector(IVerifierRouter.NotAContradiction.selector, 7));
        router.stopByContradiction(SELECTOR, 5, 6, 7, first, 7, second);
    }

    function test_RevertWhen_oneOfTheTwoProofsIsInvalid() public {
        bytes memory first = TrapdoorKey.prove([uint256(5), 6, 7], 1);
        bytes memory other = TrapdoorKey.prove([uint256(5), 7, 8], 2);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.stopByContradiction(SELECTOR, 5, 6, 7, first, 8, other);
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.stopByContradiction(SELECTOR, 5, 6, 8, other, 7, first);
        vm.assertTrue(router.isActive(SELECTOR, vkHash));
    }

    function test_RevertWhen_unknownSelectorIsStoppedByProof() public {
        bytes memory proof = TrapdoorKey.prove([uint256(0), 1, 2], 1);
        _expectState(OTHER, IVerifierRouter.VerifierState.None);
        router.stopByProof(OTHER, 1, 2, proof);
    }

    function _add(bytes4 selector, bytes memory blob) private {
        vm.prank(admin);
        router.addVerifier(selector, address(verifier), blob);
    }

    function _addReverts(bytes4 selector, address contract_, bytes memory blob, bytes memory why) private {
        vm.prank(admin);
        vm.expectRevert(why);
        router.addVerifier(selector, contract_, blob);
    }

    function _verifyReverts(bytes4 selector, bytes32 hash) private {
        bytes memory proof = TrapdoorKey.prove(inputs, 1);
        bytes memory why = abi.encodeWithSelector(IVerifierRouter.VerifierNotActive.selector, selector, hash);
        vm.expectRevert(why);
        router.verify(selector, hash, proof, inputs);
        vm.expectRevert(why);
        router.verifyBatch(selector, hash, proof, _one(inputs));
        vm.expectRevert(why);
        router.requireActive(selector, hash);
    }

    function _expectState(bytes4 selector, IVerifierRouter.VerifierState state) private {
        vm.expectRevert(abi.encodeWithSelector(IVerifierRouter.UnexpectedVerifierState.selector, selector, state));
    }

    function _one(uint256[3] memory only) private pure returns (uint256[3][] memory list) {
        list = new uint256[3][](1);
        list[0] = only;
    }
}
