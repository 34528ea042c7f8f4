// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.attestation.RevealOpening;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.attestation.statement.Statement;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallEncodingTest {
  private static final byte[] PATCH_ID = word(0x11);
  private static final RevealOpening OPENING =
      new RevealOpening(new byte[] {1, 2, 3}, word(0x22), word(0x03));

  private static byte[] word(int value) {
    byte[] word = new byte[32];
    word[0] = 1;
    word[31] = (byte) value;
    return word;
  }

  private static Address address(int value) {
    byte[] bytes = new byte[20];
    bytes[19] = (byte) value;
    return Address.of("address", bytes);
  }

  private static Statement statement() {
    PatchTerms terms =
        new PatchTerms(
            1,
            address(1),
            address(2),
            address(3),
            address(4),
            word(5),
            address(6),
            word(7),
            8,
            9,
            word(10));
    Claim claim =
        new Claim(
            new byte[] {1, 2, 3, 4},
            word(11),
            word(12),
            new CodeDetail("code-8k", 100, 0, 0, word(13)));
    return new Statement(terms, word(14), word(15), List.of(claim));
  }

  /** Every call begins with the selector that the compiler's ABI gives to the function. */
  @ParameterizedTest
  @ValueSource(strings = {"commit", "prove", "proveBatch", "anchorBundle", "arm", "reveal"})
  void usesTheSelectorOfTheContract(String function) {
    byte[] call =
        switch (function) {
          case "commit" -> RegistryContract.commit(statement());
          case "prove" -> RegistryContract.prove(PATCH_ID, 0, word(1), new byte[384]);
          case "proveBatch" ->
              RegistryContract.proveBatch(PATCH_ID, claims(0, 2), word(1), new byte[768]);
          case "anchorBundle" -> RegistryContract.anchorBundle(PATCH_ID, word(1));
          case "arm" -> RegistryContract.arm(PATCH_ID);
          default -> ExecutorContract.reveal(PATCH_ID, OPENING, new byte[] {9}, List.of(word(4)));
        };
    String contract = function.equals("reveal") ? "PatchExecutor" : "PatchRegistry";
    assertEquals(selector(contract, function), Hex.encode(Arrays.copyOf(call, 4)));
  }

  private static BitSet claims(int... indices) {
    BitSet claims = new BitSet();
    IntStream.of(indices).forEach(claims::set);
    return claims;
  }

  @Test
  void writesTheSetOfClaimsAsBits() {
    byte[] proofs = new byte[768];
    Arrays.fill(proofs, (byte) 7);
    byte[] call = RegistryContract.proveBatch(PATCH_ID, claims(1, 15), word(1), proofs);
    assertArrayEquals(PATCH_ID, Abi.readWord(tail(call), 0));
    assertEquals(0x8002, Abi.readUint(tail(call), 1).intValueExact());
    assertArrayEquals(word(1), Abi.readWord(tail(call), 2));
    assertArrayEquals(left(4 * 32), Abi.readWord(tail(call), 3));
    assertEquals(768, Abi.readUint(tail(call), 4).intValueExact());
    assertArrayEquals(proofs, Arrays.copyOfRange(call, 4 + 5 * 32, call.length));
  }

  private static String selector(String contract, String function) {
    JsonNode entry =
        StreamSupport.stream(ContractArtifact.load(contract).abi().spliterator(), false)
            .filter(e -> e.path("name").asText().equals(function))
            .findFirst()
            .orElseThrow();
    String signature = function + types(entry.path("inputs"));
    return Hex.encode(
        Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)), 4));
  }

  private static String types(JsonNode inputs) {
    return StreamSupport.stream(inputs.spliterator(), false)
        .map(i -> i.has("components") ? types(i.path("components")) : i.path("type").asText())
        .collect(Collectors.joining(",", "(", ")"));
  }

  @Test
  void writesThePatchAsTwelveWordsThenTheClaims() {
    Statement statement = statement();
    byte[] call = RegistryContract.commit(statement);
    List<byte[]> words =
        List.of(
            left(2),
            left(3),
            left(4),
            word(5),
            left(6),
            word(14),
            word(15),
            statement.claimsHash(),
            word(7),
            left(8),
            left(9),
            word(10));
    for (int i = 0; i < words.size(); i++) {
      assertArrayEquals(words.get(i), Abi.readWord(tail(call), i), "word " + i);
    }
    assertArrayEquals(left(13 * 32), Abi.readWord(tail(call), 12));
    assertArrayEquals(left(96), Abi.readWord(tail(call), 13));
    assertArrayEquals(
        statement.claimsBytes(), Arrays.copyOfRange(call, 4 + 14 * 32, 4 + 14 * 32 + 96));
  }

  private static byte[] tail(byte[] call) {
    return Arrays.copyOfRange(call, 4, call.length);
  }

  private static byte[] left(int value) {
    byte[] word = new byte[32];
    word[30] = (byte) (value >> 8);
    word[31] = (byte) value;
    return word;
  }

  @Test
  void findsTheRevealAlsoInsideAnotherCall() {
    byte[] call = ExecutorContract.reveal(PATCH_ID, OPENING, new byte[0], List.of());
    ByteArrayOutputStream outer = new ByteArrayOutputStream();
    outer.writeBytes(new byte[71]);
    outer.writeBytes(call);
    outer.writeBytes(new byte[9]);
    for (byte[] callData : List.of(call, outer.toByteArray())) {
      RevealOpening found = RevealCall.find(callData, PATCH_ID).orElseThrow();
      assertArrayEquals(OPENING.code(), found.code());
      assertArrayEquals(OPENING.bK(), found.bK());
      assertArrayEquals(OPENING.bY(), found.bY());
    }
  }

  @Test
  void findsNoRevealOfAnotherPatchNorInACutCall() {
    byte[] call = ExecutorContract.reveal(PATCH_ID, OPENING, new byte[0], List.of());
    assertTrue(RevealCall.find(call, word(0x12)).isEmpty());
    int codeEnd = 4 + 6 * 32 + 32 + OPENING.code().length;
    for (int length = 0; length < codeEnd; length++) {
      assertTrue(RevealCall.find(Arrays.copyOf(call, length), PATCH_ID).isEmpty(), "at " + length);
    }
  }

  @Test
  void namesTheErrorsOfOurContracts() {
    byte[] data =
        Arrays.copyOf(
            Keccak256.hash("NotProposer(address,address)".getBytes(StandardCharsets.US_ASCII)), 4);
    assertEquals("NotProposer", ContractErrors.name(data));
    assertEquals("unknown error 0x01020304", ContractErrors.name(new byte[] {1, 2, 3, 4, 5}));
    assertEquals("a revert without reason", ContractErrors.name(new byte[0]));
  }

  @Test
  void showsNoCodeInText() {
    String code = Hex.encode(OPENING.code()).substring(2);
    var call =
        new TransactionSender.Call(address(1), OPENING.code(), () -> java.math.BigInteger.ONE);
    var signed = new SignedTransaction("0x", java.math.BigInteger.ONE, word(1), OPENING.code());
    assertFalse(call.toString().contains(code));
    assertFalse(signed.toString().contains(code));
  }

  @Test
  void givesTheRevealGasForTheWholeCodeButNoMoreThanATransactionMayAsk() {
    long small = gas(1).longValueExact();
    long large = gas(24_576).longValueExact();
    assertTrue(large > 24_576 * 200 + 1_000_000, "" + large);
    assertTrue(small > 1_000_000 && large <= 1 << 24);
    assertEquals(1 << 24, Revealer.gasLimit(OPENING, new byte[1 << 20]).longValueExact());
  }

  private static java.math.BigInteger gas(int codeBytes) {
    return Revealer.gasLimit(new RevealOpening(new byte[codeBytes], word(1), word(2)), new byte[0]);
  }
}
