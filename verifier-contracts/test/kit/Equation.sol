// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../../src/verifier/BN254.sol";
import {DataContract} from "../../src/verifier/DataContract.sol";
import {G1, G2} from "./Points.sol";
import {Suite} from "./Suite.sol";
import {TrapdoorKey} from "./TrapdoorKey.sol";

/// @title The verification equation with any coefficients: what a verifier would check that chose them in another way.
/// @notice Written out proof by proof, six pairs each; nothing is merged as the verifier does it.
abstract contract Equation is Suite {
    uint256 internal constant KRS = 192;
    uint256 internal constant D = 256;
    uint256 internal constant POK = 320;

    /// @dev Whether Π_i (Groth16 equation of proof i)^c_i · (proof of knowledge of proof i)^(ρ·c_i) = 1.
    function holds(
        address pointer,
        bytes[] memory proofs,
        uint256[3][] memory inputs,
        uint256[] memory coefficients,
        uint256 rho
    ) internal view returns (bool) {
        bytes memory blob = DataContract.read(pointer);
        bytes memory pairs;
        for (uint256 i = 0; i < proofs.length; ++i) {
            pairs = bytes.concat(pairs, _pairs(blob, proofs[i], inputs[i], coefficients[i], rho));
        }
        return G2.pairingIsOne(pairs);
    }

    function _pairs(bytes memory blob, bytes memory p, uint256[3] memory in_, uint256 c, uint256 rho)
        private
        view
        returns (bytes memory pairs)
    {
        bytes memory sum = G1.add(TrapdoorKey.publicPoint(in_, slice(p, D, 64)), slice(p, D, 64));
        pairs = bytes.concat(_pair(slice(p, 0, 64), c, p, 64), _pair(slice(blob, 0, 64), c, blob, 64));
        pairs = bytes.concat(pairs, _pair(slice(p, KRS, 64), c, blob, 0x140), _pair(sum, c, blob, 0xc0));
        c = mulmod(c, rho, BN254.R);
        return bytes.concat(pairs, _pair(slice(p, D, 64), c, blob, 0x1c0), _pair(slice(p, POK, 64), c, blob, 0x240));
    }

    /// @dev The scaled point, and the G2 point that is found in `source` at `offset`.
    function _pair(bytes memory point, uint256 scalar, bytes memory source, uint256 offset)
        private
        view
        returns (bytes memory)
    {
        return bytes.concat(G1.mul(point, scalar), slice(source, offset, 128));
    }

    /// @dev `p` with `scalar` of the generator added to its G1 point at byte `offset`.
    function shifted(bytes memory p, uint256 offset, uint256 scalar) internal view returns (bytes memory) {
        bytes memory point = G1.add(slice(p, offset, 64), G1.generator(scalar));
        return bytes.concat(slice(p, 0, offset), point, slice(p, offset + 64, p.length - offset - 64));
    }

    /// @dev The proof A=α, B=β, Krs=0, D=0, PoK=kSum/ρ of any statement under a key whose G is γ, for a ρ known beforehand.
    function forgedForRho(uint256[3] memory statement, uint256 rho) internal view returns (bytes memory) {
        bytes memory infinity = new bytes(64);
        bytes memory pok = G1.mul(TrapdoorKey.publicPoint(statement, infinity), inverse(rho));
        return bytes.concat(G1.generator(2), G2.negate(TrapdoorKey.NEG_BETA), infinity, infinity, pok);
    }

    /// @dev (−A, −B) in place of (A, B).
    function malleate(bytes memory p) internal pure returns (bytes memory) {
        return bytes.concat(G1.negate(slice(p, 0, 64)), G2.negate(slice(p, 64, 128)), slice(p, 192, 192));
    }

    function negative(uint256 scalar) internal pure returns (uint256) {
        return BN254.R - scalar % BN254.R;
    }

    /// @dev scalar^(r−2), which is 1/scalar mod r.
    function inverse(uint256 scalar) internal pure returns (uint256 result) {
        result = 1;
        for (uint256 exponent = BN254.R - 2; exponent != 0; exponent >>= 1) {
            if (exponent & 1 != 0) result = mulmod(result, scalar, BN254.R);
            scalar = mulmod(scalar, scalar, BN254.R);
        }
    }
}
