// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

interface IToken {
    function balanceOf(address member) external view returns (uint256);
}

/// A token (case evmpatch-hxg) is broken where a member's bookkeeping exceeds all that was issued.
contract Solvency {
    IToken private constant TOKEN = IToken(0xB5335e24d0aB29C190AB8C2B459238Da1153cEBA);
    address private constant MEMBER = 0xeee0000000000000000000000000000000000006;
    uint256 private constant SUPPLY = 0x17dfcdece4000;

    function broken() external view returns (bool) {
        return TOKEN.balanceOf(MEMBER) > SUPPLY;
    }
}

/// Its owner is an immutable variable, so that only a deployment knows its code.
contract Owned {
    address private immutable OWNER = msg.sender;

    function broken() external view returns (bool) {
        return OWNER == msg.sender;
    }
}

/// Without code of its own.
interface IChecker {
    function broken() external view returns (bool);
}

library Sums {
    function twice(uint256 x) public pure returns (uint256) {
        return x + x;
    }
}

/// Calls a library, which has to be linked first.
contract Unlinked {
    function broken() external view returns (bool) {
        return Sums.twice(block.number) == 0;
    }
}
