// SPDX-License-Identifier: Apache-2.0
package dev.suture.benchmarks;

import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** JNI and JNA beside each other: crossing with one byte, and verifying a proof. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class BindingBenchmark {
  /** Which binding. */
  @Param({"jni", "jna"})
  public String binding = "jni";

  private Prover prover = Provers.jni();
  private final GoldenProof golden = GoldenProof.read();
  private final byte[] oneByte = {42};

  /** Chooses the binding. */
  @Setup
  public void open() {
    prover = binding.equals("jni") ? Provers.jni() : Provers.jna();
  }

  /** One byte there and back. */
  @Benchmark
  public byte[] echoOneByte() {
    return prover.echo(oneByte);
  }

  /** One proof by the fused pairing equation. */
  @Benchmark
  public boolean verify() {
    return prover.verify(golden.vkBlob(), golden.inputs(), golden.proof());
  }
}
