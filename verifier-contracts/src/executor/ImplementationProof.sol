// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ERC1967Utils} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Utils.sol";
import {BlockHeader} from "@openzeppelin/contracts/utils/BlockHeader.sol";
import {Memory} from "@openzeppelin/contracts/utils/Memory.sol";
import {RLP} from "@openzeppelin/contracts/utils/RLP.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

/// @title Reads another contract's ERC-1967 implementation slot out of a recent block of this chain (eth_getProof).
library ImplementationProof {
    using RLP for Memory.Slice;

    uint256 private constant STORAGE_ROOT = 2; // account = [nonce, balance, storageRoot, codeHash]

    /// @notice The header is not that of a block of this chain, or the block is more than 8,191 blocks old.
    error NotABlockOfThisChain(bytes32 headerHash);

    /// @notice The implementation of `proxy` at the end of the block with this header.
    /// @dev Reverts with {TrieProof-TrieProofTraversalError} for a wrong or incomplete proof, also where the slot is empty.
    /// @param header RLP of the block header
    /// @param accountProof trie nodes from the state root to the proxy's account
    /// @param storageProof trie nodes from the account's storage root to the slot
    function implementationOf(
        address proxy,
        bytes memory header,
        bytes[] memory accountProof,
        bytes[] memory storageProof
    ) internal view returns (address) {
        require(BlockHeader.verifyBlockHeader(header), NotABlockOfThisChain(keccak256(header)));
        bytes memory accountKey = abi.encodePacked(keccak256(abi.encodePacked(proxy)));
        bytes memory account = TrieProof.traverse(BlockHeader.getStateRoot(header), accountKey, accountProof);
        bytes32 storageRoot = RLP.decodeList(account)[STORAGE_ROOT].readBytes32();
        bytes memory slotKey = abi.encodePacked(keccak256(abi.encode(ERC1967Utils.IMPLEMENTATION_SLOT)));
        return RLP.decodeAddress(TrieProof.traverse(storageRoot, slotKey, storageProof));
    }
}
