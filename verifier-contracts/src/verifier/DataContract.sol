// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title Bytes kept as the code of a contract (SSTORE2): written once, cheap to read, never changed.
/// @dev The code is 0x00 (STOP, so that nothing in it ever runs) followed by the data.
library DataContract {
    /// @notice The data contract could not be created: it is longer than 24,575 bytes, or gas ran out.
    error DataNotStored(uint256 length);

    /// @dev EIP-170's limit, less the STOP.
    uint256 internal constant MAX_LENGTH = 24575;

    /// @notice Stores `data` as the code of a new contract.
    function write(bytes memory data) internal returns (address pointer) {
        require(data.length <= MAX_LENGTH, DataNotStored(data.length));
        // PUSH2 length+1 DUP1 PUSH1 10 RETURNDATASIZE CODECOPY RETURNDATASIZE RETURN, then the code itself
        bytes memory creation = abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df3", hex"00", data);
        assembly ("memory-safe") {
            pointer := create(0, add(creation, 0x20), mload(creation))
        }
        require(pointer != address(0), DataNotStored(data.length));
    }

    /// @notice Reads the data back.
    function read(address pointer) internal view returns (bytes memory data) {
        uint256 length = pointer.code.length - 1;
        data = new bytes(length);
        assembly ("memory-safe") {
            extcodecopy(pointer, add(data, 0x20), 1, length)
        }
    }
}
