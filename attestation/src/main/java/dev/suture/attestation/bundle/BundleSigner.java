// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs bundles with Ed25519 (RFC 8032). */
public final class BundleSigner {
  private static final int SEED_BYTES = Ed25519PrivateKeyParameters.KEY_SIZE;

  private final Ed25519PrivateKeyParameters key;

  private BundleSigner(Ed25519PrivateKeyParameters key) {
    this.key = key;
  }

  /** The key of a 32-byte seed. */
  public static BundleSigner fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new MalformedInputException(
          "signing key", "has " + seed.length + " bytes, expected " + SEED_BYTES);
    }
    return new BundleSigner(new Ed25519PrivateKeyParameters(seed, 0));
  }

  /** Reads the key file, or makes it once, readable by this user only. */
  public static BundleSigner loadOrCreate(Path file) {
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      return fromSeed(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("signing key file", e);
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    byte[] seed = new byte[SEED_BYTES];
    new SecureRandom().nextBytes(seed);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(file, seed);
    } catch (FileAlreadyExistsException e) {
      // Another process made it first; its key is the key.
    }
  }

  /** 32 bytes. */
  public byte[] publicKey() {
    return key.generatePublicKey().getEncoded();
  }

  byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  static boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  @Override
  public String toString() {
    return "BundleSigner[secret]";
  }
}
