// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import dev.suture.attestation.guard.GuardFile;
import dev.suture.attestation.guard.GuardWriter;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The token with BeautyChain's hole, and a guard-only patch of it. */
public final class Samples {
  /** Runtime code of DemoToken. */
  public static final byte[] OLD_CODE = demoToken();

  /** It refuses amounts above a cap. */
  public static final byte[] NEW_CODE =
      GuardWriter.write(
              OLD_CODE,
              GuardFile.fromYaml(
                  """
                  guards:
                    - selector: "batchTransfer(address[],uint256)"
                      revertIfArgumentAbove: {argument: 1, cap: 1000000000000000000000000}
                  """))
          .code();

  /** The small shape, to spare the machine. */
  public static final String PROPERTIES =
      """
      version: 1
      shape: code-8k
      properties:
        code.size: {maxBytes: 8192}
        code.guardOnly: {}
      """;

  private Samples() {}

  private static byte[] demoToken() {
    String resource = "/META-INF/suture/contracts/DemoToken.json";
    try (InputStream in = Samples.class.getResourceAsStream(resource)) {
      return Hex.decode(
          "DemoToken", new ObjectMapper().readTree(in).path("deployedBytecode").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Call data that initializes DemoToken. */
  public static byte[] initialize() {
    byte[] hash = Keccak256.hash("initialize(address,uint256)".getBytes(StandardCharsets.US_ASCII));
    String words = "00".repeat(12) + "11".repeat(20) + "00".repeat(31) + "64";
    return HexFormat.of().parseHex(HexFormat.of().formatHex(Arrays.copyOf(hash, 4)) + words);
  }

  /** Random bytes. */
  public static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  /** The patch. */
  public static PatchInput patch() {
    return PatchInput.newBuilder()
        .setOldCode(ByteString.copyFrom(OLD_CODE))
        .setNewCode(ByteString.copyFrom(NEW_CODE))
        .setPropertiesYaml(PROPERTIES)
        .build();
  }

  /** A request that no chain is needed for. */
  public static AttestRequest attest() {
    return AttestRequest.newBuilder()
        .setPatch(patch())
        .setTerms(
            PatchTerms.newBuilder()
                .setChainId(31_337)
                .setRegistry(ByteString.copyFrom(random(20)))
                .setProposer(ByteString.copyFrom(random(20)))
                .setTarget(ByteString.copyFrom(random(20)))
                .setOldImplementation(ByteString.copyFrom(random(20)))
                .setNewImplementation(ByteString.copyFrom(random(20)))
                .setEarliestReveal(1)
                .setLatestReveal(4_000_000_000L)
                .setNonce(ByteString.copyFrom(random(32))))
        .build();
  }

  /** Domain terms as a request carries them. */
  public static PatchTerms terms(dev.suture.attestation.statement.PatchTerms terms) {
    return PatchTerms.newBuilder()
        .setChainId(terms.chainId())
        .setRegistry(ByteString.copyFrom(terms.registry().bytes()))
        .setProposer(ByteString.copyFrom(terms.proposer().bytes()))
        .setTarget(ByteString.copyFrom(terms.target().bytes()))
        .setOldImplementation(ByteString.copyFrom(terms.oldImplementation().bytes()))
        .setNewImplementation(ByteString.copyFrom(terms.newImplementation().bytes()))
        .setEarliestReveal(terms.earliestReveal())
        .setLatestReveal(terms.latestReveal())
        .setNonce(ByteString.copyFrom(terms.nonce()))
        .build();
  }
}
