// SPDX-License-Identifier: Apache-2.0
package dev.suture.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;

/** Connections to PostgreSQL. */
public final class Database implements AutoCloseable {
  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(10);

  private final HikariDataSource source;
  private final Jdbi jdbi;

  private Database(HikariDataSource source) {
    this.source = source;
    jdbi = Jdbi.create(source);
    // Jdbi's own messages show the values of parameters.
    jdbi.getConfig(StatementExceptions.class)
        .setMessageRendering(StatementException::getShortMessage);
  }

  /** Connects at the first use; a database that is away then comes back by itself. */
  public static Database connect(String url, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
    config.setPoolName("suture");
    return new Database(new HikariDataSource(config));
  }

  /**
   * Brings the schema up to date.
   *
   * @throws StoreException if the database cannot be reached, or is another program's
   */
  public void migrate() {
    try {
      Flyway.configure().dataSource(source).load().migrate();
    } catch (FlywayException e) {
      throw new StoreException("the database cannot be reached or brought up to date", e);
    }
  }

  Jdbi jdbi() {
    return jdbi;
  }

  @Override
  public void close() {
    source.close();
  }
}
