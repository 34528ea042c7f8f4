// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DemoToken} from "../../src/demo/DemoToken.sol";
import {PatchExecutor} from "../../src/executor/PatchExecutor.sol";
import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {IPatchRegistry} from "../../src/interfaces/IPatchRegistry.sol";
import {PatchRegistry} from "../../src/registry/PatchRegistry.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {VerifierRouter} from "../../src/verifier/VerifierRouter.sol";
import {Suite} from "./Suite.sol";
import {TrapdoorKey} from "./TrapdoorKey.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";
import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";

/// @title A deployed system with one target, and the moves of a patch's life.
/// @notice Everything is real but the circuit: proofs come from {TrapdoorKey}.
abstract contract World is Suite {
    /// @dev A patch with its secrets.
    struct Secret {
        IPatchRegistry.Patch patch;
        bytes claims;
        bytes code;
        bytes32 bK;
        uint256 bY;
        bytes upgradeData;
    }

    bytes4 internal constant SELECTOR = "cod1";
    bytes32 internal constant TAG_K = keccak256("suture/v1/K");
    uint64 internal constant ROUTER_DELAY = 2 days;
    uint64 internal constant OPEN_DELAY = 1 hours;
    uint64 internal constant ROLLBACK_PERIOD = 3 days;
    uint256 internal constant TIMELOCK_DELAY = 1 days;
    uint256 internal constant SUPPLY = 1_000_000e18;

    address internal admin = account("admin");
    address internal guardian = account("guardian");
    address internal proposer = account("proposer");
    address internal council = account("council");
    address internal holder = account("holder");
    address internal stranger = account("stranger");

    AccessManager internal authority;
    Groth16Verifier internal verifier;
    VerifierRouter internal router;
    PatchRegistry internal registry;
    PatchExecutor internal executor;
    TimelockController internal timelock;
    DemoToken internal oldToken;
    address internal target;
    bytes32 internal vkHash;

    function setUp() public virtual {
        vm.warp(1_800_000_000);
        authority = new AccessManager(admin);
        verifier = new Groth16Verifier();
        router = new VerifierRouter(address(authority), ROUTER_DELAY, false);
        registry = new PatchRegistry(address(authority), address(router));
        executor = new PatchExecutor(address(authority), address(registry), OPEN_DELAY, ROLLBACK_PERIOD);
        timelock = _newTimelock();
        oldToken = new DemoToken();
        target = address(
            new TransparentUpgradeableProxy(
                address(oldToken), address(executor), abi.encodeCall(DemoToken.initialize, (holder, SUPPLY))
            )
        );
        _configure();
    }

    function _newTimelock() private returns (TimelockController) {
        address[] memory proposers = new address[](1);
        proposers[0] = council;
        return new TimelockController(TIMELOCK_DELAY, proposers, new address[](1), address(0));
    }

    function _configure() private {
        bytes memory blob = TrapdoorKey.blob();
        vkHash = keccak256(blob);
        vm.startPrank(admin);
        _grantGuardian();
        registry.bindExecutor(address(executor));
        registry.setPolicy(target, _one(address(timelock)), 1);
        executor.adopt(target, IPatchExecutor.Kind.TRANSPARENT, address(oldToken));
        router.addVerifier(SELECTOR, address(verifier), blob);
        vm.stopPrank();
        vm.warp(block.timestamp + ROUTER_DELAY);
        router.activate(SELECTOR);
    }

    function _grantGuardian() private {
        uint64 role = 7;
        authority.grantRole(role, guardian, 0);
        bytes4[] memory functions = new bytes4[](1);
        functions[0] = VerifierRouter.stop.selector;
        authority.setTargetFunctionRole(address(router), functions, role);
        functions[0] = PatchRegistry.cancel.selector;
        authority.setTargetFunctionRole(address(registry), functions, role);
        functions[0] = PatchExecutor.rollback.selector;
        authority.setTargetFunctionRole(address(executor), functions, role);
    }

    function _one(address member) internal pure returns (address[] memory list) {
        list = new address[](1);
        list[0] = member;
    }

    /// @dev Three addresses in the order that a policy wants.
    function ascending(address a, address b, address c) internal pure returns (address[] memory list) {
        list = new address[](3);
        (list[0], list[1], list[2]) = (a, b, c);
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 2; ++j) {
                if (list[j] > list[j + 1]) (list[j], list[j + 1]) = (list[j + 1], list[j]);
            }
        }
    }

    function signAs(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev A patch of `target` to `code` with one claim, not yet committed.
    function secretPatch(bytes memory code, bytes32 nonce) internal view returns (Secret memory s) {
        s.code = code;
        s.bK = keccak256(abi.encode("bK", nonce));
        s.bY = uint256(keccak256(abi.encode("bY", nonce))) % BN254.R;
        s.claims = abi.encodePacked(bytes32(SELECTOR), vkHash, bytes32(uint256(keccak256(code)) % BN254.R));
        s.patch = IPatchRegistry.Patch({
            proposer: proposer,
            target: target,
            oldImplementation: executor.implementationOf(target),
            oldCodeHash: executor.implementationOf(target).codehash,
            newImplementation: executor.newImplementationAddress(target, nonce),
            codeCommitment: bytes32(uint256(keccak256(abi.encode("C", code))) % BN254.R),
            revealCommitment: 0,
            claimsHash: 0,
            upgradeDataHash: 0,
            earliestReveal: uint64(block.timestamp + 1 hours),
            latestReveal: uint64(block.timestamp + 7 days),
            nonce: nonce
        });
        seal(s);
    }

    /// @dev The patch with `n` claims, all under the key of this world.
    function withClaims(Secret memory s, uint256 n) internal view returns (Secret memory) {
        s.claims = "";
        for (uint256 i = 0; i < n; ++i) {
            addClaim(s, SELECTOR, vkHash);
        }
        return s;
    }

    /// @dev Adds one more claim to a patch that is not committed yet.
    function addClaim(Secret memory s, bytes4 selector, bytes32 key) internal pure {
        s.claims = abi.encodePacked(s.claims, bytes32(selector), key, 1000 + s.claims.length / 96);
        seal(s);
    }

    /// @dev Puts another key into the router, active.
    function addKey(bytes4 selector, bytes memory blob) internal returns (bytes32) {
        vm.prank(admin);
        router.addVerifier(selector, address(verifier), blob);
        vm.warp(block.timestamp + ROUTER_DELAY);
        router.activate(selector);
        return keccak256(blob);
    }

    /// @dev Makes the hashes of the patch fit its secrets.
    function seal(Secret memory s) internal pure {
        s.patch.revealCommitment = keccak256(abi.encode(TAG_K, keccak256(s.code), s.bK, s.bY));
        s.patch.claimsHash = keccak256(s.claims);
        s.patch.upgradeDataHash = keccak256(s.upgradeData);
    }

    function commit(Secret memory s) internal returns (bytes32 patchId) {
        vm.prank(s.patch.proposer);
        return registry.commit(s.patch, s.claims);
    }

    /// @dev y of the patch, by a second, slow way: a sum of powers.
    function evaluationOf(Secret memory s) internal view returns (uint256) {
        uint256 z = registry.challenge(registry.patchIdOf(s.patch));
        return join(s.code, s.bY, s.patch.oldImplementation.code, z);
    }

    function join(bytes memory newCode, uint256 bY, bytes memory oldCode, uint256 z) internal pure returns (uint256) {
        uint256 power = 1;
        for (uint256 i = 0; i < 1024; ++i) {
            power = mulmod(power, z, BN254.R);
        }
        return addmod(polynomial(newCode, bY, z), mulmod(power, polynomial(oldCode, 0, z), BN254.R), BN254.R);
    }

    /// @dev n + bY·z + Σ c_k·z^(k+2), term by term.
    function polynomial(bytes memory code, uint256 bY, uint256 z) internal pure returns (uint256 sum) {
        uint256 power = mulmod(z, z, BN254.R);
        sum = addmod(code.length, mulmod(bY, z, BN254.R), BN254.R);
        for (uint256 at_ = 0; at_ < code.length; at_ += 31) {
            uint256 chunk = 0;
            for (uint256 i = 0; i < 31; ++i) {
                chunk = chunk * 256 + (at_ + i < code.length ? uint8(code[at_ + i]) : 0);
            }
            sum = addmod(sum, mulmod(chunk, power, BN254.R), BN254.R);
            power = mulmod(power, z, BN254.R);
        }
    }

    function claimAt(Secret memory s, uint256 index) internal pure returns (uint256 claim) {
        bytes memory claims = s.claims;
        assembly ("memory-safe") {
            claim := mload(add(claims, add(0x60, mul(index, 96))))
        }
    }

    function proofOf(Secret memory s, uint256 index, uint256 seed) internal view returns (bytes memory) {
        return proofFor(s, index, evaluationOf(s), seed);
    }

    /// @dev A proof that the claim has this evaluation, true or not.
    function proofFor(Secret memory s, uint256 index, uint256 y, uint256 seed) internal view returns (bytes memory) {
        uint256 z = registry.challenge(registry.patchIdOf(s.patch));
        return TrapdoorKey.prove([claimAt(s, index), z, y], seed);
    }

    /// @dev Proofs of the claims in the set, one behind the other; bit i stands for claim i.
    function proofsOf(Secret memory s, uint256 set) internal view returns (bytes memory proofs) {
        for (uint256 i = 0; set >> i != 0; ++i) {
            if ((set >> i) & 1 != 0) proofs = bytes.concat(proofs, proofOf(s, i, i));
        }
    }

    /// @dev What a proxy's ERC-1967 slot holds.
    function implementationSlot(address proxy) internal view returns (address) {
        return address(uint160(uint256(vm.load(proxy, ERC1967Utils.IMPLEMENTATION_SLOT))));
    }

    function proveAll(Secret memory s) internal {
        bytes32 patchId = registry.patchIdOf(s.patch);
        uint256 y = evaluationOf(s);
        for (uint256 i = 0; i < s.claims.length / 96; ++i) {
            registry.prove(patchId, i, y, proofOf(s, i, i));
        }
    }

    /// @dev Approves through the timelock, which only ever sees the patchId.
    function approveByTimelock(bytes32 patchId) internal {
        bytes memory call = abi.encodeCall(PatchRegistry.approve, (patchId));
        vm.prank(council);
        timelock.schedule(address(registry), 0, call, 0, 0, TIMELOCK_DELAY);
        vm.warp(block.timestamp + TIMELOCK_DELAY);
        timelock.execute(address(registry), 0, call, 0, 0);
    }

    /// @dev From nothing to Armed.
    function arm(Secret memory s) internal returns (bytes32 patchId) {
        patchId = commit(s);
        proveAll(s);
        approveByTimelock(patchId);
        registry.arm(patchId);
    }

    function reveal(Secret memory s) internal {
        revealAs(s, s.patch.proposer);
    }

    function revealAs(Secret memory s, address sender) internal {
        bytes32 patchId = registry.patchIdOf(s.patch);
        vm.prank(sender);
        executor.reveal(patchId, s.code, s.bK, s.bY, s.upgradeData, new bytes32[](0));
    }

    /// @dev What a build does that sets immutables: the runtime with one address in place of another.
    function withImmutable(bytes memory code, address from, address to) internal pure returns (bytes memory) {
        uint256 found = 0;
        for (uint256 i = 0; i + 20 <= code.length; ++i) {
            bytes32 word;
            assembly ("memory-safe") {
                word := mload(add(add(code, 0x20), i))
            }
            if (bytes20(word) != bytes20(from)) continue;
            for (uint256 j = 0; j < 20; ++j) {
                code[i + j] = bytes20(to)[j];
            }
            ++found;
        }
        assert(found != 0);
        return code;
    }
}
