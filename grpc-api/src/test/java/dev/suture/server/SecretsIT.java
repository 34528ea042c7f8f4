// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.longrunning.Operation;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.suture.attestation.patch.Blinds;
import dev.suture.attestation.patch.CaseScenarios;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.patch.ScenarioBlinds;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.chain.AnvilChain;
import dev.suture.chain.DevDeployment;
import dev.suture.chain.RecordingRpc;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.Chain;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.Job;
import dev.suture.v1.ListRequest;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyingKey;
import dev.suture.v1.WatchRequest;
import dev.suture.worker.Messages;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Until the reveal nothing that a run leaves behind shows new code, exploit, seed or blinds. */
class SecretsIT {
  private static final String PROPERTIES =
      SampleCase.PROPERTIES.replace("version: 1", "version: 1\nparameters: secret")
          + "  behaviour.expected: {}\n";
  private static final SampleCase CASE = new SampleCase();

  private final List<String> said = new ArrayList<>();
  private final SecretScan scan = new SecretScan();
  private final byte[] rejected = backdoor();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path temporary;

  private static byte[] backdoor() {
    byte[] code = Samples.NEW_CODE.clone();
    code[40] ^= 0x01;
    return code;
  }

  @Test
  void leavesNoSecretBehind() throws Exception {
    Map<String, String> environment =
        Map.of(
            "TMPDIR", temporary.toString(), "JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    try (AnvilChain anvil = AnvilChain.start();
        RecordingRpc rpc = new RecordingRpc(anvil.uri());
        TemporaryFiles files = new TemporaryFiles(temporary, scan);
        LocalSuture suture = LocalSuture.start(home, environment)) {
      DevDeployment deployment =
          DevDeployment.deploy(anvil, Samples.OLD_CODE, Samples.initialize());
      deployment.addVerifier(verifyingKey(suture, "code-8k"));
      deployment.addVerifier(verifyingKey(suture, "exec-1k"));
      PatchTerms terms = deployment.terms(Samples.OLD_CODE);
      Seed seed = Seed.random();
      lookFor(terms, seed);
      files.start();

      fail(suture);
      String name = attest(suture, terms, seed);
      Chain chain = Chain.newBuilder().setRpcUrl(rpc.uri().toString()).build();
      byte[] patchId = publish(suture, name, chain);
      deployment.approve(patchId);

      assertEquals(List.of(), files.found());
      assertEquals(List.of(), tracesOf(suture));
      assertEquals(List.of(), bodies(rpc));

      reveal(suture, name, chain);
      assertFalse(bodies(rpc).isEmpty(), "the scan would have seen the code");
      assertEquals(
          List.of("eth_sendRawTransaction"),
          rpc.calls().stream()
              .filter(call -> !scan.find("", call.body()).isEmpty())
              .map(RecordingRpc.Call::method)
              .toList());
    }
  }

  private void lookFor(PatchTerms terms, Seed seed) {
    Blinds blinds = Blinds.derive(seed, terms.salt(), RuntimeCode.of("new code", Samples.NEW_CODE));
    scan.addWindows("new code", Samples.NEW_CODE, Samples.OLD_CODE)
        .addWindows("rejected code", rejected, Samples.OLD_CODE)
        .add("hash of new code", Keccak256.hash(Samples.NEW_CODE))
        .add("seed", seed.bytes())
        .add("b_c", blinds.commitment())
        .add("b_y", blinds.evaluation())
        .add("b_s", blinds.parameters())
        .add("b_k", blinds.reveal());
    scan.add("exploit call data", CASE.callData())
        .add("attacker", CASE.attacker())
        .add("accomplice", CASE.accomplice())
        .add("slot of the harm", CASE.harmSlot())
        .add("slot of what is expected", CASE.expectedSlot())
        .addWindows("checker", CASE.checkerCode(), new byte[0]);
    lookForBlinds(terms, seed, 1, CaseScenarios.EXPLOIT);
    lookForBlinds(terms, seed, 2, 0);
    lookForBlinds(terms, seed, 3, 1);
    assertTrue(scan.size() > 100, "a patch with too few windows of its own");
  }

