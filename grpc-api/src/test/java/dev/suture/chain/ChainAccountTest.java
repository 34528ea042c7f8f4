// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.patch.Hex;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.SignedRawTransaction;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.transaction.type.Transaction1559;

class ChainAccountTest {
  private static final String ADDRESS = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private static ChainAccount account() {
    return ChainAccount.fromPrivateKey(Hex.decode("key", AnvilChain.FIRST_KEY));
  }

  @Test
  void readsAKeyThatOnlyItsOwnerMayRead(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("key"), "0x" + AnvilChain.FIRST_KEY + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertEquals(ADDRESS, ChainAccount.fromKeyFile(file).address().toString());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThrows(MalformedInputException.class, () -> ChainAccount.fromKeyFile(file));
  }

  @Test
  void refusesWhatIsNoKeyWithoutShowingIt(@TempDir Path folder) throws IOException {
    String zero = "00".repeat(32);
    String order = "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";
    for (String bad : new String[] {zero, order, AnvilChain.FIRST_KEY + "00", "xyz", ""}) {
      Path file = Files.writeString(folder.resolve("key"), bad);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      MalformedInputException e =
          assertThrows(MalformedInputException.class, () -> ChainAccount.fromKeyFile(file));
      assertFalse(!bad.isEmpty() && String.valueOf(e.getMessage()).contains(bad));
      Files.delete(file);
    }
    assertThrows(
        MalformedInputException.class, () -> ChainAccount.fromKeyFile(folder.resolve("none")));
  }

  @Test
  void signsForItsChainAndShowsOnlyItsAddress() throws Exception {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            31_337,
            BigInteger.TWO,
            BigInteger.TEN,
            ADDRESS,
            BigInteger.ZERO,
            "0x0102",
            BigInteger.ONE,
            BigInteger.TWO);
    SignedTransaction signed = account().sign(transaction);
    SignedRawTransaction decoded =
        (SignedRawTransaction) TransactionDecoder.decode(Hex.encode(signed.raw()));
    assertEquals(ADDRESS, decoded.getFrom());
    assertEquals(31_337, ((Transaction1559) decoded.getTransaction()).getChainId());
    assertEquals(BigInteger.TWO, signed.nonce());
    assertEquals("ChainAccount[" + ADDRESS + "]", account().toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws://127.0.0.1:8545", "file:///etc/passwd", "localhost", "http:"})
  void opensHttpAddressesOnly(String rpc) {
    URI uri = URI.create(rpc.equals("http:") ? "http:/nohost" : rpc);
    assertThrows(MalformedInputException.class, () -> ChainEndpoint.open(uri));
  }
}
