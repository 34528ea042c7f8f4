// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.statement.Address;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/** An account that signs transactions here, so that no endpoint holds its key. */
public final class ChainAccount {
  private static final int KEY_BYTES = 32;
  private static final BigInteger CURVE_ORDER =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private final Credentials credentials;
  private final Address address;

  private ChainAccount(Credentials credentials) {
    this.credentials = credentials;
    this.address = Address.fromHex("address", credentials.getAddress());
  }

  /** The account of a secp256k1 key: 32 bytes big-endian, from 1 to the curve's order − 1. */
  public static ChainAccount fromPrivateKey(byte[] key) {
    BigInteger scalar = new BigInteger(1, key);
    if (key.length != KEY_BYTES || scalar.signum() == 0 || scalar.compareTo(CURVE_ORDER) >= 0) {
      throw new MalformedInputException(
          "account key", "is not a private key: 32 bytes below the order of secp256k1");
    }
    return new ChainAccount(Credentials.create(scalar.toString(16)));
  }

  /** Reads a key as 64 hex digits from a file that only its owner may read. */
  public static ChainAccount fromKeyFile(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new MalformedInputException(
            "account key", "lies in a file that others may read; run: chmod 600 " + file);
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      return fromPrivateKey(Hex.decode("account key", text, KEY_BYTES));
    } catch (IOException e) {
      throw new MalformedInputException("account key", "cannot be read from " + file);
    }
  }

  /** The account's address. */
  public Address address() {
    return address;
  }

  SignedTransaction sign(RawTransaction transaction) {
    byte[] raw = TransactionEncoder.signMessage(transaction, credentials);
    return new SignedTransaction(
        address.toString(), transaction.getNonce(), Keccak256.hash(raw), raw);
  }

  /** Shows the address only. */
  @Override
  public String toString() {
    return "ChainAccount[" + address + "]";
  }
}