  private void lookForBlinds(PatchTerms terms, Seed seed, int proof, int scenario) {
    Patch patch = Messages.patch(patch(Samples.NEW_CODE));
    ScenarioBlinds own =
        ScenarioBlinds.derive(
            seed, terms.salt(), patch.newCode(), proof, patch.requireCase().json(), scenario);
    scan.add("scenario blind " + proof, own.scenario())
        .add("harm blind " + proof, own.harm())
        .add("expected blind " + proof, own.expected());
  }

  private byte[] verifyingKey(LocalSuture suture, String shape) {
    VerifyingKey key =
        suture
            .client()
            .getVerifyingKey(GetVerifyingKeyRequest.newBuilder().setShape(shape).build());
    return hear(key).getVkBlob().toByteArray();
  }

  /** Requests that fail in their several ways. */
  private void fail(LocalSuture suture) {
    byte[] long_ = new byte[24_577];
    System.arraycopy(Samples.NEW_CODE, 0, long_, 0, Samples.NEW_CODE.length);
    StatusRuntimeException e =
        assertThrows(
            StatusRuntimeException.class,
            () -> suture.client().attest(request(long_, Samples.attest().getTerms())));
    said.add(e + " " + e.getTrailers());
    hear(suture.client().plan(PlanRequest.newBuilder().setPatch(patch(rejected)).build()));
    Operation refused = suture.client().attest(request(rejected, Samples.attest().getTerms()));
    assertTrue(hear(suture.await(refused.getName())).hasError());
  }

  /** With a worker killed in the middle of the proof, and a server after it. */
  private String attest(LocalSuture suture, PatchTerms terms, Seed seed) throws Exception {
    hear(suture.client().plan(PlanRequest.newBuilder().setPatch(patch(Samples.NEW_CODE)).build()));
    AttestRequest request =
        request(Samples.NEW_CODE, Samples.terms(terms)).toBuilder()
            .setSeed(ByteString.copyFrom(seed.bytes()))
            .build();
    String name = hear(suture.client().attest(request)).getName();
    killInTheProof(suture, name);
    suture.startWorker();
    suture.killServer();
    suture.startServer();
    suture
        .client()
        .watch(WatchRequest.newBuilder().setName(name).build())
        .forEachRemaining(this::hear);
    Attestation attestation =
        hear(withoutOpening(suture.await(name).getResponse().unpack(Attestation.class)));
    hear(
        suture
            .client()
            .verify(VerifyRequest.newBuilder().setBundle(attestation.getBundle()).build()));
    hear(suture.client().list(ListRequest.getDefaultInstance()));
    return name;
  }

  /** The opening is the owner's, and holds what is looked for. */
  private Attestation withoutOpening(Attestation attestation) {
    List<String> opened = scan.find("opening", attestation.getScenarioOpening().toByteArray());
    for (String secret :
        List.of(
            "exploit call data",
            "attacker",
            "scenario blind 1",
            "expected blind 3",
            "slot of what is expected",
            "checker at 0",
            "b_c")) {
      assertTrue(opened.contains("opening: " + secret), opened::toString);
    }
    return attestation.toBuilder().clearScenarioOpening().build();
  }

  private void killInTheProof(LocalSuture suture, String name) throws Exception {
    var jobs = suture.client().watch(WatchRequest.newBuilder().setName(name).build());
    while (jobs.hasNext()) {
      Job job = hear(jobs.next());
      if (job.getPhase().startsWith("prove")) {
        TimeUnit.MILLISECONDS.sleep(500);
        suture.killWorker();
        return;
      }
    }
    throw new AssertionError("the proof was over before it could be killed");
  }

  private byte[] publish(LocalSuture suture, String name, Chain chain) throws Exception {
    Operation publishing =
        suture
            .client()
            .publish(PublishRequest.newBuilder().setAttestation(name).setChain(chain).build());
    Operation done = hear(suture.await(publishing.getName()));
    assertFalse(done.hasError(), done::toString);
    return done.getMetadata().unpack(Job.class).getPatchId().isEmpty()
        ? done.getResponse().unpack(dev.suture.v1.PublishResult.class).getPatchId().toByteArray()
        : done.getMetadata().unpack(Job.class).getPatchId().toByteArray();
  }

