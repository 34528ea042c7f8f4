// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ImplementationProof} from "../../src/executor/ImplementationProof.sol";
import {Suite} from "../kit/Suite.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

/// @dev A block of a real chain (anvil), made by script/implementation-proof.mjs.
contract ImplementationProofTest is Suite {
    string private json;
    address private proxy;
    bytes private header;
    bytes[] private accountNodes;
    bytes[] private slotNodes;

    function setUp() public {
        json = vm.readFile("test/vectors/implementation-proof.json");
        proxy = vm.parseJsonAddress(json, ".proxy");
        header = vm.parseJsonBytes(json, ".header");
        accountNodes = vm.parseJsonBytesArray(json, ".accountProof");
        slotNodes = vm.parseJsonBytesArray(json, ".storageProof");
        uint256 number = vm.parseJsonUint(json, ".number");
        vm.roll(number + 1);
        vm.setBlockhash(number, keccak256(header));
    }

    function read(address proxy_, bytes memory header_, bytes[] memory account_, bytes[] memory slot_)
        external
        view
        returns (address)
    {
        return ImplementationProof.implementationOf(proxy_, header_, account_, slot_);
    }

    function test_readsTheImplementationOutOfARealBlock() public view {
        vm.assertEq(this.read(proxy, header, accountNodes, slotNodes), vm.parseJsonAddress(json, ".implementation"));
    }

    function test_RevertWhen_headerIsChanged() public {
        bytes memory changed = flipBit(header, 8 * 100);
        vm.expectRevert(abi.encodeWithSelector(ImplementationProof.NotABlockOfThisChain.selector, keccak256(changed)));
        this.read(proxy, changed, accountNodes, slotNodes);
    }

    function test_RevertWhen_proxyIsAnother() public {
        vm.expectPartialRevert(TrieProof.TrieProofTraversalError.selector);
        this.read(address(uint160(proxy) ^ 1), header, accountNodes, slotNodes);
    }

    function test_RevertWhen_aNodeOfTheProofIsChanged() public {
        for (uint256 i = 0; i < accountNodes.length; ++i) {
            bytes[] memory changed = accountNodes;
            changed[i] = flipBit(changed[i], 8 * (changed[i].length - 1));
            _refuses(changed, slotNodes);
        }
        for (uint256 i = 0; i < slotNodes.length; ++i) {
            bytes[] memory changed = slotNodes;
            changed[i] = flipBit(changed[i], 8 * (changed[i].length - 1));
            _refuses(accountNodes, changed);
        }
    }

    function test_RevertWhen_proofsAreSwapped() public {
        _refuses(slotNodes, accountNodes);
    }

    function _refuses(bytes[] memory account_, bytes[] memory slot_) private {
        vm.expectPartialRevert(TrieProof.TrieProofTraversalError.selector);
        this.read(proxy, header, account_, slot_);
    }
}
