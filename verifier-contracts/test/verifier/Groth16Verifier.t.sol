// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {DataContract} from "../../src/verifier/DataContract.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {Equation} from "../kit/Equation.sol";
import {G1, G2} from "../kit/Points.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";

contract Groth16VerifierTest is Equation {
    /// @dev A refused proof may burn all gas it is given: the precompiles do so for malformed points.
    uint256 private constant ENOUGH_GAS = 400_000;

    Groth16Verifier private verifier;
    address private key;
    uint256[3] private inputs = [uint256(11), 22, 33];
    bytes private proof;

    function setUp() public {
        verifier = new Groth16Verifier();
        key = DataContract.write(TrapdoorKey.blob());
        proof = TrapdoorKey.prove(inputs, 1);
    }

    function test_acceptsValidProof() public view {
        verifier.verify(key, proof, inputs);
    }

    function testFuzz_acceptsValidProofOfAnyInputs(uint256 a, uint256 z, uint256 y, uint256 seed) public view {
        uint256[3] memory any = [a % BN254.R, z % BN254.R, y % BN254.R];
        verifier.verify(key, TrapdoorKey.prove(any, seed), any);
    }

    function test_acceptsSmallestAndLargestInputs() public view {
        uint256[3] memory smallest;
        uint256[3] memory largest = [BN254.R - 1, BN254.R - 1, BN254.R - 1];
        verifier.verify(key, TrapdoorKey.prove(smallest, 1), smallest);
        verifier.verify(key, TrapdoorKey.prove(largest, 1), largest);
    }

    function test_RevertWhen_anInputIsAnother() public {
        for (uint256 i = 0; i < 3; ++i) {
            uint256[3] memory other = inputs;
            other[i] += 1;
            _refuses(key, proof, other);
        }
    }

    function test_RevertWhen_inputsAreSwapped() public {
        _refuses(key, proof, [inputs[1], inputs[0], inputs[2]]);
        _refuses(key, proof, [inputs[0], inputs[2], inputs[1]]);
    }

    /// @dev Trap (f): x and x + r are one field element; as two names for it they would be two names for one statement.
    function test_RevertWhen_anInputIsNotReduced() public {
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 multiple = 1; multiple <= 4; ++multiple) {
                uint256[3] memory alias_ = inputs;
                alias_[i] += multiple * BN254.R;
                vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, i, alias_[i]));
                verifier.verify(key, proof, alias_);
            }
        }
    }

    function testFuzz_RevertWhen_anInputIsNotInField(uint256 index, uint256 value) public {
        index = bound(index, 0, 2);
        value = bound(value, BN254.R, type(uint256).max);
        uint256[3] memory other = inputs;
        other[index] = value;
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, index, value));
        verifier.verify(key, proof, other);
    }

    function testFuzz_RevertWhen_proofHasAnotherLength(uint256 length) public {
        length = bound(length, 0, 1024);
        vm.assume(length != 384);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, length));
        verifier.verify(key, randomBytes(length, 1), inputs);
    }

    function test_RevertWhen_proofIsCutOrPadded() public {
        bytes memory padded = bytes.concat(proof, hex"00");
        bytes memory cut = bytes.concat(proof);
        assembly ("memory-safe") {
            mstore(cut, 383)
        }
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, 385));
        verifier.verify(key, padded, inputs);
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, 383));
        verifier.verify(key, cut, inputs);
    }

    function test_RevertWhen_keyPointerHoldsNoKey() public {
        address[3] memory pointers =
            [stranger(), address(verifier), DataContract.write(bytes.concat(TrapdoorKey.blob(), hex"00"))];
        for (uint256 i = 0; i < pointers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidVerifyingKeyPointer.selector, pointers[i]));
            verifier.verify(pointers[i], proof, inputs);
        }
    }

    /// @dev ρ covers the key hash, so even a key that differs only in its kind has its own proofs' ρ; the equation itself still
    /// holds. A key with another basis refuses.
    function test_RevertWhen_keyIsAnother() public {
        bytes memory blob = TrapdoorKey.blob();
        bytes memory k1 = G1.generator(20);
        for (uint256 i = 0; i < 64; ++i) {
            blob[0x300 + i] = k1[i];
        }
        _refuses(DataContract.write(blob), proof, inputs);
    }

    function test_RevertWhen_anyBitOfTheProofIsFlipped() public {
        bytes memory original = proof;
        for (uint256 bit = 0; bit < 384 * 8; ++bit) {
            _refuses(key, flipBit(original, bit), inputs);
        }
    }

    function test_RevertWhen_anyBitOfAnInputIsFlipped() public {
        for (uint256 bit = 0; bit < 3 * 253; ++bit) {
            uint256[3] memory other = inputs;
            other[bit / 253] ^= 1 << (bit % 253);
            _refuses(key, proof, other);
        }
    }

    /// @dev The same point in two encodings would make two proofs of one.
    function test_RevertWhen_aCoordinateIsNotReduced() public {
        for (uint256 word = 0; word < 12; ++word) {
            bytes memory other = bytes.concat(proof);
            assembly ("memory-safe") {
                let at_ := add(add(other, 0x20), mul(word, 0x20))
                mstore(at_, add(mload(at_), 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47))
            }
            _refuses(key, other, inputs);
        }
    }

    function test_RevertWhen_proofIsAllInfinity() public {
        _refuses(key, new bytes(384), inputs);
    }

    function test_RevertWhen_knowledgeOfTheCommitmentIsNotProven() public {
        bytes memory without = bytes.concat(proof);
        for (uint256 i = 320; i < 384; ++i) {
            without[i] = 0;
        }
        _refuses(key, without, inputs);
        bytes memory other = TrapdoorKey.prove(inputs, 2);
        for (uint256 i = 320; i < 384; ++i) {
            without[i] = other[i];
        }
        _refuses(key, without, inputs);
    }

    /// @dev With D at infinity the term of PoK alone decides. A point that the precompile refuses must not pass for infinity.
    function test_RevertWhen_pokIsNoPointAndTheCommitmentIsAtInfinity() public {
        bytes memory honest = TrapdoorKey.prove(inputs, 1, 0);
        verifier.verify(key, honest, inputs);
        uint256 p = BN254.P;
        bytes[3] memory junk = [abi.encode(uint256(1), uint256(3)), abi.encode(p, p), abi.encode(uint256(1), 2 + p)];
        for (uint256 i = 0; i < 3; ++i) {
            _refuses(key, bytes.concat(slice(honest, 0, 320), junk[i]), inputs);
        }
        _refuses(key, bytes.concat(slice(honest, 0, 320), G1.generator(1)), inputs);
    }

    /// @dev The commitment is hashed into K4's scalar: another D with its own valid PoK does not fit.
    function test_RevertWhen_commitmentIsThatOfAnotherProof() public {
        bytes memory mixed = bytes.concat(proof);
        bytes memory other = TrapdoorKey.prove(inputs, 2);
        for (uint256 i = 256; i < 384; ++i) {
            mixed[i] = other[i];
        }
        _refuses(key, mixed, inputs);
    }

    /// @dev Trap (g): a valid proof can be turned into another valid one without any secret, so nothing may be keyed on its bytes.
    function test_acceptsMalleatedProof() public view {
        bytes memory malleated = malleate(proof);
        assert(keccak256(malleated) != keccak256(proof));
        verifier.verify(key, malleated, inputs);
    }

    /// @dev The forgery of DESIGN.md §7. gnark's set-up lets the Pedersen generator be any G2 point; where it is γ, the check
    /// without ρ is satisfied by public points alone, for every statement. With ρ the terms do not cancel.
    function test_RevertWhen_forgedAgainstTheFusedCheck() public {
        bytes memory gamma = G2.negate(TrapdoorKey.NEG_GAMMA);
        address weakKey = DataContract.write(TrapdoorKey.blobWithPedersenGenerator(gamma));
        uint256[3] memory falseStatement = [uint256(666), 7, 42];
        bytes memory forged = forgedForRho(falseStatement, 1);

        vm.assertTrue(_holdsWithoutRho(weakKey, forged, falseStatement), "the forgery works where there is no rho");
        _refuses(weakKey, forged, falseStatement);
    }

    /// @dev The same key is no obstacle for honest proofs.
    function test_acceptsValidProofUnderKeyWithPedersenGeneratorGamma() public {
        bytes memory gamma = G2.negate(TrapdoorKey.NEG_GAMMA);
        address weakKey = DataContract.write(TrapdoorKey.blobWithPedersenGenerator(gamma));
        verifier.verify(weakKey, proof, inputs);
    }

    function test_checkWithoutRhoAgreesOnHonestProofs() public view {
        vm.assertTrue(_holdsWithoutRho(key, proof, inputs));
    }

    function _refuses(address pointer, bytes memory candidate, uint256[3] memory candidateInputs) private {
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        verifier.verify{gas: ENOUGH_GAS}(pointer, candidate, candidateInputs);
    }

    /// @dev The fused equation with ρ = 1, which is what a verifier without ρ would check.
    function _holdsWithoutRho(address pointer, bytes memory p, uint256[3] memory in_) private view returns (bool) {
        bytes[] memory proofs = new bytes[](1);
        uint256[3][] memory allInputs = new uint256[3][](1);
        uint256[] memory one = new uint256[](1);
        (proofs[0], allInputs[0], one[0]) = (p, in_, 1);
        return holds(pointer, proofs, allInputs, one, 1);
    }

    function stranger() private returns (address) {
        return account("stranger");
    }
}
