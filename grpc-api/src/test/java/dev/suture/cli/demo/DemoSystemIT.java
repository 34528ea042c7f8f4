// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.guard.Guard;
import dev.suture.attestation.guard.GuardFile;
import dev.suture.attestation.guard.GuardSite;
import dev.suture.attestation.guard.GuardWriter;
import dev.suture.attestation.guard.PlacedGuard;
import dev.suture.cli.rpc.Abi;
import dev.suture.cli.rpc.JsonRpc;
import dev.suture.cli.rpc.RpcException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSystemIT {
  private static final Path CONTRACTS = Path.of("..", "verifier-contracts");

  @Test
  void exploitDrainsTheTokenUntilTheGuardedCodeIsInItsPlace(@TempDir Path folder) {
    try (AnvilProcess anvil = AnvilProcess.start(CONTRACTS, folder.resolve("anvil.log"));
        JsonRpc rpc = new JsonRpc(anvil.endpoint())) {
      DemoChain chain = new DemoChain(rpc);
      DemoSystem system = DemoSystem.deploy(chain);
      Exploit exploit = new Exploit(chain, system);
      String snapshot = chain.snapshot();
      exploit.run();
      assertEquals(BigInteger.ONE.shiftLeft(255), exploit.loot());
      chain.revertTo(snapshot);
      assertEquals(BigInteger.ZERO, exploit.loot());

      byte[] old = Abi.bytes(chain.code(system.implementation()));
      List<Integer> places = exploit.wrappingMultiplications(old);
      assertEquals(1, places.size());
      Guard guard = new Guard.CheckedArithmetic(Guard.CheckedArithmetic.Operation.MUL);
      PlacedGuard placed = new PlacedGuard(new GuardSite.BeforePc(places.getFirst()), guard);
      byte[] code = GuardWriter.write(old, new GuardFile(List.of(placed))).code();
      rpc.call("anvil_setCode", system.implementation(), "0x" + Abi.hex(code));

      RpcException refused = assertThrows(RpcException.class, exploit::run);
      assertEquals("0x", refused.revertData());
      BigInteger ten = BigInteger.TEN;
      chain.send(system.holder(), system.token(), "transfer(address,uint256)", system.user(), ten);
      chain.send(
          system.holder(),
          system.token(),
          "batchTransfer(address[],uint256)",
          List.of(system.user(), system.attacker()),
          ten);
      assertEquals(BigInteger.TWO.multiply(ten), exploit.balance(system.user()));
      assertTrue(system.newImplementation("0x" + "11".repeat(32)).matches("0x[0-9a-f]{40}"));
    }
  }
}
