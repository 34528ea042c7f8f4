// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.longrunning.Operation;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Attestation;
import dev.suture.v1.AttestationServiceGrpc.AttestationServiceBlockingStub;
import dev.suture.v1.CancelRequest;
import dev.suture.v1.Chain;
import dev.suture.v1.GetRequest;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.ListRequest;
import dev.suture.v1.ListShapesRequest;
import dev.suture.v1.PatchInput;
import dev.suture.v1.PatchTerms;
import dev.suture.v1.PlanRequest;
import dev.suture.v1.PlanResponse;
import dev.suture.v1.PublishRequest;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.Verdict;
import dev.suture.v1.VerifyRequest;
import dev.suture.v1.VerifyResponse;
import dev.suture.v1.WatchRequest;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a request, the caller gets one clear typed error, and nothing is lost. */
class BadInputIT {
  private static LocalSuture suture;
  private static String attestation;
  private static byte[] bundle;

  @BeforeAll
  static void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path home) throws Exception {
    suture = LocalSuture.start(home, Map.of());
    attestation = suture.client().attest(Samples.attest()).getName();
    bundle = bundleOf(attestation);
  }

  /** What stood before stands after, and no fault of ours was logged. */
  @AfterAll
  static void stop() throws Exception {
    try {
      assertTrue(Arrays.equals(bundle, bundleOf(attestation)));
      assertFalse(suture.logs().contains("fault "), suture::logs);
      assertFalse(suture.logs().contains("\tat "), suture::logs);
    } finally {
      suture.close();
    }
  }

  private static byte[] bundleOf(String name) throws InvalidProtocolBufferException {
    Operation done = suture.await(name);
    assertFalse(done.hasError(), () -> done.getError().toString());
    return done.getResponse().unpack(Attestation.class).getBundle().toByteArray();
  }

  /** A request that is wrong, and the field that the error must name. */
  private record Malformed(String what, String field, AttestRequest request) {}

  private static Malformed patch(String what, String field, Consumer<PatchInput.Builder> change) {
    AttestRequest.Builder request = Samples.attest().toBuilder();
    change.accept(request.getPatchBuilder());
    return new Malformed(what, field, request.build());
  }

  private static Malformed terms(String what, String field, Consumer<PatchTerms.Builder> change) {
    AttestRequest.Builder request = Samples.attest().toBuilder();
    change.accept(request.getTermsBuilder());
    return new Malformed(what, field, request.build());
  }

  private static Malformed caseJson(String what, String json) {
    return patch(what, "patch.case_json", p -> p.setCaseJson(ByteString.copyFromUtf8(json)));
  }

  private static Malformed yaml(String what, String field, String properties) {
    return patch(what, field, patch -> patch.setPropertiesYaml("version: 1\n" + properties));
  }

  private static ByteString bytes(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return ByteString.copyFrom(bytes);
  }

  private static Stream<Malformed> malformedPatches() {
    return Stream.of(
        patch("no old code", "patch.old_code", p -> p.clearOldCode()),
        patch("no new code", "patch.new_code", p -> p.clearNewCode()),
        patch("old code of 24,577 bytes", "patch.old_code", p -> p.setOldCode(bytes(24_577, 1))),
        patch("new code of 24,577 bytes", "patch.new_code", p -> p.setNewCode(bytes(24_577, 1))),
        patch("old code with 0xEF", "patch.old_code", p -> p.setOldCode(bytes(9, 0xef))),
        patch("new code with 0xEF", "patch.new_code", p -> p.setNewCode(bytes(9, 0xef))),
        yaml("unknown property", "properties", "properties: {code.fancy: {}}"),
        yaml("no property", "properties", "properties: {}"),
        yaml("not a map", "properties", "properties: [code.size]"),
        yaml("unknown field", "code.size", "properties: {code.size: {maximum: 3}}"),
        yaml(
            "unknown top field",
            "property file",
            "labels: [contained]\nproperties: {code.size: {maxBytes: 9}}"),
        yaml("size 0", "code.size", "properties: {code.size: {maxBytes: 0}}"),
        yaml("size 24,577", "code.size", "properties: {code.size: {maxBytes: 24577}}"),
        yaml("size is text", "code.size", "properties: {code.size: {maxBytes: many}}"),
        yaml("STOP forbidden", "code.noOpcodes", "properties: {code.noOpcodes: {opcodes: [0x00]}}"),
        yaml("no such opcode", "code.noOpcodes", "properties: {code.noOpcodes: {opcodes: [FLY]}}"),
        yaml("no opcodes", "code.noOpcodes", "properties: {code.noOpcodes: {opcodes: []}}"),
        yaml(
            "truncated slot",
            "code.guardOnly",
            "properties: {code.guardOnly: {slots: [\"0x1234\"]}}"),
        yaml(
            "slot of odd length",
            "code.guardOnly",
            "properties: {code.guardOnly: {slots: [\"0x123\"]}}"),
        yaml(
            "slot not hex",
            "code.guardOnly",
            "properties: {code.guardOnly: {slots: [\"0x12zz\"]}}"),
        yaml(
            "nine slots",
            "code.guardOnly",
            "properties: {code.guardOnly: {slots: [" + slots(9) + "]}}"),
        yaml(
            "said twice",
            "property file",
            "properties: {code.size: {maxBytes: 1}, code.size: {maxBytes: 2}}"),
        yaml("not YAML", "property file", "properties: {{{"),
        yaml(
            "a claim about scenarios without a case",
            "patch.case_json",
            "properties: {exploit.blocked: {}}"),
        yaml(
            "parameters of a claim that has none",
            "exploit.blocked",
            "properties: {exploit.blocked: {harm: 1}}"),
        yaml(
            "what to do when inconclusive",
            "inconclusive",
            "inconclusive: maybe\nproperties: {code.size: {maxBytes: 9}}"),
        caseJson("a case that is no JSON", "{"),
        caseJson("a case that is no object", "[]"),
        caseJson("a case without a target", "{\"exploit\": [], \"benign\": []}"),
        caseJson("a case without scenarios", "{\"target\": \"0x00\"}"),
        caseJson(
            "an exploit that is no list",
            "{\"target\": \"0x00\", \"exploit\": {}, \"benign\": []}"),
        patch(
            "a case of 2 MiB and a byte",
            "patch.case_json",
            p -> p.setCaseJson(bytes((2 << 20) + 1, ' '))),
        patch(
            "other version",
            "version",
            p -> p.setPropertiesYaml("version: 2\nproperties: {code.size: {maxBytes: 9}}")));
  }

  private static String slots(int count) {
    return String.join(", ", java.util.Collections.nCopies(count, "\"0x" + "11".repeat(32) + "\""));
  }

  private static Stream<Malformed> malformedTerms() {
    return Stream.of(
        terms("chain id 0", "chain id", t -> t.clearChainId()),
        terms("registry of 19 bytes", "terms.registry", t -> t.setRegistry(bytes(19, 1))),
        terms("proposer of 21 bytes", "terms.proposer", t -> t.setProposer(bytes(21, 1))),
        terms("no target", "terms.target", t -> t.clearTarget()),
        terms(
            "old implementation",
            "terms.old_implementation",
            t -> t.setOldImplementation(bytes(1, 1))),
        terms(
            "new implementation",
            "terms.new_implementation",
            t -> t.setNewImplementation(bytes(32, 1))),
        terms("nonce of 31 bytes", "nonce", t -> t.setNonce(bytes(31, 1))),
        terms(
            "window turned around",
            "reveal window",
            t -> t.setEarliestReveal(9).setLatestReveal(8)),
        terms("empty window", "reveal window", t -> t.setEarliestReveal(9).setLatestReveal(9)),
        terms("time beyond 2^63", "reveal window", t -> t.setLatestReveal(-1)),
        new Malformed(
            "seed of 31 bytes", "seed", Samples.attest().toBuilder().setSeed(bytes(31, 1)).build()),
        new Malformed(
            "request id",
            "request_id",
            Samples.attest().toBuilder().setRequestId("again").build()));
  }

  @TestFactory
  Stream<DynamicTest> refusesMalformedAttestRequests() {
    return Stream.concat(malformedPatches(), malformedTerms())
        .map(
            bad ->
                dynamicTest(
                    bad.what(),
                    () -> {
                      int before = operations();
                      Status error = refused(client -> client.attest(bad.request()));
                      assertMalformed(bad.field(), error);
                      assertEquals(before, operations(), "nothing is stored");
                    }));
  }

  @TestFactory
  Stream<DynamicTest> refusesMalformedPlanRequests() {
    return malformedPatches()
        .map(
            bad ->
                dynamicTest(
                    bad.what(),
                    () -> {
                      PlanRequest plan =
                          PlanRequest.newBuilder().setPatch(bad.request().getPatch()).build();
                      assertMalformed(bad.field(), refused(client -> client.plan(plan)));
                    }));
  }

  private static int operations() {
    return suture.client().list(ListRequest.getDefaultInstance()).getJobsCount();
  }

  private static void assertMalformed(String field, Status error)
      throws InvalidProtocolBufferException {
    assertEquals(Code.INVALID_ARGUMENT.value(), error.getCode(), error::toString);
    List<String> fields =
        detail(error, BadRequest.class).getFieldViolationsList().stream()
            .map(BadRequest.FieldViolation::getField)
            .toList();
    assertEquals(1, fields.size());
    assertTrue(fields.getFirst().startsWith(field), fields::toString);
  }

  /** What only the worker can tell, because it takes the prover's word. */
  @TestFactory
  Stream<DynamicTest> refusesWhatTheProverRefuses() {
    return Stream.of(
            yaml(
                "unknown shape",
                "shape",
                "shape: code-9k\nproperties: {code.size: {maxBytes: 9000}}"),
            patch(
                "code beyond the shape",
                "shape",
                p ->
                    p.setOldCode(bytes(9_000, 0x5b))
                        .setPropertiesYaml(
                            "version: 1\n"
                                + "shape: code-8k\n"
                                + "properties: {code.size: {maxBytes: 9000}}")),
            patch(
                "a case whose transactions are none",
                "case_json",
                p ->
                    p.setPropertiesYaml(SampleCase.PROPERTIES)
                        .setCaseJson(
                            ByteString.copyFromUtf8(
                                "{\"target\": \"0x00\", \"exploit\": [1], \"benign\": [2]}"))),
            patch(
                "no exploit, where one is demanded",
                "case_json",
                p ->
                    p.setPropertiesYaml(SampleCase.PROPERTIES)
                        .setCaseJson(
                            ByteString.copyFromUtf8(
                                "{\"target\": \"0x00\", \"exploit\": [], \"benign\": [[]]}"))))
        .map(
            bad ->
                dynamicTest(
                    bad.what(),
                    () -> {
                      PlanRequest plan =
                          PlanRequest.newBuilder().setPatch(bad.request().getPatch()).build();
                      assertMalformed(bad.field(), refused(client -> client.plan(plan)));
                      assertMalformed(bad.field(), failed(bad.request()));
                    }));
  }

  @Test
  void rejectsAPatchThatIsNoGuardAndTellsTheOwnerWhy() throws Exception {
    byte[] backdoor = Samples.NEW_CODE.clone();
    backdoor[40] ^= 0x01;
    PatchInput patch =
        Samples.patch().toBuilder().setNewCode(ByteString.copyFrom(backdoor)).build();
    PlanResponse plan = suture.client().plan(PlanRequest.newBuilder().setPatch(patch).build());
    assertFalse(plan.getAccepted());
    assertFalse(plan.getReasonsList().isEmpty());
    Status error = failed(Samples.attest().toBuilder().setPatch(patch).build());
    assertReason("PATCH_REJECTED", Code.FAILED_PRECONDITION, error);
    assertEquals(plan.getReasons(0), detail(error, ErrorInfo.class).getMetadataOrThrow("reason.0"));
    assertFalse(error.getMessage().contains(plan.getReasons(0)), "only in the details");
  }

  /** What no shape that is allowed has room for is neither proven nor refuted. */
  @Test
  void isInconclusiveAboutAScenarioBeyondTheShapeAndTellsTheOwnerWhich() throws Exception {
    PatchInput patch =
        new SampleCase(20)
            .patch().toBuilder()
                .setPropertiesYaml(
                    SampleCase.PROPERTIES.replace(
                        "version: 1", "version: 1\nscenarioShape: exec-1k"))
                .build();
    PlanResponse plan = suture.client().plan(PlanRequest.newBuilder().setPatch(patch).build());
    assertEquals(Verdict.VERDICT_INCONCLUSIVE, plan.getVerdict());
    assertFalse(plan.getAccepted());
    assertTrue(plan.getReasons(0).startsWith("benign 0: "), plan::toString);
    Status error = failed(Samples.attest().toBuilder().setPatch(patch).build());
    assertReason("SCENARIO_INCONCLUSIVE", Code.FAILED_PRECONDITION, error);
    assertEquals(plan.getReasons(0), detail(error, ErrorInfo.class).getMetadataOrThrow("reason.0"));
    assertFalse(error.getMessage().contains(plan.getReasons(0)), "only in the details");
  }

  /** Whoever has the old code for the new one is told what the exploit still does. */
  @Test
  void rejectsAPatchThatBlocksNothing() throws Exception {
    PatchInput patch =
        new SampleCase()
            .patch().toBuilder().setNewCode(ByteString.copyFrom(Samples.OLD_CODE)).build();
    Status error = failed(Samples.attest().toBuilder().setPatch(patch).build());
    assertReason("PATCH_REJECTED", Code.FAILED_PRECONDITION, error);
    assertTrue(
        detail(error, ErrorInfo.class).getMetadataMap().values().stream()
            .anyMatch(reason -> reason.startsWith("exploit: ")),
        error::toString);
  }

  @Test
  void takesNoSeedTwice() throws Exception {
    ByteString seed = ByteString.copyFrom(Samples.random(32));
    suture.client().attest(Samples.attest().toBuilder().setSeed(seed).build());
    AttestRequest again = Samples.attest().toBuilder().setSeed(seed).build();
    Status error = refused(client -> client.attest(again));
    assertReason("SEED_SPENT", Code.ALREADY_EXISTS, error);
    assertFalse(holds(error, seed.toByteArray()));
  }

  @TestFactory
  Stream<DynamicTest> findsNoOperationThatIsNotThere() {
    String unknown = "operations/" + UUID.randomUUID();
    return Stream.of(unknown, "", "operations/", "operations/1", "jobs/" + UUID.randomUUID())
        .flatMap(
            name ->
                Stream.<Consumer<AttestationServiceBlockingStub>>of(
                        client -> client.get(GetRequest.newBuilder().setName(name).build()),
                        client -> client.cancel(CancelRequest.newBuilder().setName(name).build()),
                        client ->
                            client
                                .watch(WatchRequest.newBuilder().setName(name).build())
                                .forEachRemaining(job -> {}),
                        client -> client.publish(publish(name, "http://127.0.0.1:1")),
                        client -> client.reveal(reveal(name, "http://127.0.0.1:1")))
                    .map(
                        call ->
                            dynamicTest(
                                '"' + name + '"',
                                () -> {
                                  Status error = refused(call);
                                  if (name.equals(unknown)) {
                                    assertReason("NO_SUCH_OPERATION", Code.NOT_FOUND, error);
                                  } else {
                                    assertMalformed("name", error);
                                  }
                                })));
  }

  private static PublishRequest publish(String name, String rpc) {
    return PublishRequest.newBuilder()
        .setAttestation(name)
        .setChain(Chain.newBuilder().setRpcUrl(rpc))
        .build();
  }

  private static RevealRequest reveal(String name, String rpc) {
    return RevealRequest.newBuilder()
        .setAttestation(name)
        .setChain(Chain.newBuilder().setRpcUrl(rpc))
        .build();
  }

  @TestFactory
  Stream<DynamicTest> refusesAddressesThatAreNoEndpoint() {
    return Stream.of(
            "", "localhost", "file:///etc/passwd", "ws://127.0.0.1:1", "http://", "http://a b")
        .map(
            rpc ->
                dynamicTest(
                    "\"" + rpc + "\"",
                    () -> {
                      assertMalformed(
                          "chain.rpc_url", refused(c -> c.publish(publish(attestation, rpc))));
                      assertMalformed(
                          "chain.rpc_url", refused(c -> c.reveal(reveal(attestation, rpc))));
                    }));
  }

  @Test
  void saysThatAnEndpointIsAwayAndLetsTheCallerTryAgain() throws Exception {
    for (int i = 0; i < 2; i++) {
      String name = suture.client().publish(publish(attestation, "http://127.0.0.1:1")).getName();
      assertReason("UNREACHABLE", Code.UNAVAILABLE, suture.await(name).getError());
    }
  }

  @Test
  void refusesSealSlotsThatAreNoSlots() throws Exception {
    RevealRequest odd =
        reveal(attestation, "http://127.0.0.1:1").toBuilder().addSealSlots(bytes(31, 1)).build();
    assertMalformed("seal_slots", refused(client -> client.reveal(odd)));
    RevealRequest many =
        reveal(attestation, "http://127.0.0.1:1").toBuilder()
            .addAllSealSlots(java.util.Collections.nCopies(9, bytes(32, 1)))
            .build();
    assertMalformed("seal_slots", refused(client -> client.reveal(many)));
  }

  @TestFactory
  Stream<DynamicTest> refusesBytesThatAreNoBundle() {
    byte[] flipped = bundle.clone();
    flipped[bundle.length / 2] ^= 1;
    return Map.of(
            "nothing", new byte[0],
            "text", "a bundle".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            "truncated", Arrays.copyOf(bundle, bundle.length - 1),
            "one bit flipped", flipped,
            "with a tail", Arrays.copyOf(bundle, bundle.length + 1))
        .entrySet()
        .stream()
        .map(
            bad ->
                dynamicTest(
                    bad.getKey(),
                    () ->
                        assertEquals(
                            Code.INVALID_ARGUMENT.value(),
                            refused(client -> client.verify(verify(bad.getValue()))).getCode())));
  }

  @Test
  void refusesADisclosureThatIsNone() throws Exception {
    ByteString text = ByteString.copyFromUtf8("{}");
    VerifyRequest opening = verify(bundle).toBuilder().setScenarioOpening(text).build();
    assertMalformed("patchId", refused(client -> client.verify(opening)));
    VerifyRequest code = verify(bundle).toBuilder().setNewCode(ByteString.EMPTY).build();
    assertMalformed("new_code", refused(client -> client.verify(code)));
  }

  private static VerifyRequest verify(byte[] bytes) {
    return VerifyRequest.newBuilder().setBundle(ByteString.copyFrom(bytes)).build();
  }

  @Test
  void rejectsTheProofOfAnotherPatchAsAnAnswer() throws Exception {
    byte[] other = bundleOf(suture.client().attest(Samples.attest()).getName());
    Bundle mine = Bundle.fromBytes(bundle);
    byte[] swapped =
        Bundle.assemble(
                mine.statement(),
                Bundle.fromBytes(other).proofs(),
                mine.opening(),
                mine.oldCode(),
                mine.labels(),
                BundleSigner.fromSeed(new byte[32]))
            .toBytes();
    VerifyResponse answer = suture.client().verify(verify(swapped));
    assertEquals(Verdict.VERDICT_REJECTED, answer.getVerdict());
    assertEquals(Verdict.VERDICT_ACCEPTED, suture.client().verify(verify(bundle)).getVerdict());
  }

  @TestFactory
  Stream<DynamicTest> refusesPagesThatAreNotThere() {
    return Map.of(
            "page_size", ListRequest.newBuilder().setPageSize(-1).build(),
            "page_size ", ListRequest.newBuilder().setPageSize(1_001).build(),
            "page_token", ListRequest.newBuilder().setPageToken("-1").build(),
            "page_token ", ListRequest.newBuilder().setPageToken("next").build())
        .entrySet()
        .stream()
        .map(
            bad ->
                dynamicTest(
                    bad.getKey(),
                    () ->
                        assertMalformed(
                            bad.getKey().strip(), refused(client -> client.list(bad.getValue())))));
  }

  @Test
  void knowsNoVerifyingKeyOfAnUnknownShape() {
    GetVerifyingKeyRequest request =
        GetVerifyingKeyRequest.newBuilder().setShape("code-9k").build();
    assertEquals(
        Code.NOT_FOUND.value(), refused(client -> client.getVerifyingKey(request)).getCode());
  }

  @Test
  void letsNobodyInWithoutTheToken() {
    for (String token : List.of("", "guess", suture.serverFile().token() + "0")) {
      StatusRuntimeException e =
          assertThrows(
              StatusRuntimeException.class,
              () -> suture.client(token).listShapes(ListShapesRequest.getDefaultInstance()));
      assertEquals(Code.UNAUTHENTICATED, e.getStatus().getCode());
      assertFalse(e.toString().contains(suture.serverFile().token()));
    }
  }

  @Test
  void keepsToTheCallersDeadlineAndToTheSizeOfMessages() {
    StatusRuntimeException late =
        assertThrows(
            StatusRuntimeException.class,
            () ->
                suture
                    .client()
                    .withDeadlineAfter(1, TimeUnit.MILLISECONDS)
                    .plan(PlanRequest.newBuilder().setPatch(Samples.patch()).build()));
    assertEquals(Code.DEADLINE_EXCEEDED, late.getStatus().getCode());
    PatchInput huge = PatchInput.newBuilder().setOldCode(bytes(9 << 20, 1)).build();
    assertEquals(
        Code.RESOURCE_EXHAUSTED.value(),
        refused(client -> client.plan(PlanRequest.newBuilder().setPatch(huge).build())).getCode());
  }

  @Test
  void cancelsWhatWaitsAndNothingThatHasEnded() throws Exception {
    suture.client().attest(Samples.attest()); // keeps the worker busy
    String waiting = suture.client().attest(Samples.attest()).getName();
    CancelRequest cancel = CancelRequest.newBuilder().setName(waiting).build();
    suture.client().cancel(cancel);
    Status error = suture.await(waiting).getError();
    assertEquals(Code.CANCELLED.value(), error.getCode());
    assertReason(
        "JOB_NOT_CANCELLABLE", Code.FAILED_PRECONDITION, refused(client -> client.cancel(cancel)));
    assertReason(
        "NOT_DONE",
        Code.FAILED_PRECONDITION,
        refused(client -> client.publish(publish(waiting, "http://127.0.0.1:1"))));
  }

  /** Runs a call that must fail, and checks that its error is fit for a user. */
  private static Status refused(Consumer<AttestationServiceBlockingStub> call) {
    StatusRuntimeException e =
        assertThrows(StatusRuntimeException.class, () -> call.accept(suture.client()));
    return presentable(StatusProto.fromThrowable(e));
  }

  /** The error with which an attestation ends. */
  private static Status failed(AttestRequest request) {
    Operation ended = suture.await(suture.client().attest(request).getName());
    assertTrue(ended.hasError(), ended::toString);
    return presentable(ended.getError());
  }

  private static Status presentable(Status error) {
    assertFalse(error.getMessage().isBlank());
    UnaryOperator<String> text = part -> part + " in: " + error;
    for (String part : List.of("Exception", "\n", "\tat ", "dev.suture.", "null")) {
      assertFalse(error.getMessage().contains(part), () -> text.apply(part));
    }
    assertFalse(holds(error, Samples.NEW_CODE));
    return error;
  }

  /** Whether an error shows any 24 bytes of a secret. */
  private static boolean holds(Status error, byte[] secret) {
    String shown = error.toString() + HexFormat.of().formatHex(error.toByteArray());
    for (int at = 0; at + 24 <= secret.length; at++) {
      if (shown.contains(HexFormat.of().formatHex(secret, at, at + 24))) {
        return true;
      }
    }
    return false;
  }

  private static void assertReason(String reason, Code code, Status error)
      throws InvalidProtocolBufferException {
    assertEquals(code.value(), error.getCode(), error::toString);
    assertEquals(reason, detail(error, ErrorInfo.class).getReason());
  }

  private static <T extends com.google.protobuf.Message> T detail(Status error, Class<T> type)
      throws InvalidProtocolBufferException {
    for (Any detail : error.getDetailsList()) {
      if (detail.is(type)) {
        return detail.unpack(type);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + error);
  }
}
