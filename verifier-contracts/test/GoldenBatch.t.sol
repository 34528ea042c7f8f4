// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {IGroth16Verifier} from "../src/interfaces/IGroth16Verifier.sol";
import {Groth16Verifier} from "../src/verifier/Groth16Verifier.sol";
import {VerifierRouter} from "../src/verifier/VerifierRouter.sol";
import {GoldenProofs} from "./kit/GoldenProofs.sol";
import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @dev Real proofs of the real circuit (shape code-1k, dev key), checked together.
contract GoldenBatchTest is GoldenProofs {
    bytes4 private constant SELECTOR = "gold";

    VerifierRouter private router;
    bytes32 private vkHash;

    function setUp() public override {
        super.setUp();
        router = new VerifierRouter(address(new AccessManager(address(this))), 0, false);
        bytes memory blob = keyBlob();
        vkHash = keccak256(blob);
        router.addVerifier(SELECTOR, address(new Groth16Verifier()), blob);
        router.activate(SELECTOR);
    }

    function test_acceptsAnyNumberOfTheRealProofs() public view {
        for (uint256 n = 1; n <= size(); ++n) {
            router.verifyBatch(SELECTOR, vkHash, proofs(n), inputs(n));
        }
    }

    function test_RevertWhen_twoClaimsAreSwapped() public {
        for (uint256 i = 1; i < size(); ++i) {
            uint256[3][] memory swapped = inputs(size());
            (swapped[0], swapped[i]) = (swapped[i], swapped[0]);
            _refuses(proofs(size()), swapped);
        }
    }

    /// @dev One bit of each byte of two proofs.
    function test_RevertWhen_aBitOfTheRealProofsIsFlipped() public {
        bytes memory two = proofs(2);
        uint256[3][] memory in_ = inputs(2);
        for (uint256 at_ = 0; at_ < two.length; ++at_) {
            _refuses(flipBit(two, 8 * at_ + at_ % 8), in_);
        }
    }

    function _refuses(bytes memory candidates, uint256[3][] memory in_) private {
        vm.expectRevert(IGroth16Verifier.InvalidProof.selector);
        router.verifyBatch{gas: 900_000}(SELECTOR, vkHash, candidates, in_);
    }
}
