// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {ImplementationProof} from "../../src/executor/ImplementationProof.sol";
import {Upgrades} from "../../src/executor/Upgrades.sol";
import {IPatchExecutor} from "../../src/interfaces/IPatchExecutor.sol";
import {ChainState} from "../kit/ChainState.sol";
import {PlainV1, PlainV2, StubbornBeacon, UupsToken} from "../kit/Implementations.sol";
import {World} from "../kit/World.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {ERC1967Proxy} from "@openzeppelin/contracts/proxy/ERC1967/ERC1967Proxy.sol";
import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";
import {TransparentUpgradeableProxy} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {TrieProof} from "@openzeppelin/contracts/utils/cryptography/TrieProof.sol";

contract AdoptionTest is World {
    PlainV1 private plain;
    UupsToken private uups;
    address private transparentProxy;
    address private uupsProxy;
    UpgradeableBeacon private beacon;

    function setUp() public override {
        super.setUp();
        plain = new PlainV1();
        uups = new UupsToken();
        bytes memory init = abi.encodeCall(PlainV1.initialize, ());
        transparentProxy = address(new TransparentUpgradeableProxy(address(plain), address(executor), init));
        init = abi.encodeCall(UupsToken.initialize, (address(executor)));
        uupsProxy = address(new ERC1967Proxy(address(uups), init));
        beacon = new UpgradeableBeacon(address(plain), address(executor));
    }

    // ---- adopt

    function test_adoptsEveryKind() public {
        _adopts(transparentProxy, IPatchExecutor.Kind.TRANSPARENT, address(plain));
        _adopts(uupsProxy, IPatchExecutor.Kind.UUPS, address(uups));
        _adopts(address(beacon), IPatchExecutor.Kind.BEACON, address(plain));
        vm.assertEq(implementationSlot(transparentProxy), address(plain));
        vm.assertEq(implementationSlot(uupsProxy), address(uups));
        vm.assertEq(beacon.implementation(), address(plain));
    }

    function test_findsTheAdminOfATransparentProxy() public view {
        vm.assertEq(
            Upgrades.proxyAdminOf(transparentProxy), address(uint160(uint256(vm.load(transparentProxy, _adminSlot()))))
        );
    }

    function test_RevertWhen_adoptedTwice() public {
        _adopt(uupsProxy, IPatchExecutor.Kind.UUPS, address(uups));
        _adoptReverts(
            uupsProxy,
            IPatchExecutor.Kind.UUPS,
            address(uups),
            abi.encodeWithSelector(IPatchExecutor.AlreadyAdopted.selector, uupsProxy, address(uups))
        );
    }

    function test_RevertWhen_adoptedByAnotherThanAdmin() public {
        bytes memory why = abi.encodeWithSelector(IAccessManaged.AccessManagedUnauthorized.selector, proposer);
        vm.startPrank(proposer);
        vm.expectRevert(why);
        executor.adopt(uupsProxy, IPatchExecutor.Kind.UUPS, address(uups));
        vm.expectRevert(why);
        executor.adoptProven(uupsProxy, IPatchExecutor.Kind.UUPS, "", new bytes[](0), new bytes[](0));
        vm.stopPrank();
    }

    function test_RevertWhen_executorDoesNotHoldTheRight() public {
        bytes memory init = abi.encodeCall(UupsToken.initialize, (stranger));
        _adoptReverts(
            address(new ERC1967Proxy(address(uups), init)),
            IPatchExecutor.Kind.UUPS,
            address(uups),
            abi.encodeWithSelector(UupsToken.NotOwner.selector, address(executor))
        );
        init = abi.encodeCall(PlainV1.initialize, ());
        bytes memory notOwner = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(executor));
        _adoptReverts(
            address(new TransparentUpgradeableProxy(address(plain), stranger, init)),
            IPatchExecutor.Kind.TRANSPARENT,
            address(plain),
            notOwner
        );
        _adoptReverts(
            address(new UpgradeableBeacon(address(plain), stranger)),
            IPatchExecutor.Kind.BEACON,
            address(plain),
            notOwner
        );
    }

    function test_RevertWhen_targetOrImplementationHasNoCode() public {
        bytes memory why = abi.encodeWithSelector(IPatchExecutor.NotContract.selector, stranger);
        _adoptReverts(stranger, IPatchExecutor.Kind.UUPS, address(uups), why);
        _adoptReverts(uupsProxy, IPatchExecutor.Kind.UUPS, stranger, why);
    }

    function test_RevertWhen_targetIsOfAnotherKind() public {
        address noAdmin = Upgrades.proxyAdminOf(uupsProxy);
        _adoptReverts(
            uupsProxy,
            IPatchExecutor.Kind.TRANSPARENT,
            address(uups),
            abi.encodeWithSelector(IPatchExecutor.NotContract.selector, noAdmin)
        );
        vm.startPrank(admin);
        vm.expectRevert();
        executor.adopt(transparentProxy, IPatchExecutor.Kind.UUPS, address(plain));
        vm.expectRevert();
        executor.adopt(uupsProxy, IPatchExecutor.Kind.BEACON, address(uups));
        vm.stopPrank();
    }

    function test_RevertWhen_beaconShowsAnotherImplementation() public {
        PlainV2 other = new PlainV2();
        _adoptReverts(
            address(beacon),
            IPatchExecutor.Kind.BEACON,
            address(other),
            abi.encodeWithSelector(IPatchExecutor.ImplementationMismatch.selector, address(beacon), address(plain))
        );
    }

    // ---- beacon

    function test_revealsForAllProxiesOfABeacon() public {
        address proxy = address(new BeaconProxy(address(beacon), abi.encodeCall(PlainV1.initialize, ())));
        _prepare(address(beacon), IPatchExecutor.Kind.BEACON, address(plain));
        Secret memory s = secretPatch(address(new PlainV2()).code, "n1");
        arm(s);
        reveal(s);
        vm.assertEq(beacon.implementation(), s.patch.newImplementation);
        vm.assertEq(PlainV2(proxy).version(), 2);
        vm.assertEq(PlainV2(proxy).value(), 7);
        vm.prank(guardian);
        executor.rollback(address(beacon));
        vm.assertEq(PlainV2(proxy).version(), 1);
    }

    function test_RevertWhen_beaconIsGivenUpgradeCall() public {
        _prepare(address(beacon), IPatchExecutor.Kind.BEACON, address(plain));
        Secret memory s = secretPatch(address(new PlainV2()).code, "n1");
        s.upgradeData = hex"01";
        seal(s);
        bytes32 patchId = arm(s);
        vm.prank(proposer);
        vm.expectRevert(abi.encodeWithSelector(IPatchExecutor.UpgradeDataUnsupported.selector, address(beacon)));
        executor.reveal(patchId, s.code, s.bK, s.bY, s.upgradeData, new bytes32[](0));
    }

    function test_RevertWhen_beaconDoesNotShowTheNewImplementation() public {
        address stubborn = address(new StubbornBeacon(address(plain)));
        _prepare(stubborn, IPatchExecutor.Kind.BEACON, address(plain));
        Secret memory s = secretPatch(address(new PlainV2()).code, "n1");
        bytes32 patchId = arm(s);
        vm.prank(proposer);
        vm.expectRevert(
            abi.encodeWithSelector(IPatchExecutor.ImplementationMismatch.selector, stubborn, address(plain))
        );
        executor.reveal(patchId, s.code, s.bK, s.bY, "", new bytes32[](0));
    }

    // ---- adopt by storage proof

    function test_adoptsWhatTheStorageProofShows() public {
        ChainState.Proof memory p = _proofOf(uupsProxy, address(uups));
        vm.expectEmit(address(executor));
        emit IPatchExecutor.TargetAdopted(uupsProxy, IPatchExecutor.Kind.UUPS, address(uups));
        _adoptProven(uupsProxy, IPatchExecutor.Kind.UUPS, p);
        vm.assertEq(executor.implementationOf(uupsProxy), address(uups));
        p = _proofOf(transparentProxy, address(plain));
        _adoptProven(transparentProxy, IPatchExecutor.Kind.TRANSPARENT, p);
        vm.assertEq(executor.implementationOf(transparentProxy), address(plain));
    }

    function test_RevertWhen_headerIsNotOfThisChain() public {
        ChainState.Proof memory p = _proofOf(uupsProxy, address(uups));
        vm.setBlockhash(p.number, keccak256("another block"));
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(ImplementationProof.NotABlockOfThisChain.selector, keccak256(p.header)));
        executor.adoptProven(uupsProxy, IPatchExecutor.Kind.UUPS, p.header, p.account, p.slot);
    }

    function test_RevertWhen_accountProofIsOfAnotherAccount() public {
        ChainState.Proof memory p = _proofOf(uupsProxy, address(uups));
        _provenReverts(transparentProxy, p);
    }

    function test_RevertWhen_aProofNodeIsAnother() public {
        ChainState.Proof memory p = _proofOf(uupsProxy, address(uups));
        bytes memory account = p.account[0];
        p.account[0] = flipBit(account, 8 * account.length - 1);
        _provenReverts(uupsProxy, p);
        p.account[0] = account;
        p.slot[0] = flipBit(p.slot[0], 8 * p.slot[0].length - 1);
        _provenReverts(uupsProxy, p);
    }

    function test_RevertWhen_aProofIsEmpty() public {
        ChainState.Proof memory p = _proofOf(uupsProxy, address(uups));
        bytes[] memory slot = p.slot;
        p.slot = new bytes[](0);
        _provenReverts(uupsProxy, p);
        (p.slot, p.account) = (slot, new bytes[](0));
        _provenReverts(uupsProxy, p);
    }

    function _proofOf(address proxy, address implementation) private returns (ChainState.Proof memory p) {
        vm.roll(block.number + 10);
        p = ChainState.prove(proxy, implementation, block.number - 3);
        vm.setBlockhash(p.number, keccak256(p.header));
    }

    function _provenReverts(address proxy, ChainState.Proof memory p) private {
        vm.prank(admin);
        vm.expectPartialRevert(TrieProof.TrieProofTraversalError.selector);
        executor.adoptProven(proxy, IPatchExecutor.Kind.UUPS, p.header, p.account, p.slot);
    }

    function _adoptProven(address proxy, IPatchExecutor.Kind kind, ChainState.Proof memory p) private {
        vm.prank(admin);
        executor.adoptProven(proxy, kind, p.header, p.account, p.slot);
    }

    function _prepare(address t, IPatchExecutor.Kind kind, address implementation) private {
        _adopt(t, kind, implementation);
        vm.prank(admin);
        registry.setPolicy(t, _one(address(timelock)), 1);
        target = t;
    }

    function _adopt(address t, IPatchExecutor.Kind kind, address implementation) private {
        vm.prank(admin);
        executor.adopt(t, kind, implementation);
    }

    function _adopts(address t, IPatchExecutor.Kind kind, address implementation) private {
        vm.expectEmit(address(executor));
        emit IPatchExecutor.TargetAdopted(t, kind, implementation);
        _adopt(t, kind, implementation);
        IPatchExecutor.Target memory adopted = executor.targetOf(t);
        vm.assertEq(adopted.implementation, implementation);
        vm.assertEq(uint256(adopted.kind), uint256(kind));
        vm.assertEq(adopted.previous, implementation);
        vm.assertEq(adopted.rollbackUntil, 0);
        vm.assertEq(adopted.sealSlotsHash, keccak256(abi.encode(executor.DEFAULT_SEAL_SLOT())));
    }

    function _adoptReverts(address t, IPatchExecutor.Kind kind, address implementation, bytes memory why) private {
        vm.prank(admin);
        vm.expectRevert(why);
        executor.adopt(t, kind, implementation);
    }

    function _adminSlot() private pure returns (bytes32) {
        return bytes32(uint256(keccak256("eip1967.proxy.admin")) - 1);
    }
}
