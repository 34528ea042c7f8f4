// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {BN254} from "../../src/verifier/BN254.sol";
import {VerifyingKey} from "../../src/verifier/VerifyingKey.sol";
import {G1, G2} from "../kit/Points.sol";
import {Suite} from "../kit/Suite.sol";
import {TrapdoorKey} from "../kit/TrapdoorKey.sol";

contract VerifyingKeyTest is Suite {
    uint256 private constant ALPHA = 0;
    uint256 private constant NEG_BETA = 0x40;
    uint256 private constant NEG_GAMMA = 0xc0;
    uint256 private constant NEG_DELTA = 0x140;
    uint256 private constant G_SIGMA_NEG = 0x1c0;
    uint256 private constant PEDERSEN_G = 0x240;
    uint256 private constant IC = 0x2c0;
    uint256 private constant KIND = 0x400;

    /// @dev A point of the twist with x = 1 that is not in the subgroup of order r.
    bytes private constant OUTSIDE_SUBGROUP = abi.encodePacked(
        uint256(0),
        uint256(1),
        uint256(0x0d1271953ed9ea0836846e70a1934187998c7f790cb4d7511b7f8da82de048a4),
        uint256(0x2869111d5381f072f8e2728fdb825a51aadd70e52c9830e9ab4b871c0531f1bb)
    );

    bytes private key;

    function setUp() public {
        key = TrapdoorKey.blob();
    }

    function lint(bytes calldata blob) external view returns (bytes32) {
        return VerifyingKey.lint(blob);
    }

    function test_acceptsDevKey() public view {
        vm.assertEq(this.lint(key), "dev");
    }

    function testFuzz_returnsKeyKind(bytes32 kind) public view {
        vm.assume(kind != 0);
        vm.assertEq(this.lint(TrapdoorKey.blob(kind)), kind);
    }

    function test_RevertWhen_keyKindIsMissing() public {
        _refuses(TrapdoorKey.blob(0), abi.encodeWithSelector(VerifyingKey.KeyKindMissing.selector));
    }

    function testFuzz_RevertWhen_lengthIsAnother(uint256 length) public {
        length = bound(length, 0, 2000);
        vm.assume(length != 1056);
        _refuses(randomBytes(length, 1), abi.encodeWithSelector(VerifyingKey.KeyLength.selector, length));
    }

    function test_RevertWhen_keyIsCutOrPadded() public {
        _refuses(bytes.concat(key, hex"00"), abi.encodeWithSelector(VerifyingKey.KeyLength.selector, 1057));
        _refuses(slice(key, 0, 1055), abi.encodeWithSelector(VerifyingKey.KeyLength.selector, 1055));
    }

    function test_RevertWhen_aG1PointIsAtInfinity() public {
        uint256[6] memory offsets = _g1Offsets();
        for (uint256 i = 0; i < 6; ++i) {
            _refusesG1(offsets[i], new bytes(64));
        }
    }

    function test_RevertWhen_aG1PointIsOffTheCurve() public {
        uint256[6] memory offsets = _g1Offsets();
        for (uint256 i = 0; i < 6; ++i) {
            _refusesG1(offsets[i], abi.encode(uint256(1), uint256(3)));
        }
    }

    function test_RevertWhen_aG1CoordinateIsNotReduced() public {
        uint256[6] memory offsets = _g1Offsets();
        for (uint256 i = 0; i < 6; ++i) {
            (uint256 x, uint256 y) = abi.decode(slice(key, offsets[i], 64), (uint256, uint256));
            _refusesG1(offsets[i], abi.encode(x + BN254.P, y));
            _refusesG1(offsets[i], abi.encode(x, y + BN254.P));
        }
    }

    function test_RevertWhen_aG2PointIsAtInfinity() public {
        uint256[5] memory offsets = _g2Offsets();
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory why = abi.encodeWithSelector(VerifyingKey.KeyPointG2AtInfinity.selector, offsets[i]);
            _refuses(_with(offsets[i], new bytes(128)), why);
        }
    }

    function test_RevertWhen_aG2PointIsOffTheCurve() public {
        uint256[5] memory offsets = _g2Offsets();
        for (uint256 i = 0; i < 5; ++i) {
            _refusesG2(offsets[i], abi.encode(uint256(1), uint256(2), uint256(3), uint256(4)));
        }
    }

    /// @dev On the curve, but of another order: it would make the pairing's arguments meaningless.
    function test_RevertWhen_aG2PointIsOutsideTheSubgroup() public {
        uint256[5] memory offsets = _g2Offsets();
        for (uint256 i = 0; i < 5; ++i) {
            _refusesG2(offsets[i], OUTSIDE_SUBGROUP);
        }
    }

    function test_RevertWhen_aG2CoordinateIsNotReduced() public {
        uint256[5] memory offsets = _g2Offsets();
        for (uint256 i = 0; i < 20; ++i) {
            uint256 offset = offsets[i / 4];
            bytes memory point = slice(key, offset, 128);
            uint256 word = 0x20 * (i % 4);
            assembly ("memory-safe") {
                let at_ := add(add(point, 0x20), word)
                mstore(at_, add(mload(at_), 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47))
            }
            _refusesG2(offset, point);
        }
    }

    /// @dev With γ = δ a prover moves any public input into Krs.
    function test_RevertWhen_gammaIsDelta() public {
        bytes memory gamma = slice(key, NEG_GAMMA, 128);
        bytes memory why = abi.encodeWithSelector(VerifyingKey.KeyGammaIsDelta.selector);
        _refuses(_with(NEG_DELTA, gamma), why);
        _refuses(_with(NEG_DELTA, G2.negate(gamma)), why);
    }

    /// @dev σ = ±1: PoK = ±D proves no knowledge.
    function test_RevertWhen_sigmaIsTrivial() public {
        bytes memory g = slice(key, PEDERSEN_G, 128);
        bytes memory why = abi.encodeWithSelector(VerifyingKey.KeySigmaTrivial.selector);
        _refuses(_with(G_SIGMA_NEG, g), why);
        _refuses(_with(G_SIGMA_NEG, G2.negate(g)), why);
    }

    function test_RevertWhen_twoBasesAreEqualOrOpposite() public {
        for (uint256 i = 0; i < 5; ++i) {
            bytes memory base = slice(key, IC + 64 * i, 64);
            for (uint256 j = i + 1; j < 5; ++j) {
                bytes memory why = abi.encodeWithSelector(VerifyingKey.KeyBasesEqual.selector, i, j);
                _refuses(_with(IC + 64 * j, base), why);
                _refuses(_with(IC + 64 * j, G1.negate(base)), why);
            }
        }
    }

    /// @dev A flipped bit leaves the curve, and never does anything else than being refused; only the kind is free.
    function test_RevertWhen_oneBitOfAnyByteOfAPointIsFlipped() public view {
        bytes memory original = key;
        for (uint256 i = 0; i < KIND; ++i) {
            uint256 bit = 8 * i + uint256(keccak256(abi.encode(i))) % 8;
            bytes memory mutated = flipBit(original, bit);
            (bool ok, bytes memory reason) =
                address(this).staticcall{gas: 700_000}(abi.encodeCall(this.lint, (mutated)));
            vm.assertFalse(ok, "a mutated key is refused");
            bytes4 why = bytes4(reason);
            bool expected = why == VerifyingKey.KeyPointG1.selector || why == VerifyingKey.KeyPointG2.selector;
            vm.assertTrue(expected, "because of its point");
        }
    }

    function _refusesG1(uint256 offset, bytes memory point) private {
        _refuses(_with(offset, point), abi.encodeWithSelector(VerifyingKey.KeyPointG1.selector, offset));
    }

    function _refusesG2(uint256 offset, bytes memory point) private {
        _refuses(_with(offset, point), abi.encodeWithSelector(VerifyingKey.KeyPointG2.selector));
    }

    function _refuses(bytes memory blob, bytes memory why) private {
        vm.expectRevert(why);
        this.lint{gas: 1_000_000}(blob);
    }

    function _with(uint256 offset, bytes memory part) private view returns (bytes memory blob) {
        blob = key;
        for (uint256 i = 0; i < part.length; ++i) {
            blob[offset + i] = part[i];
        }
    }

    function _g1Offsets() private pure returns (uint256[6] memory) {
        return [ALPHA, IC, IC + 0x40, IC + 0x80, IC + 0xc0, IC + 0x100];
    }

    function _g2Offsets() private pure returns (uint256[5] memory) {
        return [NEG_BETA, NEG_GAMMA, NEG_DELTA, G_SIGMA_NEG, PEDERSEN_G];
    }
}
