// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {CodePolynomial} from "../../src/executor/CodePolynomial.sol";
import {BN254} from "../../src/verifier/BN254.sol";
import {World} from "../kit/World.sol";

contract CodePolynomialTest is World {
    uint256 private constant LARGEST = 24_576;

    function setUp() public override {}

    /// @dev Against a second way: powers added up, chunk by chunk.
    function testFuzz_isTheSumOfPowers(bytes calldata code, uint256 bY, uint256 z) public pure {
        (bY, z) = (bY % BN254.R, z % BN254.R);
        vm.assertEq(evaluate(code, bY, z), polynomial(code, bY, z));
    }

    /// @dev Every remainder of the unrolling by eight and of the padding by 31.
    function test_isTheSumOfPowersForEveryShortLength() public pure {
        uint256 z = uint256(keccak256("z")) % BN254.R;
        for (uint256 length = 0; length <= 31 * 18; ++length) {
            bytes memory code = randomBytes(length, length);
            vm.assertEq(evaluate(code, 5, z), polynomial(code, 5, z));
        }
    }

    function test_isTheSumOfPowersForTheLargestCode() public pure {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 z = uint256(keccak256(abi.encode("z", i))) % BN254.R;
            bytes memory code = randomBytes(LARGEST - i, i);
            vm.assertEq(evaluate(code, 5, z), polynomial(code, 5, z));
        }
    }

    /// @dev Sums are not reduced on the way; the largest chunks at the largest point must not wrap.
    function test_doesNotWrapAtTheExtremes() public pure {
        bytes memory code = new bytes(LARGEST);
        for (uint256 i = 0; i < LARGEST; ++i) {
            code[i] = 0xff;
        }
        vm.assertEq(evaluate(code, BN254.R - 1, BN254.R - 1), polynomial(code, BN254.R - 1, BN254.R - 1));
        vm.assertEq(evaluate(code, BN254.R - 1, 0), LARGEST);
        vm.assertEq(evaluate(code, 0, 1), polynomial(code, 0, 1));
    }

    /// @dev The length is the constant term: trailing zeros, invisible in the chunks, still count.
    function testFuzz_tellsPaddedCodeFromCode(bytes calldata code, uint256 z) public pure {
        z = bound(z, 1, BN254.R - 1);
        vm.assertNotEq(evaluate(bytes.concat(code, hex"00"), 0, z), evaluate(code, 0, z));
    }

    function testFuzz_oneFlippedBitChangesTheValue(bytes calldata code, uint256 bit, uint256 z) public pure {
        vm.assume(code.length != 0);
        z = bound(z, 1, BN254.R - 1);
        bytes memory mutated = flipBit(code, bound(bit, 0, 8 * code.length - 1));
        vm.assertNotEq(evaluate(mutated, 7, z), evaluate(code, 7, z));
    }

    function testFuzz_blindShiftsTheValue(bytes calldata code, uint256 bY, uint256 z) public pure {
        (bY, z) = (bY % BN254.R, z % BN254.R);
        uint256 shifted = addmod(evaluate(code, 0, z), mulmod(bY, z, BN254.R), BN254.R);
        vm.assertEq(evaluate(code, bY, z), shifted);
    }

    function testFuzz_joinsBothCodesAtTheThousandAndTwentyFourthPower(uint256 a, uint256 b, uint256 z) public pure {
        (a, b, z) = (a % BN254.R, b % BN254.R, z % BN254.R);
        uint256 power = 1;
        for (uint256 i = 0; i < 1024; ++i) {
            power = mulmod(power, z, BN254.R);
        }
        vm.assertEq(CodePolynomial.join(a, b, z), addmod(a, mulmod(power, b, BN254.R), BN254.R));
    }

    /// @dev 795 coefficients at most on either side of 1,024: the two codes cannot run into each other.
    function test_swappedCodesHaveAnotherValue() public pure {
        uint256 z = uint256(keccak256("z")) % BN254.R;
        bytes memory first = randomBytes(LARGEST, 1);
        bytes memory second = randomBytes(LARGEST, 2);
        vm.assertNotEq(join(first, 0, second, z), join(second, 0, first, z));
    }

    function testFuzz_readsNothingBeyondTheCode(bytes calldata code, bytes calldata after_, uint256 z) public pure {
        z = z % BN254.R;
        bytes memory padded = bytes.concat(code, new bytes(30), after_);
        uint256 from;
        assembly ("memory-safe") {
            from := add(padded, 0x20)
        }
        uint256 sum = CodePolynomial.horner(from, code.length, z);
        vm.assertEq(CodePolynomial.assemble(code.length, 0, sum, z), polynomial(code, 0, z));
    }

    function evaluate(bytes memory code, uint256 bY, uint256 z) private pure returns (uint256) {
        bytes memory padded = bytes.concat(code, bytes32(0));
        uint256 from;
        assembly ("memory-safe") {
            from := add(padded, 0x20)
        }
        return CodePolynomial.assemble(code.length, bY, CodePolynomial.horner(from, code.length, z), z);
    }
}
