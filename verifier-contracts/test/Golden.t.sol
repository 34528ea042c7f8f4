// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {CodePolynomial} from "../src/executor/CodePolynomial.sol";
import {IGroth16Verifier} from "../src/interfaces/IGroth16Verifier.sol";
import {IPatchRegistry} from "../src/interfaces/IPatchRegistry.sol";
import {Claim, Claims} from "../src/registry/Claims.sol";
import {PatchRegistry} from "../src/registry/PatchRegistry.sol";
import {BN254} from "../src/verifier/BN254.sol";
import {Groth16Verifier} from "../src/verifier/Groth16Verifier.sol";
import {VerifierRouter} from "../src/verifier/VerifierRouter.sol";
import {Suite} from "./kit/Suite.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @dev The vectors that Go, Java and Solidity share, with a real proof of the real circuit (shape code-1k, dev key).
contract GoldenTest is Suite {
    string private constant PATH = "../prover-native/src/test/vectors/golden.json";

    string private json;
    Groth16Verifier private verifier;
    VerifierRouter private router;
    PatchRegistry private registry;

    function setUp() public {
        json = vm.readFile(PATH);
        vm.chainId(vm.parseJsonUint(json, ".chainId"));
        verifier = new Groth16Verifier();
        AccessManager authority = new AccessManager(address(this));
        router = new VerifierRouter(address(authority), 0, false);
        registry = _registryAtItsAddress(address(authority));
        router.addVerifier(_selector(), address(verifier), data("vkBlob"));
        router.activate(_selector());
    }

    /// @dev The domain separator holds the registry's address, so the code is put where the vectors say it is.
    function _registryAtItsAddress(address authority) private returns (PatchRegistry) {
        address place = vm.parseJsonAddress(json, ".registry");
        vm.etch(place, address(new PatchRegistry(authority, address(router))).code);
        return PatchRegistry(place);
    }

    function test_keyPassesTheLintAndIsOfKindDev() public view {
        vm.assertEq(router.entry(_selector()).vkHash, word("vkHash"));
        vm.assertEq(router.entry(_selector()).keyKind, "dev");
    }

    function test_acceptsTheRealProof() public view {
        router.verify(_selector(), word("vkHash"), data("proof"), inputs());
    }

    function test_claimsAreSelectorKeyAndClaim() public view {
        bytes memory packed = data("claims");
        vm.assertEq(packed, abi.encodePacked(bytes32(_selector()), word("vkHash"), word("claim")));
        vm.assertEq(keccak256(packed), word("claimsHash"));
        vm.assertEq(Claims.count(packed), 1);
        Claim memory c = Claims.get(packed, 0);
        vm.assertEq(bytes32(c.selector), bytes32(_selector()));
        vm.assertEq(c.vkHash, word("vkHash"));
        vm.assertEq(c.claim, word("claim"));
    }

    function test_patchIdIsTheSame() public view {
        vm.assertEq(registry.patchIdOf(patch()), word("patchId"));
    }

    function test_challengeIsTheSame() public view {
        vm.assertEq(registry.challenge(word("patchId")), uint256(word("z")));
    }

    function test_revealCommitmentIsTheSame() public view {
        bytes memory opening = abi.encode(keccak256("suture/v1/K"), keccak256(data("newCode")), word("bK"), word("bY"));
        vm.assertEq(keccak256(opening), word("revealCommitment"));
        vm.assertEq(keccak256(data("newCode")), word("newCodeHash"));
        vm.assertEq(keccak256(data("oldCode")), word("oldCodeHash"));
    }

    function test_evaluationIsTheSame() public view {
        uint256 z = uint256(word("z"));
        uint256 newValue = value(data("newCode"), uint256(word("bY")), z);
        uint256 oldValue = value(data("oldCode"), 0, z);
        vm.assertEq(CodePolynomial.join(newValue, oldValue, z), uint256(word("y")));
    }

    function test_RevertWhen_anyBitOfTheRealProofIsFlipped() public {
        bytes memory original = data("proof");
        bytes32 vkHash = word("vkHash");
        uint256[3] memory in_ = inputs();
        bytes4 selector = _selector();
        for (uint256 bit = 0; bit < 384 * 8; ++bit) {
            bytes memory mutated = flipBit(original, bit);
            vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
            router.verify{gas: 450_000}(selector, vkHash, mutated, in_);
        }
    }

    /// @dev Every public input is read by a constraint: another value of any of them is refused.
    function test_RevertWhen_anyBitOfAnInputIsFlipped() public {
        bytes memory proof = data("proof");
        bytes32 vkHash = word("vkHash");
        bytes4 selector = _selector();
        for (uint256 bit = 0; bit < 3 * 256; ++bit) {
            uint256[3] memory other = inputs();
            uint256 i = bit / 256;
            other[i] ^= 1 << (bit % 256);
            bytes memory why = other[i] < BN254.R
                ? abi.encodeWithSelector(IGroth16Verifier.InvalidProof.selector)
                : abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, i, other[i]);
            vm.expectRevert(why);
            router.verify{gas: 450_000}(selector, vkHash, proof, other);
        }
    }

    function patch() private view returns (IPatchRegistry.Patch memory p) {
        p.proposer = vm.parseJsonAddress(json, ".proposer");
        p.target = vm.parseJsonAddress(json, ".target");
        p.oldImplementation = vm.parseJsonAddress(json, ".oldImplementation");
        p.oldCodeHash = word("oldCodeHash");
        p.newImplementation = vm.parseJsonAddress(json, ".newImplementation");
        p.codeCommitment = word("codeCommitment");
        p.revealCommitment = word("revealCommitment");
        p.claimsHash = word("claimsHash");
        p.upgradeDataHash = word("upgradeDataHash");
        p.earliestReveal = uint64(vm.parseJsonUint(json, ".earliestReveal"));
        p.latestReveal = uint64(vm.parseJsonUint(json, ".latestReveal"));
        p.nonce = word("nonce");
    }

    function value(bytes memory code, uint256 bY, uint256 z) private pure returns (uint256) {
        bytes memory padded = bytes.concat(code, bytes32(0));
        uint256 from;
        assembly ("memory-safe") {
            from := add(padded, 0x20)
        }
        return CodePolynomial.assemble(code.length, bY, CodePolynomial.horner(from, code.length, z), z);
    }

    function inputs() private view returns (uint256[3] memory) {
        return [uint256(word("claim")), uint256(word("z")), uint256(word("y"))];
    }

    function _selector() private view returns (bytes4) {
        return bytes4(data("selector"));
    }

    function word(string memory key) private view returns (bytes32) {
        return vm.parseJsonBytes32(json, string.concat(".", key));
    }

    function data(string memory key) private view returns (bytes memory) {
        return vm.parseJsonBytes(json, string.concat(".", key));
    }
}
