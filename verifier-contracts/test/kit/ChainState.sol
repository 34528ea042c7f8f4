// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";

/// @title A block of a chain with one account that has one storage slot, and the proof of that slot.
/// @notice Each of the two tries has a single leaf, which is its root: the smallest state there is, encoded as Ethereum does.
library ChainState {
    using RLP for RLP.Encoder;

    struct Proof {
        uint256 number;
        bytes header;
        bytes[] account;
        bytes[] slot;
    }

    /// @notice A block in which `proxy` has `implementation` in its ERC-1967 slot and nothing else.
    function prove(address proxy, address implementation, uint256 number) internal pure returns (Proof memory p) {
        p.number = number;
        p.slot = new bytes[](1);
        p.slot[0] = leaf(keccak256(abi.encode(ERC1967Utils.IMPLEMENTATION_SLOT)), RLP.encode(implementation));
        bytes memory account =
            RLP.encoder().push(uint256(1)).push(uint256(0)).push(keccak256(p.slot[0])).push(keccak256("code")).encode();
        p.account = new bytes[](1);
        p.account[0] = leaf(keccak256(abi.encodePacked(proxy)), account);
        p.header = header(keccak256(p.account[0]), number);
    }

    /// @dev [0x20 ‖ all 64 nibbles of the path, value]: an even leaf.
    function leaf(bytes32 path, bytes memory value) private pure returns (bytes memory) {
        return RLP.encoder().push(abi.encodePacked(hex"20", path)).push(value).encode();
    }

    function header(bytes32 stateRoot, uint256 number) private pure returns (bytes memory) {
        RLP.Encoder memory e = RLP.encoder();
        e.push(keccak256("parent")).push(keccak256("ommers")).push(address(1)).push(stateRoot);
        e.push(keccak256("transactions")).push(keccak256("receipts")).push(new bytes(256)).push(uint256(0));
        e.push(number).push(uint256(60_000_000)).push(uint256(21_000)).push(uint256(1_800_000_000));
        e.push(bytes("extra")).push(keccak256("randao")).push(abi.encodePacked(bytes8(0)));
        return e.push(uint256(7)).encode();
    }
}
