// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import dev.suture.attestation.MalformedInputException;
import dev.suture.chain.ChainException;
import dev.suture.store.Home;
import dev.suture.store.StoreException;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Starts a server and prints {@code suture server listening on 127.0.0.1:PORT}. */
public final class ServerMain {
  private static final int BAD_INPUT = 2;
  private static final int OUR_FAULT = 4;

  /** Writes a stack trace for each message that is too long; kept here, for loggers are weak. */
  private static final Logger OVERSIZE =
      Logger.getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyServerStream");

  private ServerMain() {}

  /**
   * Options: {@code [--port N] [--database JDBC_URL]}. Ends with 2 for bad options, 4 when it
   * cannot start.
   */
  public static void main(String[] arguments) throws InterruptedException {
    OVERSIZE.setLevel(Level.OFF);
    try {
      Server server = Server.start(Home.ofEnvironment(), ServerOptions.parse(arguments));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      System.out.println("suture server listening on 127.0.0.1:" + server.port());
      server.await();
    } catch (MalformedInputException e) {
      fail(e, BAD_INPUT);
    } catch (StoreException | ChainException | IOException e) {
      fail(e, OUR_FAULT);
    }
  }

  private static void fail(Exception e, int status) {
    System.err.println("suture server: " + e.getMessage());
    System.exit(status);
  }
}
