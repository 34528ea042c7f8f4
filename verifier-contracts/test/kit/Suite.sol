// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {Vm} from "./Vm.sol";

/// @title Base of every test contract.
abstract contract Suite {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @dev Tells forge that this is a test contract.
    bool public constant IS_TEST = true;

    /// @dev Maps a fuzzed value into [low, high].
    function bound(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        if (value >= low && value <= high) return value;
        return high - low == type(uint256).max ? value : low + value % (high - low + 1);
    }

    /// @dev An address for a name.
    function account(string memory name) internal returns (address a) {
        a = vm.addr(uint256(keccak256(bytes(name))));
        vm.label(a, name);
    }

    /// @dev Deterministic bytes.
    function randomBytes(uint256 length, uint256 seed) internal pure returns (bytes memory data) {
        data = new bytes(length);
        for (uint256 i = 0; i < length; i += 32) {
            bytes32 word = keccak256(abi.encode(seed, i));
            for (uint256 j = 0; j < 32 && i + j < length; ++j) {
                data[i + j] = word[j];
            }
        }
    }

    /// @dev A copy of `data` with one bit flipped.
    function flipBit(bytes memory data, uint256 bit) internal pure returns (bytes memory copy) {
        copy = bytes.concat(data);
        copy[bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }

    /// @dev `length` bytes of `data` from `from` on.
    function slice(bytes memory data, uint256 from, uint256 length) internal pure returns (bytes memory part) {
        assert(from + length <= data.length);
        part = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            part[i] = data[from + i];
        }
    }
}
