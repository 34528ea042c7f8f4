// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../../src/verifier/BN254.sol";
import {G1} from "./Points.sol";

/// @title A verifying key whose toxic waste is known, and proofs made from it.
/// @notice With α, β, γ, δ, σ and the scalars of all bases known, anybody makes valid proofs for any public input without a circuit:
/// that is why "dev" keys must never guard anything. The tests use it to drive the real verifier (real key, real pairing) with
/// every statement they need.
library TrapdoorKey {
    uint256 private constant ALPHA = 2;
    uint256 private constant BETA = 3;
    uint256 private constant GAMMA = 5;
    uint256 private constant DELTA_INVERSE = 0x6e9c21069503b73ac9dc0d0edede80d4ee2d80a5a8834a709b290cbfdb6db6e; // of 7
    uint256 private constant SIGMA = 11;
    // Scalars of K0 … K4
    uint256 private constant K0 = 17;
    uint256 private constant K1 = 19;
    uint256 private constant K2 = 23;
    uint256 private constant K3 = 29;
    uint256 private constant K4 = 31;

    /// @dev The generator of G2, in EIP-197 order.
    bytes private constant ONE_G2 = hex"198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
        hex"1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
        hex"090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
        hex"12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa";
    bytes internal constant NEG_BETA = hex"1014772f57bb9742735191cd5dcfe4ebbc04156b6878a0a7c9824f32ffb66e85"
        hex"06064e784db10e9051e52826e192715e8d7e478cb09a5e0012defa0694fbc7f5"
        hex"2e462b3cedfc5472262048f38df42539b9ed16e51ebc764bf6f5a14cc405eb95"
        hex"2ad6311c5f7be649b1053619f454efbd2dc849ba234fe2f5d71d1ebf7210a7b0";
    bytes internal constant NEG_GAMMA = hex"0a09ccf561b55fd99d1c1208dee1162457b57ac5af3759d50671e510e428b2a1"
        hex"2e539c423b302d13f4e5773c603948eaf5db5df8ae8a9a9113708390a06410d8"
        hex"16aceb21a80cf8f2d36188a908b83c41d5ab129284508a356a0c7815bb8035e4"
        hex"00d6aed828fa78623e2059b044c9a177ac5e6644991e6fb89ed9b881dd0d9151";
    bytes internal constant NEG_DELTA = hex"2903ba015a9abde26a5d081e84551e63be0fd4516e46ee6d593edeba46362455"
        hex"224bdc5d4327fcf8ed702e01de1c2f1657a253ba75e32a89c390142aaa28b308"
        hex"2c9b96a53a7ec14e3d619656a73b0d8c274aabefa38ad2df81336d58d5471c6f"
        hex"12d14e7db70b5011c98392439e03dde1c34fea829e48eab50dfea4119768da08";
    /// @dev −σ·13 of the generator.
    bytes private constant G_SIGMA_NEG = hex"1a597e49c263d6a226f25fe1e806caac7f15f85b763044e7d3043ba5992dd8d5"
        hex"208f992ecbeeef3fa5b1c3505c588c7a872e3987797a14052b6f34411c9ea0ae"
        hex"2e220595eed2fb26bccfe9ebc978c7eede3d5549d65cad290148d765ebd62434"
        hex"1ba0f37fbd1ad7900944c337908fb1d75e4407fe51015d0127e3ac416700b0e9";
    /// @dev 13 of the generator.
    bytes private constant G = hex"009edaf0698a8c56f51139588acc094cee3c37d427bb6d2eab830aae529097d1"
        hex"23ad66f3a7cca9dc75049635faebd124316244b91de5fb2764cd151572a905f7"
        hex"2700e8a29b7bb45f3022a18a07bdc66d0254559e17cce64e3b4ad21578fcf410"
        hex"1ad4f87d3b4375a39988ac099b042b1e7c0c715678e4c2bea8905f607cf950f8";
    /// @dev −σ·γ of the generator.
    bytes private constant NEG_SIGMA_GAMMA = hex"2027321c749f39553bb874a2f10dcf31a104f3dfc655fb1676409c3b1536c874"
        hex"29730a7e17af61d5e6dd9d0385793001bb8ba16084959d0d0c98f6d061fca48f"
        hex"13c0a6450e8aaba8608b1ad517108f1ce439c794b2236854670da5ca97d3617b"
        hex"0a5cc3b6b0e5ba3e4bb760ccee2182072d1bc7d0f482625f4c06a8fe29993b11";

    /// @notice The key blob, with the given kind.
    function blob(bytes32 keyKind) internal view returns (bytes memory) {
        bytes memory bases =
            bytes.concat(G1.generator(K0), G1.generator(K1), G1.generator(K2), G1.generator(K3), G1.generator(K4));
        bytes memory groth16 = bytes.concat(G1.generator(ALPHA), NEG_BETA, NEG_GAMMA, NEG_DELTA);
        return bytes.concat(groth16, G_SIGMA_NEG, G, bases, keyKind);
    }

    /// @notice The key blob that other tests use: kind "dev".
    function blob() internal view returns (bytes memory) {
        return blob("dev");
    }

    /// @notice A valid proof of the inputs; another one for each seed.
    function prove(uint256[3] memory inputs, uint256 seed) internal view returns (bytes memory) {
        return prove(inputs, seed, uint256(keccak256(abi.encode("d", seed))) % BN254.R);
    }

    /// @notice A valid proof whose commitment D is `d` of the generator; 0 is the point at infinity.
    function prove(uint256[3] memory inputs, uint256 seed, uint256 d) internal view returns (bytes memory) {
        uint256 r = BN254.R;
        uint256 a = uint256(keccak256(abi.encode("a", seed))) % r;
        bytes memory commitment = G1.generator(d);
        uint256 sum = _publicSum(inputs, uint256(keccak256(abi.encodePacked(commitment, inputs))) % r);
        // a·1 = α·β + krs·δ + (sum + d)·γ
        uint256 rest = addmod(ALPHA * BETA, mulmod(GAMMA, addmod(sum, d, r), r), r);
        uint256 krs = mulmod(addmod(a, r - rest, r), DELTA_INVERSE, r);
        bytes memory pok = G1.generator(mulmod(SIGMA, d, r));
        return bytes.concat(G1.generator(a), ONE_G2, G1.generator(krs), commitment, pok);
    }

    /// @notice The key blob with another Pedersen generator G, and GσNeg = −σ·G where G is γ = 5 of the generator.
    function blobWithPedersenGenerator(bytes memory g) internal view returns (bytes memory other) {
        other = blob();
        for (uint256 i = 0; i < 128; ++i) {
            other[0x1c0 + i] = NEG_SIGMA_GAMMA[i];
            other[0x240 + i] = g[i];
        }
    }

    /// @notice kSum = K0 + A·K1 + z·K2 + y·K3 + h·K4 for a commitment, as a point.
    function publicPoint(uint256[3] memory inputs, bytes memory commitment) internal view returns (bytes memory) {
        return G1.generator(_publicSum(inputs, uint256(keccak256(abi.encodePacked(commitment, inputs))) % BN254.R));
    }

    function _publicSum(uint256[3] memory inputs, uint256 h) private pure returns (uint256 sum) {
        uint256 r = BN254.R;
        sum = addmod(K0, mulmod(inputs[0], K1, r), r);
        sum = addmod(sum, mulmod(inputs[1], K2, r), r);
        sum = addmod(sum, mulmod(inputs[2], K3, r), r);
        sum = addmod(sum, mulmod(h, K4, r), r);
    }
}
