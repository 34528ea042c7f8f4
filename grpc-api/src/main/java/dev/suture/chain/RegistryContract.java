// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.protocol.core.methods.response.Log;

/** Calls and views of a PatchRegistry. */
final class RegistryContract {
  private static final byte[] REVEALED = topic("PatchRevealed(bytes32,address,bytes32)");
  private static final byte[] ANCHORED = topic("BundleAnchored(bytes32,bytes32)");

  private final ChainEndpoint endpoint;
  private final Address address;

  RegistryContract(ChainEndpoint endpoint, Address address) {
    this.endpoint = endpoint;
    this.address = address;
  }

  Address address() {
    return address;
  }

  Address executor() {
    return Abi.readAddress(view(Abi.call("executor")), 0);
  }

  Address router() {
    return Abi.readAddress(view(Abi.call("router")), 0);
  }

  PatchState state(byte[] patchId) {
    byte[] result = view(Abi.call("state", Abi.word(patchId)));
    return PatchState.values()[Abi.readUint(result, 0).intValueExact()];
  }

  /** y as proven; zero before. */
  byte[] evaluation(byte[] patchId) {
    return Abi.readWord(view(Abi.call("evaluation", Abi.word(patchId))), 0);
  }

  /** Indices of the claims that are proven. */
  BitSet provenClaims(byte[] patchId) {
    BigInteger bits = Abi.readUint(view(Abi.call("provenClaims", Abi.word(patchId))), 0);
    return BitSet.valueOf(new long[] {bits.longValueExact()});
  }

  /** Transaction that revealed the patch. */
  Optional<String> revealTransaction(byte[] patchId) {
    List<Log> logs = endpoint.logs(address, REVEALED, patchId);
    return logs.isEmpty() ? Optional.empty() : Optional.of(logs.getLast().getTransactionHash());
  }

  /** Root that was anchored last. */
  Optional<byte[]> anchoredRoot(byte[] patchId) {
    List<Log> logs = endpoint.logs(address, ANCHORED, patchId);
    return logs.isEmpty()
        ? Optional.empty()
        : Optional.of(Abi.readWord(Hex.decode("root", logs.getLast().getData()), 0));
  }

  static byte[] commit(Statement statement) {
    return Abi.call("commit", patch(statement), Abi.bytes(statement.claimsBytes()));
  }

  static byte[] prove(byte[] patchId, int index, byte[] evaluation, byte[] proof) {
    return Abi.call(
        "prove", Abi.word(patchId), Abi.uint256(index), Abi.uint256(evaluation), Abi.bytes(proof));
  }

  /**
   * Proves several claims at once.
   *
   * @param indices the claims, not empty
   * @param proofs of these claims one behind the other, the lowest index first
   */
  static byte[] proveBatch(byte[] patchId, BitSet indices, byte[] evaluation, byte[] proofs) {
    return Abi.call(
        "proveBatch",
        Abi.word(patchId),
        Abi.uint16(indices.toLongArray()[0]),
        Abi.uint256(evaluation),
        Abi.bytes(proofs));
  }

  static byte[] anchorBundle(byte[] patchId, byte[] root) {
    return Abi.call("anchorBundle", Abi.word(patchId), Abi.word(root));
  }

  static byte[] arm(byte[] patchId) {
    return Abi.call("arm", Abi.word(patchId));
  }

  private static StaticStruct patch(Statement statement) {
    PatchTerms terms = statement.terms();
    return new StaticStruct(
        Abi.address(terms.proposer()),
        Abi.address(terms.target()),
        Abi.address(terms.oldImplementation()),
        Abi.word(terms.oldCodeHash()),
        Abi.address(terms.newImplementation()),
        Abi.word(statement.codeCommitment()),
        Abi.word(statement.revealCommitment()),
        Abi.word(statement.claimsHash()),
        Abi.word(terms.upgradeDataHash()),
        Abi.uint64(terms.earliestReveal()),
        Abi.uint64(terms.latestReveal()),
        Abi.word(terms.nonce()));
  }

  private byte[] view(byte[] callData) {
    return endpoint.view(address, callData);
  }

  private static byte[] topic(String event) {
    return Keccak256.hash(event.getBytes(StandardCharsets.US_ASCII));
  }
}