  private static void reveal(LocalSuture suture, String name, Chain chain) {
    Operation revealing =
        suture
            .client()
            .reveal(RevealRequest.newBuilder().setAttestation(name).setChain(chain).build());
    Operation done = suture.await(revealing.getName());
    assertFalse(done.hasError(), done::toString);
  }

  /** Everything that the run left or said, and where a secret is in it. */
  private List<String> tracesOf(LocalSuture suture) throws Exception {
    List<String> found = new ArrayList<>();
    found.addAll(scan.findBelow(home));
    found.addAll(scan.findBelow(temporary));
    for (Map.Entry<String, String> table : dump(suture.serverFile().database()).entrySet()) {
      found.addAll(scan.find("table " + table.getKey(), table.getValue()));
    }
    said.forEach(text -> found.addAll(scan.find("answer", text)));
    found.addAll(processes());
    return found;
  }

  private List<String> bodies(RecordingRpc rpc) {
    return rpc.calls().stream()
        .flatMap(call -> scan.find(call.method(), call.body()).stream())
        .toList();
  }

  /** All rows as text, bytes as hexadecimal. */
  private static Map<String, String> dump(String url) throws SQLException {
    Map<String, String> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      List<String> names =
          rows(statement, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
      for (String name : names) {
        tables.put(name, String.join("\n", rows(statement, "SELECT t::text FROM " + name + " t")));
      }
    }
    assertTrue(tables.getOrDefault("jobs", "").contains("\\x"), "the dump shows bytes");
    assertFalse(tables.getOrDefault("transactions", "").isEmpty());
    return tables;
  }

  private static List<String> rows(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** Command lines and environments of server, worker and database, which other users may see. */
  private List<String> processes() throws IOException {
    List<String> found = new ArrayList<>();
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      for (String file : List.of("cmdline", "environ")) {
        Path path = Path.of("/proc", Long.toString(process.pid()), file);
        if (Files.isReadable(path)) {
          found.addAll(scan.find(path.toString(), Files.readAllBytes(path)));
        }
      }
    }
    return found;
  }

  private <T extends Message> T hear(T answer) {
    said.add(answer.toString());
    found(answer);
    return answer;
  }

  private void found(Message answer) {
    assertEquals(List.of(), scan.find("answer", answer.toByteArray()));
  }

  private static PatchInput patch(byte[] newCode) {
    return Samples.patch().toBuilder()
        .setNewCode(ByteString.copyFrom(newCode))
        .setPropertiesYaml(PROPERTIES)
        .setCaseJson(ByteString.copyFrom(CASE.jsonWithCheckerAndExpected()))
        .build();
  }

  private static AttestRequest request(byte[] newCode, dev.suture.v1.PatchTerms terms) {
    return AttestRequest.newBuilder().setPatch(patch(newCode)).setTerms(terms).build();
  }

  /** Looks at temporary files again and again, because they may live for a moment only. */
  private static final class TemporaryFiles implements AutoCloseable {
    private static final int STEP_MILLIS = 20;

    private final Path folder;
    private final SecretScan scan;
    private final List<String> found = new ArrayList<>();
    private final Thread thread = new Thread(this::watch, "temporary files");

    TemporaryFiles(Path folder, SecretScan scan) {
      this.folder = folder;
      this.scan = scan;
    }

    void start() {
      thread.setDaemon(true);
      thread.start();
    }

    private void watch() {
      while (!Thread.currentThread().isInterrupted()) {
        try (var files = Files.walk(folder)) {
          for (Path file : files.filter(TemporaryFiles::isSmall).toList()) {
            look(file);
          }
          TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
          return;
        } catch (IOException | java.io.UncheckedIOException e) {
          continue; // a file vanished under the walk
        }
      }
    }

    /** Not the native libraries, which are looked at once, at the end. */
    private static boolean isSmall(Path file) {
      return Files.isRegularFile(file) && !file.toString().endsWith(".so");
    }

    private void look(Path file) throws IOException {
      List<String> secrets = new ArrayList<>(scan.find("name of a file", file.toString()));
      secrets.addAll(scan.find(file.toString(), Files.readAllBytes(file)));
      synchronized (found) {
        found.addAll(secrets);
      }
    }

    List<String> found() {
      synchronized (found) {
        return List.copyOf(found);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }
}
