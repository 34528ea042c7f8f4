// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

/// @title A token with the hole of BeautyChain (2018), for demonstrations. NEVER use it.
/// @notice {batchTransfer} multiplies the number of receivers by the amount without a check: with two receivers and 2^255 the
/// sender pays nothing and the receivers get more than everything.
/// @dev Meant to stand behind a TransparentUpgradeableProxy. It has no immutables, so its runtime bytecode does not depend on
/// its address, and a bytecode-level patch of it is as upgradeable as before. It neither copies code nor asks for a code
/// size, which OpenZeppelin's Initializable does; the version it keeps is in the same slot.
contract DemoToken {
    /// @notice Tokens moved.
    event Transfer(address indexed from, address indexed to, uint256 value);

    /// @notice The sender has too little.
    error InsufficientBalance(address account, uint256 balance, uint256 needed);
    /// @notice From 1 to 20 receivers, and more than nothing for each.
    error InvalidBatch(uint256 receivers, uint256 value);

    /// @notice It has an owner of the supply already, or is the bare implementation.
    error InvalidInitialization();

    uint8 private constant DECIMALS = 18;
    /// @dev Initializable's slot of OpenZeppelin 5, which a reveal seals in the new implementation.
    bytes32 private constant INITIALIZED_SLOT = 0xf0c57e16840df040f15088dc2f81fe391c3923bec73e23a9662efc9c229c6a00;

    /// @notice Tokens in existence, as told at the start.
    uint256 public totalSupply;
    /// @notice Tokens of an account.
    mapping(address account => uint256) public balanceOf;

    constructor() {
        _setInitialized(type(uint64).max);
    }

    /// @notice Gives the whole supply to `holder`.
    function initialize(address holder, uint256 supply) external {
        require(_initialized() == 0, InvalidInitialization());
        _setInitialized(1);
        totalSupply = supply;
        balanceOf[holder] = supply;
        emit Transfer(address(0), holder, supply);
    }

    /// @notice Name of the token.
    function name() external pure returns (string memory) {
        return "Suture Demo Token";
    }

    /// @notice Symbol of the token.
    function symbol() external pure returns (string memory) {
        return "SDT";
    }

    /// @notice Decimals of the token.
    function decimals() external pure returns (uint8) {
        return DECIMALS;
    }

    /// @notice Moves tokens of the sender.
    function transfer(address to, uint256 value) external returns (bool) {
        _debit(msg.sender, value);
        _credit(msg.sender, to, value);
        return true;
    }

    /// @notice Moves `value` to each of up to 20 receivers.
    function batchTransfer(address[] calldata receivers, uint256 value) external returns (bool) {
        uint256 count = receivers.length;
        uint256 amount;
        unchecked {
            amount = count * value; // the hole
        }
        require(count > 0 && count <= 20 && value > 0, InvalidBatch(count, value));
        _debit(msg.sender, amount);
        for (uint256 i = 0; i < count; ++i) {
            _credit(msg.sender, receivers[i], value);
        }
        return true;
    }

    function _initialized() private view returns (uint256 version) {
        assembly ("memory-safe") {
            version := sload(INITIALIZED_SLOT)
        }
    }

    function _setInitialized(uint256 version) private {
        assembly ("memory-safe") {
            sstore(INITIALIZED_SLOT, version)
        }
    }

    function _debit(address from, uint256 value) private {
        uint256 balance = balanceOf[from];
        require(balance >= value, InsufficientBalance(from, balance, value));
        balanceOf[from] = balance - value;
    }

    function _credit(address from, address to, uint256 value) private {
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }
}
