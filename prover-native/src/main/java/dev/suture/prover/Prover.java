// SPDX-License-Identifier: Apache-2.0
package dev.suture.prover;

import java.nio.file.Path;
import java.util.List;

/**
 * The native prover over bytes. Field elements are 32 bytes big-endian and below the BN254 scalar
 * field order.
 *
 * <p>Every method throws {@link ProverInputException} for a malformed argument. Safe for use by
 * several threads; proofs run one at a time. A panic inside gnark's goroutines, or Go running out
 * of memory, ends the process: run long work in a process of its own.
 */
public interface Prover extends AutoCloseable {
  /** Version of gnark that the library was built with. */
  String gnarkVersion();

  /** The product's shapes by circuit, smallest first. */
  List<Shape> shapes();

  /** The shapes of one circuit, smallest first. */
  default List<Shape> shapes(String circuit) {
    return shapes().stream().filter(shape -> shape.circuit().equals(circuit)).toList();
  }

  /** The public side conditions of code.guardOnly; anyone can run them again. */
  OldCodeAnalysis analyzeOldCode(byte[] oldCode);

  /** Decides, without proving, whether the patch has its properties. */
  CodeCheck check(CodeInput input);

  /** C_old. */
  byte[] oldCodeCommitment(byte[] oldCode);

  /** C, from the code and the blinds b_c and b_y. */
  byte[] newCodeCommitment(byte[] newCode, byte[] bC, byte[] bY);

  /** B, from the blind b_s, the opcode set and the declared slots. */
  byte[] secretParametersCommitment(byte[] bS, byte[] forbiddenOpcodes, List<byte[]> slots);

  /** S, from C_old, the shape's name, the public parameters and B. */
  byte[] statementCommitment(
      byte[] oldCode, String shape, int maxSize, int metadataLength, int bodyEnd, byte[] secret);

  /** A, from C and S. */
  byte[] claim(byte[] newCodeCommitment, byte[] statement);

  /** y = p_new(z) + z^1024·p_old(z). */
  byte[] evaluate(byte[] newCode, byte[] bY, byte[] oldCode, byte[] z);

  /**
   * All commitments of a patch that has its properties.
   *
   * @throws ProverRejectedException if it does not
   */
  CodeCommitments commit(CodeInput input, CodeBlinds blinds);

  /**
   * Loads the dev key of a shape, or makes it once in {@code folder}: minutes for the large shapes.
   *
   * @throws ProverKeyException if a file there is wrong, truncated or foreign
   */
  ProvingKey openKey(String shape, Path folder);

  /**
   * Proves at challenge {@code z}.
   *
   * @throws ProverRejectedException if the patch does not have its properties
   */
  ProofResult prove(ProvingKey key, CodeInput input, CodeBlinds blinds, byte[] z);

  /**
   * Runs a scenario natively on both codes and says what proving it takes.
   *
   * @throws ProverRejectedException if the runs do not bear the claim out
   * @throws ProverInconclusiveException if they cannot be proven
   */
  ExecutionPlan planExecution(ExecutionInput input);

  /**
   * All commitments of a scenario in a shape; once the scenario is public, anyone computes them
   * again.
   *
   * @throws ProverRejectedException if the runs do not bear the claim out
   * @throws ProverInconclusiveException if they cannot be proven in that shape
   */
  ExecutionCommitments commitExecution(String shape, ExecutionInput input, ExecutionBlinds blinds);

  /** S of the execution circuit, from C_old and the claim. */
  byte[] executionStatement(byte[] oldCode, ExecutionClaim claim);

  /**
   * The commitment to conditions that hold on new code.
   *
   * @param conditions a JSON array as in a case.json, UTF-8
   * @param blind zero for conditions that are public
   */
  byte[] expectedCommitment(byte[] conditions, byte[] blind);

  /** The commitment to a public scenario of a case in a shape. */
  byte[] scenarioCommitment(String shape, byte[] caseJson, int scenario, byte[] blind);

  /**
   * Proves two runs at challenge {@code z}.
   *
   * @throws ProverRejectedException if the runs do not bear the claim out
   * @throws ProverInconclusiveException if they cannot be proven in the key's shape
   */
  ProofResult proveExecution(
      ProvingKey key, ExecutionInput input, ExecutionBlinds blinds, byte[] z);

  /**
   * Checks a proof by the equation of the on-chain verifier; false for a well-formed proof that
   * does not hold.
   */
  boolean verify(byte[] vkBlob, PublicInputs inputs, Proof proof);

  /**
   * Runs every scenario of a case natively on old and on new code. Proves nothing. The exploit
   * comes first where there is one, then the benign and then the expected scenarios, in the order
   * of the file.
   */
  List<ScenarioComparison> runScenarios(ScenarioInput input);

  /** Gives the payload back: what crossing the boundary costs, for measurements. */
  byte[] echo(byte[] payload);

  /** Where the running {@link #openKey} or {@link #prove} stands. */
  Progress progress();

  @Override
  void close();
}
