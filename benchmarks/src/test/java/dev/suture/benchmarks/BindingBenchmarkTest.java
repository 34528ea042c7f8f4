// SPDX-License-Identifier: Apache-2.0
package dev.suture.benchmarks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BindingBenchmarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"jni", "jna"})
  void measuresCallsThatDoTheirWork(String binding) {
    BindingBenchmark benchmark = new BindingBenchmark();
    benchmark.binding = binding;
    benchmark.open();
    assertArrayEquals(new byte[] {42}, benchmark.echoOneByte());
    assertTrue(benchmark.verify());
  }
}
