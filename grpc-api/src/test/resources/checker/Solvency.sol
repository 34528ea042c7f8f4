// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

interface ITill {
    function credit(address member) external view returns (uint256);
}

/// A till (case simple-reentrancy) is broken where a member's credit exceeds all that it holds.
contract Solvency {
    ITill private constant TILL = ITill(0x7111000000000000000000000000000000000001);
    address private constant MEMBER = 0xa11ce00000000000000000000000000000000001;

    function broken() external view returns (bool) {
        return TILL.credit(MEMBER) > address(TILL).balance;
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
