// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A log for tests of one process. */
final class InMemoryTransactionLog implements TransactionLog {
  private final Map<String, List<SignedTransaction>> entries = new LinkedHashMap<>();

  @Override
  public synchronized List<SignedTransaction> attempts(TransactionKey key) {
    return List.copyOf(entries.getOrDefault(name(key), List.of()));
  }

  @Override
  public synchronized SignedTransaction first(
      TransactionKey key,
      String sender,
      BigInteger pendingNonce,
      Function<BigInteger, SignedTransaction> sign) {
    List<SignedTransaction> known = attempts(key);
    if (!known.isEmpty()) {
      return known.getFirst();
    }
    BigInteger next =
        entries.values().stream()
            .flatMap(List::stream)
            .map(SignedTransaction::nonce)
            .max(Comparator.naturalOrder())
            .map(BigInteger.ONE::add)
            .orElse(BigInteger.ZERO);
    SignedTransaction signed = sign.apply(next.max(pendingNonce));
    add(key, signed);
    return signed;
  }

  @Override
  public synchronized void add(TransactionKey key, SignedTransaction another) {
    entries.computeIfAbsent(name(key), k -> new ArrayList<>()).add(another);
  }

  private static String name(TransactionKey key) {
    return key.chain() + "/" + HexFormat.of().formatHex(key.patchId()) + "/" + key.step();
  }
}
