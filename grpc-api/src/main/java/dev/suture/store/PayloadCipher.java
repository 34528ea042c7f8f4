// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals columns with AES-256-GCM: nonce (12 bytes) ‖ ciphertext ‖ tag (16). A value opens only in
 * the row and column that it was sealed for.
 */
public final class PayloadCipher {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecureRandom random = new SecureRandom();
  private final SecretKeySpec sealing;
  private final SecretKeySpec digesting;

  /** Uses a 32-byte key. */
  public PayloadCipher(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new StoreException("the store key has " + key.length + " bytes, expected " + KEY_BYTES);
    }
    sealing = new SecretKeySpec(derive(key, "suture/v1/store/seal"), "AES");
    digesting = new SecretKeySpec(derive(key, "suture/v1/store/digest"), "HmacSHA256");
  }

  /** Reads the key file; makes it on first use, readable by this user only. */
  public static PayloadCipher fromFile(Path file) {
    return new PayloadCipher(PrivateFile.readOrCreate(file, PayloadCipher::randomKey));
  }

  private static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  byte[] seal(UUID row, String column, byte[] clear) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    sealed.writeBytes(nonce);
    sealed.writeBytes(run(Cipher.ENCRYPT_MODE, nonce, row, column, clear));
    return sealed.toByteArray();
  }

  byte[] open(UUID row, String column, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, nonce, row, column, text);
  }

  /** A digest that confirms no guess to whoever lacks the key. */
  byte[] digest(byte[] secret) {
    return hmac(digesting, secret);
  }

  private byte[] run(int mode, byte[] nonce, UUID row, String column, byte[] text) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD((row + "/" + column).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new StoreException("column " + column + " does not open with this store key", e);
    }
  }

  private static byte[] derive(byte[] key, String label) {
    return hmac(new SecretKeySpec(key, "HmacSHA256"), label.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(SecretKeySpec key, byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has HmacSHA256
    }
  }
}
