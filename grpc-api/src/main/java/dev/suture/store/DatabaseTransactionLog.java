// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import dev.suture.chain.SignedTransaction;
import dev.suture.chain.TransactionKey;
import dev.suture.chain.TransactionLog;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Transactions in PostgreSQL; the signed bytes are sealed, because those of a reveal hold the code.
 */
public final class DatabaseTransactionLog implements TransactionLog {
  private static final String RAW = "raw";

  private final Jdbi jdbi;
  private final PayloadCipher cipher;

  /** Seals with the cipher. */
  public DatabaseTransactionLog(Database database, PayloadCipher cipher) {
    jdbi = database.jdbi();
    this.cipher = cipher;
  }

  @Override
  public List<SignedTransaction> attempts(TransactionKey key) {
    return jdbi.withHandle(handle -> attempts(handle, key));
  }

  @Override
  public SignedTransaction first(
      TransactionKey key,
      String sender,
      BigInteger pendingNonce,
      Function<BigInteger, SignedTransaction> sign) {
    return jdbi.inTransaction(
        handle -> {
          lock(handle, key.chain(), sender);
          List<SignedTransaction> recorded = attempts(handle, key);
          if (!recorded.isEmpty()) {
            return recorded.getFirst();
          }
          BigInteger nonce = pendingNonce.max(nextNonce(handle, key.chain(), sender));
          SignedTransaction signed = sign.apply(nonce);
          insert(handle, key, 0, signed);
          return signed;
        });
  }

  @Override
  public void add(TransactionKey key, SignedTransaction another) {
    jdbi.useTransaction(
        handle -> {
          lock(handle, key.chain(), another.sender());
          insert(handle, key, attempts(handle, key).size(), another);
        });
  }

  private static void lock(Handle handle, String chain, String sender) {
    handle
        .createQuery("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))::text")
        .bind("name", chain + "/" + sender)
        .mapTo(String.class)
        .one();
  }

  private static BigInteger nextNonce(Handle handle, String chain, String sender) {
    return handle
        .createQuery(
            "SELECT coalesce(max(nonce) + 1, 0) FROM transactions WHERE chain = :chain AND sender ="
                + " :sender")
        .bind("chain", chain)
        .bind("sender", sender)
        .mapTo(BigDecimal.class)
        .one()
        .toBigIntegerExact();
  }

  private List<SignedTransaction> attempts(Handle handle, TransactionKey key) {
    return handle
        .createQuery(
            "SELECT * FROM transactions WHERE chain = :chain AND patch_id = :patchId AND step ="
                + " :step ORDER BY attempt")
        .bindMethods(key)
        .map((row, context) -> signed(row))
        .list();
  }

  private SignedTransaction signed(ResultSet row) throws SQLException {
    return new SignedTransaction(
        row.getString("sender"),
        row.getBigDecimal("nonce").toBigIntegerExact(),
        row.getBytes("tx_hash"),
        cipher.open(row.getObject("id", UUID.class), RAW, row.getBytes(RAW)));
  }

  private void insert(Handle handle, TransactionKey key, int attempt, SignedTransaction signed) {
    UUID id = UUID.randomUUID();
    handle
        .createUpdate(
            "INSERT INTO transactions (id, chain, patch_id, step, attempt, sender, nonce, tx_hash,"
                + " raw) VALUES (:id, :chain, :patchId, :step, :attempt, :sender, :nonce, :hash,"
                + " :raw)")
        .bindMethods(key)
        .bind("id", id)
        .bind("attempt", attempt)
        .bind("sender", signed.sender())
        .bind("nonce", new BigDecimal(signed.nonce()))
        .bind("hash", signed.hash())
        .bind(RAW, cipher.seal(id, RAW, signed.raw()))
        .execute();
  }
}
