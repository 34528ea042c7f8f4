// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prover over any binding: frames requests, reads responses, turns statuses into exceptions. */
final class BoundaryProver implements Prover {
  private static final long NO_HANDLE = 0;

  private final Boundary boundary;

  BoundaryProver(Boundary boundary) {
    this.boundary = boundary;
  }

  @Override
  public String gnarkVersion() {
    return call(Function.DESCRIBE, new FrameWriter()).text();
  }

  @Override
  public List<Shape> shapes() {
    FrameReader in = call(Function.SHAPES, new FrameWriter());
    List<Shape> shapes = new ArrayList<>();
    while (in.hasNext()) {
      shapes.add(
          new Shape(
              in.text(),
              in.text(),
              in.smallInteger(),
              in.smallInteger(),
              in.smallInteger(),
              in.integer(),
              in.integer()));
    }
    return shapes;
  }

  @Override
  public OldCodeAnalysis analyzeOldCode(byte[] oldCode) {
    FrameReader in = call(Function.ANALYZE_OLD_CODE, new FrameWriter().add(oldCode));
    boolean eligible = in.flag();
    int bodyEnd = in.smallInteger();
    int metadataLength = in.smallInteger();
    return new OldCodeAnalysis(eligible, in.remainingTexts(), bodyEnd, metadataLength);
  }

  @Override
  public CodeCheck check(CodeInput input) {
    try {
      call(Function.CHECK, new FrameWriter().input(input));
      return new CodeCheck(true, List.of());
    } catch (ProverRejectedException e) {
      return new CodeCheck(false, e.reasons());
    }
  }

  @Override
  public byte[] oldCodeCommitment(byte[] oldCode) {
    return call(Function.OLD_CODE_COMMITMENT, new FrameWriter().add(oldCode)).next();
  }

  @Override
  public byte[] newCodeCommitment(byte[] newCode, byte[] bC, byte[] bY) {
    return call(Function.NEW_CODE_COMMITMENT, new FrameWriter().add(newCode).add(bC).add(bY))
        .next();
  }

  @Override
  public byte[] secretParametersCommitment(byte[] bS, byte[] forbidden, List<byte[]> slots) {
    return call(
            Function.SECRET_PARAMETERS_COMMITMENT,
            new FrameWriter().add(bS).add(forbidden).words(slots))
        .next();
  }

  @Override
  public byte[] statementCommitment(
      byte[] oldCode, String shape, int maxSize, int metadataLength, int bodyEnd, byte[] secret) {
    return call(
            Function.STATEMENT_COMMITMENT,
            new FrameWriter()
                .add(oldCode)
                .text(shape)
                .integer(maxSize)
                .integer(metadataLength)
                .integer(bodyEnd)
                .add(secret))
        .next();
  }

  @Override
  public byte[] claim(byte[] newCodeCommitment, byte[] statement) {
    return call(Function.CLAIM, new FrameWriter().add(newCodeCommitment).add(statement)).next();
  }

  @Override
  public byte[] evaluate(byte[] newCode, byte[] bY, byte[] oldCode, byte[] z) {
    return call(Function.EVALUATE, new FrameWriter().add(newCode).add(bY).add(oldCode).add(z))
        .next();
  }

  @Override
  public CodeCommitments commit(CodeInput input, CodeBlinds blinds) {
    FrameReader in = call(Function.COMMIT, new FrameWriter().input(input).blinds(blinds));
    return new CodeCommitments(
        in.next(),
        in.next(),
        in.next(),
        in.next(),
        in.next(),
        in.smallInteger(),
        in.smallInteger());
  }

  @Override
  public ProvingKey openKey(String shape, Path folder) {
    long handle =
        call(Function.OPEN_KEY, new FrameWriter().text(shape).text(folder.toString())).integer();
    FrameReader in = call(Function.KEY_INFO, handle, new FrameWriter());
    String name = in.text();
    String kind = in.text();
    String gnarkVersion = in.text();
    int constraints = in.smallInteger();
    return new NativeProvingKey(
        this, handle, new KeyInfo(name, kind, in.next(), gnarkVersion, constraints));
  }

  @Override
  public ProofResult prove(ProvingKey key, CodeInput input, CodeBlinds blinds, byte[] z) {
    return prove(Function.PROVE, key, new FrameWriter().input(input).blinds(blinds).add(z));
  }

  @Override
  public ExecutionPlan planExecution(ExecutionInput input) {
    FrameReader in = call(Function.PLAN_EXECUTION, new FrameWriter().execution(input));
    return new ExecutionPlan(
        in.text(),
        in.smallInteger(),
        in.smallInteger(),
        in.text(),
        in.smallInteger(),
        in.selectors());
  }

