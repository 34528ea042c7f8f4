// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.suture.v1.Shape;
import dev.suture.v1.VerifyingKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What the workers can do, as the last of them that started said. */
public final class ShapeStore {
  private final Jdbi jdbi;

  /** Reads and writes this database. */
  public ShapeStore(Database database) {
    jdbi = database.jdbi();
  }

  /**
   * Records a shape. Its key is not known before a worker has opened it: the files may be others
   * than last time.
   */
  public void put(Shape shape) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "INSERT INTO shapes (name, capacity, shape) VALUES (:name, :capacity, :shape)"
                        + " ON CONFLICT (name) DO UPDATE SET capacity = excluded.capacity, shape ="
                        + " excluded.shape, verifying_key = NULL")
                .bind("name", shape.getName())
                .bind("capacity", shape.getCodeCapacityBytes())
                .bind("shape", shape.toByteArray())
                .execute());
  }

  /** Records the verifying key of a shape. */
  public void put(VerifyingKey key) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("UPDATE shapes SET verifying_key = :key WHERE name = :name")
                .bind("name", key.getShape())
                .bind("key", key.toByteArray())
                .execute());
  }

  /** All shapes, by circuit, smallest first. */
  public List<Shape> shapes() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("SELECT shape FROM shapes")
                .mapTo(byte[].class)
                .map(ShapeStore::shape)
                .stream()
                .sorted(
                    Comparator.comparing(Shape::getCircuit).thenComparing(Shape::getConstraints))
                .toList());
  }

  /** The verifying key of a shape, once a worker has it. */
  public Optional<VerifyingKey> verifyingKey(String shape) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT verifying_key FROM shapes WHERE name = :name AND verifying_key IS NOT"
                        + " NULL")
                .bind("name", shape)
                .mapTo(byte[].class)
                .map(ShapeStore::key)
                .findOne());
  }

  private static Shape shape(byte[] bytes) {
    try {
      return Shape.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored shape is damaged", e);
    }
  }

  private static VerifyingKey key(byte[] bytes) {
    try {
      return VerifyingKey.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new StoreException("a stored verifying key is damaged", e);
    }
  }
}
