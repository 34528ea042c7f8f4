// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;

/**
 * The secrets of one patchId: b_c, b_y and b_s as field elements, b_k as 32 bytes, by HKDF-SHA256
 * with distinct labels.
 *
 * <p>The salt is a hash of all terms of the patch, and the info ends with the hash of new code, so
 * that a repeated seed still gives other blinds for other terms or another code (DESIGN.md §3, trap
 * (a)).
 */
public final class Blinds {
  /** Order of the BN254 scalar field. */
  public static final BigInteger FIELD_ORDER =
      new BigInteger(
          "21888242871839275222246405745257275088548364400416034343698204186575808495617");

  private static final int WORD_BYTES = 32;

  /** 384 bits reduced mod r: the bias is below 2^-128. */
  static final int WIDE_BYTES = 48;

  private final byte[] commitment;
  private final byte[] evaluation;
  private final byte[] parameters;
  private final byte[] reveal;

  private Blinds(byte[] commitment, byte[] evaluation, byte[] parameters, byte[] reveal) {
    this.commitment = commitment;
    this.evaluation = evaluation;
    this.parameters = parameters;
    this.reveal = reveal;
  }

  /**
   * Derives the blinds.
   *
   * @param salt 32 bytes that name the terms of the patch
   */
  public static Blinds derive(Seed seed, byte[] salt, RuntimeCode newCode) {
    byte[] hash = newCode.hash();
    return new Blinds(
        element(expand(seed, salt, "suture/v1/b_c", WIDE_BYTES, hash)),
        element(expand(seed, salt, "suture/v1/b_y", WIDE_BYTES, hash)),
        element(expand(seed, salt, "suture/v1/b_s", WIDE_BYTES, hash)),
        expand(seed, salt, "suture/v1/b_k", WORD_BYTES, hash));
  }

  /** HKDF-SHA256 with the label and the 32-byte hashes as info. */
  static byte[] expand(Seed seed, byte[] salt, String label, int length, byte[]... hashes) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    info.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    for (byte[] hash : hashes) {
      info.writeBytes(hash);
    }
    HKDFBytesGenerator hkdf = new HKDFBytesGenerator(SHA256Digest.newInstance());
    hkdf.init(new HKDFParameters(seed.bytes(), salt, info.toByteArray()));
    byte[] out = new byte[length];
    hkdf.generateBytes(out, 0, length);
    return out;
  }

  /** The integer mod r, as 32 bytes big-endian. */
  public static byte[] element(byte[] wide) {
    byte[] minimal = new BigInteger(1, wide).mod(FIELD_ORDER).toByteArray();
    byte[] word = new byte[WORD_BYTES];
    int length = Math.min(minimal.length, WORD_BYTES);
    System.arraycopy(minimal, minimal.length - length, word, WORD_BYTES - length, length);
    return word;
  }

  /** b_c, hides the code commitment. */
  public byte[] commitment() {
    return commitment.clone();
  }

  /** b_y, hides the evaluation. */
  public byte[] evaluation() {
    return evaluation.clone();
  }

  /** b_s, hides the secret parameters. */
  public byte[] parameters() {
    return parameters.clone();
  }

  /** b_k, hides the code hash in K. */
  public byte[] reveal() {
    return reveal.clone();
  }

  @Override
  public String toString() {
    return "Blinds[secret]";
  }
}