  @Override
  public ExecutionCommitments commitExecution(
      String shape, ExecutionInput input, ExecutionBlinds blinds) {
    FrameReader in =
        call(
            Function.COMMIT_EXECUTION,
            new FrameWriter().text(shape).execution(input).executionBlinds(blinds));
    byte[] oldCode = in.next();
    byte[] newCode = in.next();
    byte[] scenario = in.next();
    byte[] harm = in.next();
    byte[] expected = in.next();
    byte[] statement = in.next();
    byte[] claim = in.next();
    ExecutionClaim execution =
        new ExecutionClaim(
            shape,
            input.target(),
            scenario,
            in.flag(),
            in.smallInteger(),
            in.selectors(),
            in.flag(),
            harm,
            in.flag(),
            expected,
            in.flag());
    return new ExecutionCommitments(oldCode, newCode, execution, statement, claim);
  }

  @Override
  public byte[] executionStatement(byte[] oldCode, ExecutionClaim claim) {
    return call(
            Function.EXECUTION_STATEMENT,
            new FrameWriter()
                .add(oldCode)
                .text(claim.shape())
                .add(claim.target())
                .add(claim.scenario())
                .integer(claim.preserved() ? 1 : 0)
                .integer(claim.succeeded())
                .add(claim.selectors().toBytes())
                .integer(claim.harmClaimed() ? 1 : 0)
                .add(claim.harm())
                .integer(claim.expectedClaimed() ? 1 : 0)
                .add(claim.expected())
                .integer(claim.blockedByRevert() ? 1 : 0))
        .next();
  }

  @Override
  public byte[] expectedCommitment(byte[] conditions, byte[] blind) {
    return call(Function.EXPECTED_COMMITMENT, new FrameWriter().add(conditions).add(blind)).next();
  }

  @Override
  public byte[] scenarioCommitment(String shape, byte[] caseJson, int scenario, byte[] blind) {
    return call(
            Function.SCENARIO_COMMITMENT,
            new FrameWriter().text(shape).add(caseJson).integer(scenario).add(blind))
        .next();
  }

  @Override
  public ProofResult proveExecution(
      ProvingKey key, ExecutionInput input, ExecutionBlinds blinds, byte[] z) {
    return prove(
        Function.PROVE_EXECUTION,
        key,
        new FrameWriter().execution(input).executionBlinds(blinds).add(z));
  }

  private ProofResult prove(Function function, ProvingKey key, FrameWriter request) {
    if (!(key instanceof NativeProvingKey nativeKey)) {
      throw new ProverInputException("the proving key is not from this prover");
    }
    FrameReader in;
    try {
      in = call(function, nativeKey.handle(), request);
    } finally {
      Reference.reachabilityFence(key); // the cleaner must not free the handle during the call
    }
    Proof proof = new Proof(in.next());
    return new ProofResult(proof, new PublicInputs(in.next(), in.next(), in.next()));
  }

  @Override
  public boolean verify(byte[] vkBlob, PublicInputs inputs, Proof proof) {
    return call(
            Function.VERIFY,
            new FrameWriter()
                .add(vkBlob)
                .add(inputs.claim())
                .add(inputs.challenge())
                .add(inputs.evaluation())
                .add(proof.bytes()))
        .flag();
  }

  @Override
  public List<ScenarioComparison> runScenarios(ScenarioInput input) {
    FrameReader in =
        call(
            Function.RUN_SCENARIOS,
            new FrameWriter().add(input.caseJson()).add(input.oldCode()).add(input.newCode()));
    return new ScenarioReader(in).all();
  }

  @Override
  public Progress progress() {
    FrameReader in = call(Function.PROGRESS, new FrameWriter());
    return new Progress(in.text(), in.smallInteger());
  }

  /**
   * The library stays loaded: one Go runtime per process, never unloaded. Keys are closed by their
   * owners.
   */
  @Override
  public void close() {}

  void closeKey(long handle) {
    call(Function.CLOSE_KEY, handle, new FrameWriter());
  }

  @Override
  public byte[] echo(byte[] payload) {
    return call(Function.ECHO, new FrameWriter().add(payload)).next();
  }

  FrameReader call(Function function, FrameWriter request) {
    return call(function, NO_HANDLE, request);
  }

  private FrameReader call(Function function, long handle, FrameWriter request) {
    byte[] bytes = request.toBytes();
    ByteBuffer response = ByteBuffer.wrap(boundary.call(function.ordinal(), handle, bytes));
    Arrays.fill(bytes, (byte) 0); // it may have held the secret code
    Status status = Status.values()[response.get()];
    FrameReader in = new FrameReader(response);
    switch (status) {
      case OK -> {
        return in;
      }
      case INPUT -> throw new ProverInputException(in.text());
      case REJECTED -> throw new ProverRejectedException(in.remainingTexts());
      case KEY -> throw new ProverKeyException(in.text());
      case INCONCLUSIVE -> throw new ProverInconclusiveException(in.text());
      case BUG -> throw new ProverException("native prover: " + in.text());
    }
    throw new AssertionError(status);
  }
}
