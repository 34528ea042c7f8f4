// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";
import {PatchExecutor} from "../../src/executor/PatchExecutor.sol";
import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {PlainV2} from "../kit/Implementations.sol";
import {World} from "../kit/World.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @dev Reveal, roles and rollback on a transparent proxy. UUPS, beacons and adoption have files of their own.
contract PatchExecutorTest is World {
    bytes32 private constant SEALED = bytes32(uint256(type(uint64).max));

    Secret private secret;
    bytes32 private patchId;

    function setUp() public override {
        super.setUp();
        secret = secretPatch(address(new PlainV2()).code, "n1");
        secret.patch.earliestReveal = uint64(block.timestamp + 2 days);
        patchId = arm(secret);
        vm.warp(secret.patch.earliestReveal);
    }

    // ---- reveal

    function test_revealDeploysUpgradesAndTells() public {
        bytes32 codeHash = keccak256(secret.code);
        vm.expectEmit(address(registry));
        emit IPatchRegistry.PatchRevealed(patchId, secret.patch.newImplementation, codeHash);
        vm.expectEmit(address(executor));
        emit IPatchExecutor.TargetUpgraded(target, patchId, secret.patch.newImplementation);
        reveal(secret);

        vm.assertEq(secret.patch.newImplementation.code, secret.code);
        vm.assertEq(PlainV2(target).version(), 2);
        vm.assertEq(implementationSlot(target), secret.patch.newImplementation);
        IPatchExecutor.Target memory t = executor.targetOf(target);
        vm.assertEq(t.implementation, secret.patch.newImplementation);
        vm.assertEq(t.previous, address(oldToken));
        vm.assertEq(t.rollbackUntil, block.timestamp + ROLLBACK_PERIOD);
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Revealed));
    }

    function testFuzz_revealsAnyCode(bytes memory code) public {
        vm.assume(code.length != 0 && code[0] != 0xef);
        Secret memory s = secretPatch(code, "fuzz");
        arm(s);
        reveal(s);
        vm.assertEq(s.patch.newImplementation.code, code);
        vm.assertEq(executor.implementationOf(target), s.patch.newImplementation);
    }

    function test_sealsTheInitializerOfTheBareImplementation() public {
        reveal(secret);
        bytes32 slot = executor.DEFAULT_SEAL_SLOT();
        vm.assertEq(vm.load(secret.patch.newImplementation, slot), SEALED);
        vm.assertEq(uint256(vm.load(target, slot)), 1); // the proxy's own version is untouched
    }

    function test_revealedDemoTokenCannotBeInitializedBare() public {
        Secret memory s = secretPatch(address(oldToken).code, "same code again");
        arm(s);
        reveal(s);
        vm.expectRevert(DemoToken.InvalidInitialization.selector);
        DemoToken(s.patch.newImplementation).initialize(stranger, 1);
        vm.assertEq(DemoToken(target).balanceOf(holder), SUPPLY);
    }

    function test_RevertWhen_revealedTwice() public {
        reveal(secret);
        _revealReverts(secret, _state(IPatchRegistry.PatchState.Revealed));
    }

    function test_RevertWhen_notArmed() public {
        Secret memory s = secretPatch(secret.code, "n2");
        bytes32 id = commit(s);
        _revealReverts(s, _stateOf(id, IPatchRegistry.PatchState.Committed));
        proveAll(s);
        _revealReverts(s, _stateOf(id, IPatchRegistry.PatchState.Proved));
        approveByTimelock(id);
        _revealReverts(s, _stateOf(id, IPatchRegistry.PatchState.Approved));
    }

    function test_RevertWhen_outsideItsWindow() public {
        vm.warp(secret.patch.earliestReveal - 1);
        _revealReverts(
            secret,
            abi.encodeWithSelector(
                IPatchRegistry.OutsideRevealWindow.selector, secret.patch.earliestReveal, secret.patch.latestReveal
            )
        );
        vm.warp(secret.patch.latestReveal + 1);
        _revealReverts(secret, _state(IPatchRegistry.PatchState.Expired));
        vm.warp(secret.patch.latestReveal);
        reveal(secret);
    }

    function test_RevertWhen_codeHasNoOrTooManyBytes() public {
        Secret memory s = secret;
        s.code = "";
        _revealReverts(s, abi.encodeWithSelector(IPatchExecutor.CodeLength.selector, 0));
        s.code = new bytes(24_577);
        _revealReverts(s, abi.encodeWithSelector(IPatchExecutor.CodeLength.selector, 24_577));
    }

    function test_RevertWhen_anyByteOfTheCodeIsAnother() public {
        for (uint256 i = 0; i < secret.code.length; ++i) {
            Secret memory s = secret;
            s.code = flipBit(s.code, 8 * i + i % 8);
            _revealReverts(s, _mismatch(s));
        }
    }

    function test_RevertWhen_codeIsPaddedOrCut() public {
        Secret memory s = secret;
        s.code = bytes.concat(s.code, hex"00");
        _revealReverts(s, _mismatch(s));
        s.code = slice(s.code, 0, s.code.length - 2);
        _revealReverts(s, _mismatch(s));
    }

    function testFuzz_RevertWhen_aBlindIsAnother(bytes32 bK, uint256 bY) public {
        Secret memory s = secret;
        bY = bY % BN254.R;
        vm.assume(bK != s.bK && bY != s.bY);
        bytes32 realBk = s.bK;
        s.bK = bK;
        _revealReverts(s, _mismatch(s));
        (s.bK, s.bY) = (realBk, bY);
        _revealReverts(s, _mismatch(s));
    }

    function test_RevertWhen_blindIsNotReduced() public {
        Secret memory s = secret;
        s.bY += BN254.R;
        _revealReverts(s, abi.encodeWithSelector(IPatchExecutor.BlindNotInField.selector, s.bY));
    }

    function test_RevertWhen_upgradeDataIsAnother() public {
        Secret memory s = secret;
        s.upgradeData = hex"00";
        _revealReverts(
            s,
            abi.encodeWithSelector(IPatchExecutor.UpgradeDataMismatch.selector, keccak256(""), keccak256(s.upgradeData))
        );
    }

    /// @dev The prover's statement and the reveal commitment may differ only by the patch team's own mistake, or malice: K opens
    /// to code that was not proven.
    function test_RevertWhen_committedCodeIsNotTheProvenCode() public {
        Secret memory s = secretPatch(secret.code, "n2");
        bytes memory proven = s.code;
        s.code = flipBit(s.code, 100);
        seal(s);
        bytes32 id = commit(s);
        uint256 z = registry.challenge(id);
        uint256 y = join(proven, s.bY, address(oldToken).code, z);
        registry.prove(id, 0, y, proofFor(s, 0, y, 1));
        approveByTimelock(id);
        registry.arm(id);
        uint256 given = evaluationOf(s);
        _revealReverts(s, abi.encodeWithSelector(IPatchExecutor.EvaluationMismatch.selector, y, given));
    }

    /// @dev Trap (b): without b_y in K, whoever knows z chooses any code and solves for b_y.
    function test_RevertWhen_blindIsSolvedForOtherCode() public {
        Secret memory s = secret;
        uint256 y = registry.evaluation(patchId);
        uint256 z = registry.challenge(patchId);
        s.code = randomBytes(500, 9);
        uint256 withoutBlind = join(s.code, 0, address(oldToken).code, z);
        s.bY = mulmod(addmod(y, BN254.R - withoutBlind, BN254.R), inverse(z), BN254.R);
        vm.assertEq(evaluationOf(s), y, "the forged opening satisfies the evaluation");
        _revealReverts(s, _mismatch(s));
    }

    /// @dev Trap (c): were K not fixed before z, a free chunk would solve the linear equation. About one try in 194 gives a chunk
    /// of 31 bytes.
    function test_RevertWhen_chunksAreSolvedForTheSameEvaluation() public {
        Secret memory s = secret;
        uint256 y = registry.evaluation(patchId);
        uint256 z = registry.challenge(patchId);
        s.code = forge(y, s.bY, address(oldToken).code, z);
        vm.assertEq(evaluationOf(s), y, "the forged code satisfies the evaluation");
        vm.assertNotEq(keccak256(s.code), keccak256(secret.code));
        _revealReverts(s, _mismatch(s));
    }

    /// @dev Trap (c) on the old side: code at the old implementation with the same evaluation is still other code.
    function test_RevertWhen_oldCodeChangedEvenWithTheSameEvaluation() public {
        uint256 y = registry.evaluation(patchId);
        uint256 z = registry.challenge(patchId);
        bytes memory forged = forgeOld(y, secret, z);
        vm.assertEq(join(secret.code, secret.bY, forged, z), y, "the forged old code satisfies the evaluation");
        vm.etch(address(oldToken), forged);
        _revealReverts(
            secret,
            abi.encodeWithSelector(
                IPatchExecutor.OldCodeHashMismatch.selector, secret.patch.oldCodeHash, keccak256(forged)
            )
        );
    }

    function test_RevertWhen_anotherPatchWentLiveInBetween() public {
        Secret memory rival = secretPatch(hex"6001", "n2");
        bytes32 rivalId = arm(rival);
        reveal(secret);
        vm.assertEq(uint256(registry.state(rivalId)), uint256(IPatchRegistry.PatchState.Armed));
        _revealReverts(
            rival,
            abi.encodeWithSelector(
                IPatchExecutor.OldImplementationMismatch.selector, secret.patch.newImplementation, address(oldToken)
            )
        );
    }

    function test_nextPatchBuildsOnTheRevealed() public {
        reveal(secret);
        Secret memory next = secretPatch(bytes.concat(secret.code, hex"fe"), "n2");
        vm.assertEq(next.patch.oldImplementation, secret.patch.newImplementation);
        arm(next);
        reveal(next);
        vm.assertEq(executor.implementationOf(target), next.patch.newImplementation);
        vm.assertEq(executor.targetOf(target).previous, secret.patch.newImplementation);
    }

    /// @dev A reveal that fails changes nothing: the same patch can be revealed right.
    function test_failedRevealChangesNothing() public {
        Secret memory s = secret;
        s.bK = 0;
        _revealReverts(s, _mismatch(s));
        vm.assertEq(uint256(registry.state(patchId)), uint256(IPatchRegistry.PatchState.Armed));
        vm.assertEq(secret.patch.newImplementation.code.length, 0);
        vm.assertEq(implementationSlot(target), address(oldToken));
        reveal(secret);
        vm.assertEq(implementationSlot(target), secret.patch.newImplementation);
    }

    // ---- seal slots

    function test_sealsTheSlotsOfTheTarget() public {
        bytes32[] memory slots = new bytes32[](2);
        (slots[0], slots[1]) = (0, keccak256("legacy"));
        vm.expectEmit(address(executor));
        emit IPatchExecutor.SealSlotsSet(target, slots);
        vm.prank(admin);
        executor.setSealSlots(target, slots);
        _revealReverts(secret, _sealMismatch(slots, _default()));
        vm.prank(proposer);
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", slots);
        vm.assertEq(vm.load(secret.patch.newImplementation, 0), SEALED);
        vm.assertEq(vm.load(secret.patch.newImplementation, keccak256("legacy")), SEALED);
        vm.assertEq(vm.load(secret.patch.newImplementation, executor.DEFAULT_SEAL_SLOT()), 0);
    }

    function test_sealsNothingWhereTheTargetSaysSo() public {
        vm.prank(admin);
        executor.setSealSlots(target, new bytes32[](0));
        reveal(secret);
        vm.assertEq(vm.load(secret.patch.newImplementation, executor.DEFAULT_SEAL_SLOT()), 0);
    }

    /// @dev Empty and written out are the same result.
    function test_defaultMayBeWrittenOut() public {
        bytes32[] memory slots = _default();
        vm.prank(proposer);
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", slots);
        vm.assertEq(vm.load(secret.patch.newImplementation, executor.DEFAULT_SEAL_SLOT()), SEALED);
    }

    /// @dev Whoever sends the reveal cannot choose what is sealed.
    function test_RevertWhen_senderChoosesOtherSlots() public {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = keccak256("other");
        bytes memory why = _sealMismatch(_default(), slots);
        vm.prank(proposer);
        vm.expectRevert(why);
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", slots);
    }

    function test_RevertWhen_sealSlotsAreTooManyOrOfAnUnknownTargetOrSetByAnother() public {
        vm.startPrank(admin);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.TooManySealSlots.selector, 9));
        executor.setSealSlots(target, new bytes32[](9));
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.NotAdopted.selector, stranger));
        executor.setSealSlots(stranger, new bytes32[](1));
        vm.stopPrank();
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, proposer));
        executor.setSealSlots(target, new bytes32[](1));
    }

    // ---- who may reveal

    function test_RevertWhen_strangerRevealsBeforeItIsOpen() public {
        vm.warp(secret.patch.earliestReveal + OPEN_DELAY - 1);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", new bytes32[](0));
    }

    function test_anyoneRevealsOnceItIsOpen() public {
        vm.warp(secret.patch.earliestReveal + OPEN_DELAY);
        revealAs(secret, stranger);
        vm.assertEq(PlainV2(target).version(), 2);
    }

    function test_revealerRevealsBeforeItIsOpen() public {
        bytes4[] memory functions = new bytes4[](1);
        functions[0] = PatchExecutor.reveal.selector;
        vm.startPrank(admin);
        authority.setTargetFunctionRole(address(executor), functions, 9);
        authority.grantRole(9, stranger, 0);
        vm.stopPrank();
        revealAs(secret, stranger);
        vm.assertEq(PlainV2(target).version(), 2);
    }

    /// @dev Same state whoever sends it, from wherever.
    function test_resultDoesNotDependOnTheSender() public {
        vm.warp(secret.patch.earliestReveal + OPEN_DELAY);
        uint256 state = vm.snapshotState();
        reveal(secret);
        bytes32 first = fingerprint();
        vm.revertToState(state);
        bytes32[] memory slots = _default();
        vm.prank(stranger, guardian);
        executor.reveal(patchId, secret.code, secret.bK, secret.bY, "", slots);
        vm.assertEq(fingerprint(), first);
    }

    // ---- upgrade call data, re-entry

    function test_runsTheCommittedUpgradeCall() public {
        Secret memory s = secretPatch(secret.code, "n2");
        s.upgradeData = abi.encodeCall(PlainV2.migrate, (stranger, ""));
        seal(s);
        arm(s);
        reveal(s);
        vm.assertEq(PlainV2(target).value(), 8);
    }

    /// @dev Upgrade call data may call anything, also this executor; it must not get in.
    function test_RevertWhen_upgradeCallReentersReveal() public {
        Secret memory s = secretPatch(secret.code, "n2");
        vm.warp(secret.patch.earliestReveal + OPEN_DELAY);
        bytes memory again =
            abi.encodeCall(PatchExecutor.reveal, (patchId, secret.code, secret.bK, secret.bY, "", new bytes32[](0)));
        s.upgradeData = abi.encodeCall(PlainV2.migrate, (address(executor), again));
        seal(s);
        arm(s);
        _revealReverts(s, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
    }

    /// @dev Not even where the target itself has every role.
    function test_RevertWhen_upgradeCallReentersWithEveryRole() public {
        vm.startPrank(admin);
        authority.grantRole(authority.ADMIN_ROLE(), target, 0);
        authority.grantRole(7, target, 0);
        vm.stopPrank();
        bytes[3] memory calls = [
            abi.encodeCall(PatchExecutor.rollback, (target)),
            abi.encodeCall(PatchExecutor.adopt, (stranger, IPatchExecutor.Kind.UUPS, stranger)),
            abi.encodeCall(
                PatchExecutor.adoptProven, (stranger, IPatchExecutor.Kind.UUPS, "", new bytes[](0), new bytes[](0))
            )
        ];
        for (uint256 i = 0; i < 3; ++i) {
            Secret memory s = secretPatch(secret.code, bytes32(i));
            s.upgradeData = abi.encodeCall(PlainV2.migrate, (address(executor), calls[i]));
            seal(s);
            arm(s);
            _revealReverts(s, abi.encodeWithSelector(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector));
        }
    }

    // ---- several targets

    function test_severalTargetsAreRevealedTogether() public {
        (Secret memory other, address otherTarget) = _secondTarget();
        bytes[] memory calls = new bytes[](2);
        calls[0] = revealCall(secret);
        calls[1] = revealCall(other);
        vm.prank(proposer);
        executor.multicall(calls);
        vm.assertEq(implementationSlot(target), secret.patch.newImplementation);
        vm.assertEq(implementationSlot(otherTarget), other.patch.newImplementation);
    }

    function test_severalTargetsAreRevealedAllOrNone() public {
        (Secret memory other, address otherTarget) = _secondTarget();
        other.bK = 0;
        bytes[] memory calls = new bytes[](2);
        calls[0] = revealCall(secret);
        calls[1] = revealCall(other);
        vm.prank(proposer);
        vm.expectPartialRevert(IPatchExecutor.RevealCommitmentMismatch.selector);
        executor.multicall(calls);
        vm.assertEq(implementationSlot(target), address(oldToken));
        vm.assertEq(implementationSlot(otherTarget), address(oldToken));
    }

    // ---- rollback

    function test_guardianRollsBackWithinItsTime() public {
        reveal(secret);
        vm.warp(block.timestamp + ROLLBACK_PERIOD - 1);
        vm.expectEmit(address(executor));
        emit IPatchExecutor.TargetRolledBack(target, secret.patch.newImplementation, address(oldToken));
        vm.prank(guardian);
        executor.rollback(target);
        vm.assertEq(implementationSlot(target), address(oldToken));
        vm.assertEq(executor.implementationOf(target), address(oldToken));
        vm.assertEq(DemoToken(target).balanceOf(holder), SUPPLY);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.RollbackOver.selector, target, 0));
        executor.rollback(target);
    }

    function test_RevertWhen_rolledBackTooLateByAnotherOrWithoutReveal() public {
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.RollbackOver.selector, target, 0));
        executor.rollback(target);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.NotAdopted.selector, stranger));
        executor.rollback(stranger);
        reveal(secret);
        uint64 until = uint64(block.timestamp) + ROLLBACK_PERIOD;
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, stranger));
        executor.rollback(target);
        vm.warp(until);
        vm.prank(guardian);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.RollbackOver.selector, target, until));
        executor.rollback(target);
    }

    function test_patchAfterRollbackBuildsOnTheOldCode() public {
        reveal(secret);
        vm.prank(guardian);
        executor.rollback(target);
        Secret memory next = secretPatch(bytes.concat(secret.code, hex"fe"), "n2");
        vm.assertEq(next.patch.oldImplementation, address(oldToken));
        arm(next);
        reveal(next);
        vm.assertEq(implementationSlot(target), next.patch.newImplementation);
    }

    // ---- addresses

    /// @dev Trap (d): the new address is known before the code and tells nothing about it.
    function testFuzz_newAddressDependsOnChainRegistryTargetAndNonceOnly(address t, bytes32 nonce) public {
        address expected = executor.newImplementationAddress(t, nonce);
        vm.assertNotEq(executor.newImplementationAddress(t, keccak256(abi.encode(nonce))), expected);
        vm.assertNotEq(executor.newImplementationAddress(address(uint160(t) ^ 1), nonce), expected);
        vm.assertEq(executor.newImplementationAddress(t, nonce), expected);
        vm.chainId(block.chainid + 1);
        vm.assertNotEq(executor.newImplementationAddress(t, nonce), expected);
    }

    function test_tellsHowItWasBuilt() public view {
        vm.assertEq(executor.registry(), address(registry));
        vm.assertEq(executor.openDelay(), OPEN_DELAY);
        vm.assertEq(executor.rollbackPeriod(), ROLLBACK_PERIOD);
        vm.assertEq(executor.implementationOf(stranger), address(0));
    }

    /// @dev Code of 12 chunks with the wanted evaluation: eleven at will, one solved for.
    function forge(uint256 y, uint256 bY, bytes memory oldCode, uint256 z) private view returns (bytes memory code) {
        uint256 weight = inverse(power(z, 13));
        for (uint256 seed = 0;; ++seed) {
            code = bytes.concat(randomBytes(341, seed), new bytes(31));
            uint256 rest = join(code, bY, oldCode, z);
            uint256 chunk = mulmod(addmod(y, BN254.R - rest, BN254.R), weight, BN254.R);
            if (chunk >> 248 == 0) return bytes.concat(slice(code, 0, 341), bytes31(uint248(chunk)));
        }
    }

    function forgeOld(uint256 y, Secret memory s, uint256 z) private view returns (bytes memory code) {
        uint256 weight = inverse(power(z, 1024 + 13));
        for (uint256 seed = 0;; ++seed) {
            code = bytes.concat(randomBytes(341, seed), new bytes(31));
            uint256 rest = join(s.code, s.bY, code, z);
            uint256 chunk = mulmod(addmod(y, BN254.R - rest, BN254.R), weight, BN254.R);
            if (chunk >> 248 == 0) return bytes.concat(slice(code, 0, 341), bytes31(uint248(chunk)));
        }
    }

    function power(uint256 base, uint256 exponent) private pure returns (uint256 result) {
        result = 1;
        for (uint256 i = 0; i < exponent; ++i) {
            result = mulmod(result, base, BN254.R);
        }
    }

    function inverse(uint256 x) private view returns (uint256) {
        (bool ok, bytes memory result) =
            address(5).staticcall(abi.encode(uint256(32), uint256(32), uint256(32), x, BN254.R - 2, BN254.R));
        assert(ok);
        return abi.decode(result, (uint256));
    }

    function fingerprint() private view returns (bytes32) {
        address fresh = secret.patch.newImplementation;
        return keccak256(
            abi.encode(
                fresh.code,
                vm.load(fresh, executor.DEFAULT_SEAL_SLOT()),
                implementationSlot(target),
                executor.targetOf(target),
                registry.state(patchId)
            )
        );
    }

    function _secondTarget() private returns (Secret memory s, address other) {
        other = address(
            new TransparentUpgradeableProxy(
                address(oldToken), address(executor), abi.encodeCall(DemoToken.initialize, (holder, SUPPLY))
            )
        );
        vm.startPrank(admin);
        registry.setPolicy(other, _one(address(timelock)), 1);
        executor.adopt(other, IPatchExecutor.Kind.TRANSPARENT, address(oldToken));
        vm.stopPrank();
        address first = target;
        target = other;
        s = secretPatch(hex"60026003", "n1");
        target = first;
        arm(s);
    }

    function revealCall(Secret memory s) private view returns (bytes memory) {
        bytes32 id = registry.patchIdOf(s.patch);
        return abi.encodeCall(PatchExecutor.reveal, (id, s.code, s.bK, s.bY, s.upgradeData, new bytes32[](0)));
    }

    function _revealReverts(Secret memory s, bytes memory why) private {
        bytes32 id = registry.patchIdOf(s.patch);
        vm.prank(s.patch.proposer);
        vm.expectRevert(why);
        executor.reveal(id, s.code, s.bK, s.bY, s.upgradeData, new bytes32[](0));
    }

    function _mismatch(Secret memory s) private pure returns (bytes memory) {
        bytes32 given = keccak256(abi.encode(TAG_K, keccak256(s.code), s.bK, s.bY));
        return abi.encodeWithSelector(IPatchExecutor.RevealCommitmentMismatch.selector, s.patch.revealCommitment, given);
    }

    function _default() private view returns (bytes32[] memory slots) {
        slots = new bytes32[](1);
        slots[0] = executor.DEFAULT_SEAL_SLOT();
    }

    function _sealMismatch(bytes32[] memory expected, bytes32[] memory given) private pure returns (bytes memory) {
        return abi.encodeWithSelector(
            IPatchExecutor.SealSlotsMismatch.selector,
            keccak256(abi.encodePacked(expected)),
            keccak256(abi.encodePacked(given))
        );
    }

    function _state(IPatchRegistry.PatchState s) private view returns (bytes memory) {
        return _stateOf(patchId, s);
    }

    function _stateOf(bytes32 id, IPatchRegistry.PatchState s) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IPatchRegistry.UnexpectedState.selector, id, s);
    }
}
