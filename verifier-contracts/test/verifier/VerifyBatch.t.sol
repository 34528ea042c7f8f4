// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {DataContract} from "../../src/verifier/DataContract.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {Equation} from "../kit/Equation.sol";
import {G1, G2} from "../kit/Points.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";

/// @dev Several proofs in one equation. A forger of a batch needs no valid proof of each statement: it is enough that the errors
/// cancel. Each forgery here does cancel under a weaker choice of coefficients, and is refused under the real one.
contract VerifyBatchTest is Equation {
    /// @dev A refused batch may burn all gas it is given.
    uint256 private constant ENOUGH_GAS = 700_000;
    uint256 private constant T = 1234567;
    uint256 private constant RHO = 987654321;

    Groth16Verifier private verifier;
    address private key;
    bytes[] private proofs;
    uint256[3][] private inputs;

    function setUp() public {
        verifier = new Groth16Verifier();
        key = DataContract.write(TrapdoorKey.blob());
        for (uint256 i = 0; i < 2; ++i) {
            inputs.push([100 + i, 22, 33]);
            proofs.push(TrapdoorKey.prove(inputs[i], i));
        }
    }

    // ---- what is accepted

    function testFuzz_acceptsValidProofsOfAnyInputs(uint256 n, uint256 seed) public view {
        n = bound(n, 1, 6);
        bytes memory all;
        uint256[3][] memory any = new uint256[3][](n);
        for (uint256 i = 0; i < n; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                any[i][j] = uint256(keccak256(abi.encode(seed, i, j))) % BN254.R;
            }
            all = bytes.concat(all, TrapdoorKey.prove(any[i], seed ^ i));
        }
        verifier.verifyBatch(key, all, any);
    }

    /// @dev The scalars 0 and 1 take other ways through the sums.
    function test_acceptsInputsAndCommitmentsAtTheEnds() public view {
        uint256[3][] memory ends = new uint256[3][](3);
        ends[1] = [uint256(1), 1, 1];
        ends[2] = [BN254.R - 1, BN254.R - 1, BN254.R - 1];
        bytes memory all;
        for (uint256 i = 0; i < 3; ++i) {
            all = bytes.concat(all, TrapdoorKey.prove(ends[i], i, i));
        }
        verifier.verifyBatch(key, all, ends);
    }

    /// @dev A proof brought twice proves its one statement.
    function test_acceptsAValidProofTwice() public view {
        uint256[3][] memory same = new uint256[3][](2);
        (same[0], same[1]) = (inputs[0], inputs[0]);
        verifier.verifyBatch(key, bytes.concat(proofs[0], proofs[0]), same);
    }

    function test_acceptsMalleatedProofs() public view {
        verifier.verifyBatch(key, bytes.concat(proofs[0], malleate(proofs[1])), inputs);
    }

    function test_referenceAgreesOnHonestProofs() public view {
        vm.assertTrue(holds(key, proofs, inputs, _two(5, 7), RHO));
    }

    // ---- form

    function test_RevertWhen_batchIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, 0));
        verifier.verifyBatch(key, "", new uint256[3][](0));
    }

    function test_RevertWhen_thereAreMoreOrFewerProofsThanInputs() public {
        bytes[4] memory others = [
            proofs[0],
            bytes.concat(proofs[0], proofs[1], proofs[1]),
            slice(bytes.concat(proofs[0], proofs[1]), 0, 767),
            bytes.concat(proofs[0], proofs[1], hex"00")
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, others[i].length));
            verifier.verifyBatch(key, others[i], inputs);
        }
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidProofLength.selector, 384));
        verifier.verifyBatch(key, proofs[0], new uint256[3][](0));
    }

    function test_RevertWhen_anyInputIsNotReduced() public {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                uint256[3][] memory alias_ = inputs;
                alias_[i][j] += BN254.R;
                vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InputNotInField.selector, j, alias_[i][j]));
                verifier.verifyBatch(key, bytes.concat(proofs[0], proofs[1]), alias_);
            }
        }
    }

    function test_RevertWhen_keyPointerHoldsNoKey() public {
        vm.expectRevert(abi.encodeWithSelector(IGroth16Verifier.InvalidVerifyingKeyPointer.selector, address(verifier)));
        verifier.verifyBatch(address(verifier), bytes.concat(proofs[0], proofs[1]), inputs);
    }

    // ---- one wrong proof

    function test_RevertWhen_anyInputIsAnother() public {
        for (uint256 i = 0; i < 2; ++i) {
            for (uint256 j = 0; j < 3; ++j) {
                uint256[3][] memory other = inputs;
                other[i][j] += 1;
                _refuses(key, proofs, other);
            }
        }
    }

    function test_RevertWhen_proofsAreSwapped() public {
        bytes[] memory swapped = proofs;
        (swapped[0], swapped[1]) = (swapped[1], swapped[0]);
        _refuses(key, swapped, inputs);
    }

    function test_RevertWhen_aProofStandsForItsNeighbourToo() public {
        for (uint256 i = 0; i < 2; ++i) {
            bytes[] memory twice = proofs;
            twice[i] = proofs[1 - i];
            _refuses(key, twice, inputs);
        }
    }

    function test_RevertWhen_aWrongProofIsRepeated() public {
        bytes memory wrong = shifted(proofs[0], KRS, T);
        for (uint256 n = 1; n <= 4; ++n) {
            bytes[] memory all = new bytes[](n);
            uint256[3][] memory in_ = new uint256[3][](n);
            for (uint256 i = 0; i < n; ++i) {
                (all[i], in_[i]) = (wrong, inputs[0]);
            }
            _refuses(key, all, in_);
        }
    }

    /// @dev One bit of each byte.
    function test_RevertWhen_aBitOfAnyProofIsFlipped() public {
        for (uint256 at_ = 0; at_ < 2 * 384; ++at_) {
            bytes[] memory other = proofs;
            other[at_ / 384] = flipBit(proofs[at_ / 384], 8 * (at_ % 384) + at_ % 8);
            _refuses(key, other, inputs);
        }
    }

    function test_RevertWhen_aCoordinateIsNotReduced() public {
        for (uint256 word = 0; word < 24; ++word) {
            bytes[] memory other = proofs;
            bytes memory p = bytes.concat(proofs[word / 12]);
            uint256 offset = 0x20 + 0x20 * (word % 12);
            uint256 prime = BN254.P;
            assembly ("memory-safe") {
                mstore(add(p, offset), add(mload(add(p, offset)), prime))
            }
            other[word / 12] = p;
            _refuses(key, other, inputs);
        }
    }

    /// @dev With D at infinity the term of PoK alone decides.
    function test_RevertWhen_knowledgeOfACommitmentIsNotProven() public {
        bytes[3] memory junk = [G1.generator(1), abi.encode(uint256(1), uint256(3)), abi.encode(BN254.P, BN254.P)];
        for (uint256 i = 0; i < 2; ++i) {
            bytes[] memory all = proofs;
            bytes memory honest = TrapdoorKey.prove(inputs[i], i, 0);
            all[i] = honest;
            verifier.verifyBatch(key, bytes.concat(all[0], all[1]), inputs);
            for (uint256 j = 0; j < 3; ++j) {
                all[i] = bytes.concat(slice(honest, 0, POK), junk[j]);
                _refuses(key, all, inputs);
            }
        }
    }

    // ---- errors that cancel

    /// @dev Two proofs of three are wrong; their errors are opposite. So no two coefficients may be equal.
    function test_RevertWhen_errorsCancelUnderEqualCoefficients() public {
        inputs.push([uint256(102), 22, 33]);
        proofs.push(TrapdoorKey.prove(inputs[2], 2));
        uint256[] memory equal = new uint256[](3);
        (equal[0], equal[1], equal[2]) = (1, 1, 1);
        uint256[3] memory places = [uint256(0), KRS, POK];
        for (uint256 i = 0; i < 3; ++i) {
            for (uint256 honest = 0; honest < 3; ++honest) {
                (uint256 first, uint256 second) = ((honest + 1) % 3, (honest + 2) % 3);
                bytes[] memory forged = proofs;
                forged[first] = shifted(forged[first], places[i], T);
                forged[second] = shifted(forged[second], places[i], negative(T));
                vm.assertTrue(holds(key, forged, inputs, equal, RHO), "it works where all coefficients are 1");
                _refuses(key, forged, inputs);
            }
        }
    }

    /// @dev Coefficients that depend on the statements only are known before the proofs are made.
    function test_RevertWhen_errorsCancelUnderCoefficientsKnownBefore() public {
        uint256 c = _coefficient(keccak256(bytes.concat(_vkHash(), abi.encodePacked(inputs[0], inputs[1]))));
        uint256[2] memory places = [KRS, POK];
        for (uint256 i = 0; i < 2; ++i) {
            bytes[] memory forged = proofs;
            forged[0] = shifted(forged[0], places[i], mulmod(c, T, BN254.R));
            forged[1] = shifted(forged[1], places[i], negative(T));
            vm.assertTrue(holds(key, forged, inputs, _two(1, c), RHO), "it works where inputs alone are hashed");
            _refuses(key, forged, inputs);
        }
    }

    /// @dev The forger makes one wrong proof, reads off the coefficients, and makes the other one to fit.
    function test_RevertWhen_coefficientsDoNotDependOnTheLastProof() public {
        bytes[] memory forged = proofs;
        forged[0] = shifted(forged[0], KRS, T);
        uint256 c = _coefficient(_transcript(forged[0]));
        forged[1] = shifted(forged[1], KRS, negative(mulmod(T, inverse(c), BN254.R)));
        vm.assertTrue(holds(key, forged, inputs, _two(1, c), RHO), "it works where the last proof is not hashed");
        _refuses(key, forged, inputs);
    }

    function test_RevertWhen_coefficientsDoNotDependOnTheFirstProof() public {
        bytes[] memory forged = proofs;
        forged[1] = shifted(forged[1], KRS, T);
        uint256 c = _coefficient(_transcript(forged[1]));
        forged[0] = shifted(forged[0], KRS, negative(mulmod(T, c, BN254.R)));
        vm.assertTrue(holds(key, forged, inputs, _two(1, c), RHO), "it works where the first proof is not hashed");
        _refuses(key, forged, inputs);
    }

    /// @dev Nor is it enough to hash all but the last point.
    function test_RevertWhen_coefficientsDoNotDependOnTheWholeOfAProof() public {
        bytes[] memory forged = proofs;
        forged[0] = shifted(forged[0], POK, T);
        uint256 c = _coefficient(_transcript(bytes.concat(forged[0], slice(forged[1], 0, POK))));
        forged[1] = shifted(forged[1], POK, negative(mulmod(T, inverse(c), BN254.R)));
        vm.assertTrue(holds(key, forged, inputs, _two(1, c), RHO), "it works where the last PoK is not hashed");
        _refuses(key, forged, inputs);
    }

    // ---- ρ

    /// @dev The forgery of DESIGN.md §7 in a batch, alone, beside an honest proof and repeated. Coefficients are no help against
    /// it, because each proof satisfies the equation without ρ by itself.
    function test_RevertWhen_forgedAgainstTheFusedCheck() public {
        address weakKey = _weakKey();
        verifier.verifyBatch(weakKey, bytes.concat(proofs[0], proofs[1]), inputs);
        for (uint256 wrong = 1; wrong < 4; ++wrong) {
            bytes[] memory forged = proofs;
            if (wrong & 1 != 0) forged[0] = forgedForRho(inputs[0], 1);
            if (wrong & 2 != 0) forged[1] = forgedForRho(inputs[1], 1);
            vm.assertTrue(holds(weakKey, forged, inputs, _two(5, 7), 1), "it works where there is no rho");
            _refuses(weakKey, forged, inputs);
        }
    }

    /// @dev One ρ serves the whole batch, so it must not be known before the last proof.
    function test_RevertWhen_rhoDoesNotDependOnAllProofs() public {
        address weakKey = _weakKey();
        bytes[] memory forged = proofs;
        uint256 rho = _truncated(_transcript(forged[0]));
        forged[1] = forgedForRho(inputs[1], rho);
        vm.assertTrue(holds(weakKey, forged, inputs, _two(5, 7), rho), "it works where rho is of the first proof");
        _refuses(weakKey, forged, inputs);
        rho = _truncated(_transcript(proofs[1]));
        forged[0] = forgedForRho(inputs[0], rho);
        forged[1] = proofs[1];
        vm.assertTrue(holds(weakKey, forged, inputs, _two(5, 7), rho), "it works where rho is of the last proof");
        _refuses(weakKey, forged, inputs);
    }

    function _refuses(address pointer, bytes[] memory candidates, uint256[3][] memory candidateInputs) private {
        bytes memory all;
        for (uint256 i = 0; i < candidates.length; ++i) {
            all = bytes.concat(all, candidates[i]);
        }
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        verifier.verifyBatch{gas: ENOUGH_GAS}(pointer, all, candidateInputs);
    }

    /// @dev A key whose Pedersen generator G is γ.
    function _weakKey() private returns (address) {
        return DataContract.write(TrapdoorKey.blobWithPedersenGenerator(G2.negate(TrapdoorKey.NEG_GAMMA)));
    }

    function _vkHash() private view returns (bytes32) {
        return keccak256(DataContract.read(key));
    }

    /// @dev The transcript of a verifier that hashes these bytes of the proofs only.
    function _transcript(bytes memory hashed) private view returns (bytes32) {
        return keccak256(bytes.concat(_vkHash(), abi.encodePacked(inputs[0], inputs[1]), hashed));
    }

    /// @dev r_1, made from a transcript as the verifier makes it.
    function _coefficient(bytes32 transcript) private pure returns (uint256) {
        return _truncated(keccak256(abi.encode(transcript, 1)));
    }

    function _truncated(bytes32 hash) private pure returns (uint256) {
        return uint256(uint128(uint256(hash)));
    }

    function _two(uint256 first, uint256 second) private pure returns (uint256[] memory list) {
        list = new uint256[](2);
        (list[0], list[1]) = (first, second);
    }
}
