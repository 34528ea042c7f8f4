// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../../src/interfaces/IGroth16Verifier.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {DataContract} from "../../src/verifier/DataContract.sol";
import {Groth16Verifier} from "../../src/verifier/Groth16Verifier.sol";
import {Suite} from "../kit/Suite.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";

contract Groth16VerifierTest is Suite {
    Groth16Verifier private verifier;
    address private key;
    uint256[3] private inputs = [uint256(11), 22, 33];

    function setUp() public {
        verifier = new Groth16Verifier();
        key = DataContract.write(TrapdoorKey.blob());
    }

    function test_acceptsValidProof() public view {
        verifier.verify(key, TrapdoorKey.prove(inputs, 1), inputs);
    }

    function testFuzz_acceptsValidProofOfAnyInputs(uint256 a, uint256 z, uint256 y, uint256 seed) public view {
        uint256[3] memory any = [a % BN254.R, z % BN254.R, y % BN254.R];
        verifier.verify(key, TrapdoorKey.prove(any, seed), any);
    }

    function test_RevertWhen_inputIsAnother() public {
        bytes memory proof = TrapdoorKey.prove(inputs, 1);
        for (uint256 i = 0; i < 3; ++i) {
            uint256[3] memory other = inputs;
            other[i] += 1;
            vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
            verifier.verify(key, proof, other);
        }
    }
}
