// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Init code that deploys given runtime bytecode exactly, after sealing storage slots of the new contract.
/// @dev It runs no constructor of the new code, so the deployed bytes are the ones that were proven, and nothing depends on who deploys.
/// What constructors of upgradeable implementations do besides immutables, `_disableInitializers()`, is done by the seal: the
/// Initializable version is set to 2^64 − 1 in the implementation's own storage.
///
///     per slot:  PUSH8 2^64−1  PUSH32 slot  SSTORE                                                   43 bytes
///     then:      PUSH2 length  DUP1  PUSH2 offset  RETURNDATASIZE  CODECOPY  RETURNDATASIZE  RETURN   11 bytes
///     then:      the runtime bytecode
///
/// RETURNDATASIZE is zero: init code that has made no call.
library ExactRuntime {
    uint256 private constant SEAL_SIZE = 43;
    uint256 private constant TAIL_SIZE = 11;

    /// @notice Builds the init code for the runtime in `code` (calldata).
    /// @return initCode the init code; the 32 bytes after its end are zero
    /// @return runtime memory address of the runtime in it
    function initCodeFor(bytes calldata code, bytes32[] memory sealSlots)
        internal
        pure
        returns (bytes memory initCode, uint256 runtime)
    {
        uint256 offset = SEAL_SIZE * sealSlots.length + TAIL_SIZE;
        uint256 length = offset + code.length;
        assembly ("memory-safe") {
            initCode := mload(0x40)
            mstore(0x40, and(add(add(initCode, 0x5f), length), not(0x1f)))
            mstore(initCode, length)
            let position := add(initCode, 0x20)
            runtime := add(position, offset)
            for { let i := 0 } lt(i, mload(sealSlots)) { i := add(i, 1) } {
                mstore(position, shl(184, 0x67ffffffffffffffff)) // PUSH8
                mstore8(add(position, 9), 0x7f) // PUSH32
                mstore(add(position, 10), mload(add(add(sealSlots, 0x20), mul(0x20, i))))
                mstore8(add(position, 42), 0x55) // SSTORE
                position := add(position, SEAL_SIZE)
            }
            let tail := or(shl(64, code.length), or(0x6100008061000000000000, shl(32, offset)))
            mstore(position, shl(168, or(tail, 0x3d393df3)))
            calldatacopy(runtime, code.offset, code.length)
            mstore(add(runtime, code.length), 0)
        }
    }
}
