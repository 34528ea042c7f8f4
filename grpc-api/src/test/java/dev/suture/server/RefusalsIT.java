// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.chain.AnvilChain;
import dev.suture.chain.DevDeployment;
import dev.suture.cli.CliRun;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.Chain;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import dev.suture.v1.PublishRequest;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only the chain, or another patch, shows to be wrong: the same typed reason over gRPC and one
 * sentence with exit code on the command line. Nothing is sent.
 */
class RefusalsIT {
  private static LocalSuture suture;
  private static AnvilChain anvil;
  private static DevDeployment deployment;
  private static Path folder;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws IOException {
    folder = home;
    suture = LocalSuture.start(home, Map.of());
    Files.writeString(home.resolve("token"), suture.serverFile().token());
    anvil = AnvilChain.start();
    deployment = DevDeployment.deploy(anvil, Samples.OLD_CODE, Samples.initialize());
  }

  @AfterAll
  static void stop() {
    anvil.close();
    suture.close();
  }

  private static CliRun cli(String... arguments) {
    String[] service = {
      "--server",
      "127.0.0.1:" + suture.serverFile().port(),
      "--token-file",
      folder.resolve("token").toString()
    };
    return CliRun.of(service, arguments);
  }

  private static String attest(Consumer<PatchTerms.Builder> change) {
    return attest(Samples.patch(), change);
  }

  /** Attests with changed terms and returns the operation's name. */
  private static String attest(PatchInput patch, Consumer<PatchTerms.Builder> change) {
    PatchTerms.Builder terms = Samples.terms(deployment.terms(Samples.OLD_CODE)).toBuilder();
    change.accept(terms);
    Operation started =
        suture.client().attest(AttestRequest.newBuilder().setPatch(patch).setTerms(terms).build());
    Operation done = suture.await(started.getName());
    assertFalse(done.hasError(), () -> done.getError().toString());
    return done.getName();
  }

  private static void assertNotPublished(String name, String reason, String sentence)
      throws InvalidProtocolBufferException {
    long nonce = anvil.nonce(deployment.proposer());
    PublishRequest publish =
        PublishRequest.newBuilder()
            .setAttestation(name)
            .setChain(Chain.newBuilder().setRpcUrl(anvil.uri().toString()))
            .build();
    Status error = suture.await(suture.client().publish(publish).getName()).getError();
    assertEquals(Code.FAILED_PRECONDITION.value(), error.getCode(), error::toString);
    assertEquals(reason, error.getDetails(0).unpack(ErrorInfo.class).getReason());
    CliRun run = cli("publish", name, "--rpc", anvil.uri().toString());
    assertEquals(2, run.exitCode(), run.err());
    assertTrue(run.err().contains("suture: " + error.getMessage()), run.err());
    assertTrue(run.err().contains(sentence), run.err());
    assertFalse(run.err().contains("Exception") || run.err().contains("\tat "), run.err());
    assertEquals(nonce, anvil.nonce(deployment.proposer()), "nothing is sent");
  }

  @Test
  void anotherChain() throws Exception {
    String name = attest(terms -> terms.setChainId(1));
    assertNotPublished(name, "NO_CHAIN_KEY", "no key to sign transactions with");
    Path key = suture.home().chainKey();
    Files.writeString(key, AnvilChain.FIRST_KEY);
    try {
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      assertNotPublished(name, "BAD_CHAIN_KEY", "account key: lies in a file that others may read");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
      assertNotPublished(name, "CHAIN_ID_MISMATCH", "chain");
    } finally {
      Files.delete(key);
    }
  }

  @Test
  void noRegistry() throws Exception {
    assertNotPublished(
        attest(terms -> terms.setRegistry(ByteString.copyFrom(new byte[20]))),
        "NO_REGISTRY",
        "registry");
  }

  @Test
  void anotherProposer() throws Exception {
    assertNotPublished(
        attest(terms -> terms.setProposer(ByteString.copyFrom(Samples.random(20)))),
        "ACCOUNT_MISMATCH",
        "proposer");
  }

  @Test
  void codeThatIsNotTheTargets() throws Exception {
    assertNotPublished(
        attest(
            terms ->
                terms.setOldImplementation(ByteString.copyFrom(deployment.registry().bytes()))),
        "OLD_CODE_MISMATCH",
        ", the patch replaces " + deployment.registry());
    byte[] changed = Samples.OLD_CODE.clone();
    changed[changed.length - 10] ^= 1;
    PatchInput patch =
        PatchInput.newBuilder()
            .setOldCode(ByteString.copyFrom(changed))
            .setNewCode(ByteString.copyFrom(Samples.NEW_CODE))
            .setPropertiesYaml("version: 1\nshape: code-8k\nproperties: {code.prefix: {}}")
            .build();
    assertNotPublished(
        attest(patch, terms -> {}), "OLD_CODE_MISMATCH", " is not the patch's old code");
  }

  @Test
  void windowThatIsOver() throws Exception {
    assertNotPublished(
        attest(terms -> terms.setEarliestReveal(1).setLatestReveal(2)), "EXPIRED", "window");
  }

  @Test
  void keyThatTheChainDoesNotKnow() throws Exception {
    assertNotPublished(attest(terms -> {}), "KEY_MISMATCH", "key");
  }

  @Test
  void proofOfAnotherPatchAndBundleOfAnotherChain() throws Exception {
    Bundle mine = bundle(attest(terms -> {}));
    Bundle other = bundle(attest(terms -> {}));
    Path swapped = folder.resolve("swapped.suture");
    Files.write(
        swapped,
        Bundle.assemble(
                mine.statement(),
                other.proofs(),
                mine.opening(),
                mine.oldCode(),
                mine.labels(),
                BundleSigner.fromSeed(new byte[32]))
            .toBytes());
    for (CliRun run :
        List.of(
            CliRun.of(new String[0], "audit", swapped.toString()),
            cli("verify", swapped.toString()))) {
      assertEquals(1, run.exitCode(), run.out() + run.err());
      assertTrue(run.out().contains("FAIL"), run.out());
      assertTrue(run.out().contains("verdict: rejected"), run.out());
    }
    Path elsewhere = folder.resolve("elsewhere.suture");
    Files.write(elsewhere, bundle(attest(terms -> terms.setChainId(5))).toBytes());
    CliRun run =
        CliRun.of(new String[0], "audit", elsewhere.toString(), "--rpc", anvil.uri().toString());
    assertEquals(1, run.exitCode(), run.out() + run.err());
    assertTrue(run.out().contains("chain"), run.out());
  }

  private static Bundle bundle(String name) throws InvalidProtocolBufferException {
    return Bundle.fromBytes(
        suture.await(name).getResponse().unpack(Attestation.class).getBundle().toByteArray());
  }

  @Test
  void patchThatIsNoGuard() throws IOException {
    byte[] backdoor = Samples.NEW_CODE.clone();
    backdoor[40] ^= 1;
    Path old = write("old.hex", Samples.OLD_CODE);
    Path changed = write("new.hex", backdoor);
    Path properties = Files.writeString(folder.resolve("p.yaml"), Samples.PROPERTIES);
    for (String command : List.of("plan", "attest")) {
      CliRun run =
          cli(
              command,
              "--old",
              old.toString(),
              "--new-code",
              changed.toString(),
              "--properties",
              properties.toString());
      assertEquals(1, run.exitCode(), run.out() + run.err());
      assertTrue((run.out() + run.err()).contains("code.guardOnly: "), run.out() + run.err());
    }
  }

  private static Path write(String name, byte[] code) throws IOException {
    return Files.writeString(folder.resolve(name), dev.suture.attestation.patch.Hex.encode(code));
  }
}
