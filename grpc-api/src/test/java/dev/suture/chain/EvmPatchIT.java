// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.Attestor;
import dev.suture.attestation.PreparedAttestation;
import dev.suture.attestation.audit.AuditReport;
import dev.suture.attestation.audit.Auditor;
import dev.suture.attestation.audit.Verdict;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.bundle.BundleSigner;
import dev.suture.attestation.bundle.ProofEntry;
import dev.suture.attestation.patch.CaseFolder;
import dev.suture.attestation.patch.Keccak256;
import dev.suture.attestation.patch.Patch;
import dev.suture.attestation.patch.Seed;
import dev.suture.attestation.property.ProofPlan;
import dev.suture.attestation.property.PropertyCompiler;
import dev.suture.attestation.property.PropertySet;
import dev.suture.attestation.property.ScenarioProperties;
import dev.suture.attestation.statement.Address;
import dev.suture.attestation.statement.Labels;
import dev.suture.attestation.statement.PatchTerms;
import dev.suture.prover.Prover;
import dev.suture.prover.Provers;
import dev.suture.prover.ProvingKey;
import dev.suture.store.Home;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.StaticArray;
import org.web3j.abi.datatypes.generated.StaticArray3;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Every EVMPatch output of the case collection: accepted as guard-only, proven, audited, verified
 * by the EVM.
 */
final class EvmPatchIT {
  private static final Path CASES =
      Path.of(Optional.ofNullable(System.getenv("SUTURE_SHARED")).orElse("../../shared"), "cases");
  private static final PropertySet PROPERTIES =
      new PropertySet(
          24_576,
          new TreeSet<>(),
          false,
          true,
          true,
          List.of(),
          Optional.of("code-8k"),
          ScenarioProperties.NONE);

  private final Prover prover = Provers.jni();

  @Test
  void provesEveryCaseAndTheChainVerifiesIt() throws Exception {
    try (AnvilChain chain = AnvilChain.start();
        ProvingKey key = prover.openKey("code-8k", Home.ofEnvironment().provingKeys())) {
      Address account = chain.account(0);
      Address verifier = chain.deploy(account, ContractArtifact.load("Groth16Verifier").bytecode());
      Address pointer = chain.deploy(account, dataContract(key.info().vkBlob()));
      int verified = 0;
      for (Path folder : evmPatchCases()) {
        ProofEntry entry = attest(folder, key).proofs().getFirst();
        chain.send(account, verifier, verifyCall(pointer, entry, entry.inputs().evaluation()));
        byte[] other = verifyCall(pointer, entry, entry.inputs().claim());
        assertThrows(
            IllegalStateException.class, () -> chain.send(account, verifier, other), "other y");
        verified++;
      }
      assertTrue(verified >= 2, "only " + verified + " EVMPatch cases under " + CASES);
    }
  }

  private static List<Path> evmPatchCases() throws IOException {
    try (Stream<Path> folders = Files.list(CASES)) {
      return folders
          .filter(f -> f.getFileName().toString().startsWith("evmpatch-"))
          .sorted()
          .toList();
    }
  }

  private Bundle attest(Path folder, ProvingKey key) {
    CaseFolder patch = CaseFolder.read(folder, Optional.of("evmpatch"));
    ProofPlan plan =
        new PropertyCompiler(prover)
            .plan(Patch.of(patch.oldCode(), patch.newCode()), Optional.of(PROPERTIES));
    assertTrue(plan.accepted(), folder + ": " + plan.reasons());
    assertEquals(List.of(Labels.CONTAINED), plan.labels());
    PatchTerms terms =
        new PatchTerms(
            patch.chainId(),
            Address.ZERO,
            Address.ZERO,
            Address.fromHex("target", patch.target()),
            Address.ZERO,
            patch.oldCode().hash(),
            Address.ZERO,
            Keccak256.hash(),
            0,
            Long.MAX_VALUE,
            new byte[32]);
    Attestor attestor = new Attestor(prover);
    PreparedAttestation prepared =
        attestor.prepare(
            terms,
            plan,
            Patch.of(patch.oldCode(), patch.newCode()),
            Seed.random(),
            Map.of(key.info().shape(), key.info()));
    Bundle bundle =
        attestor.complete(
            prepared, List.of(prepared.prove(prover, key, 0)), BundleSigner.fromSeed(new byte[32]));
    AuditReport report = new Auditor(prover).audit(bundle, Optional.empty());
    assertEquals(Verdict.ACCEPTED, report.verdict(), report.toString());
    return bundle;
  }

  private static byte[] verifyCall(Address pointer, ProofEntry entry, byte[] evaluation) {
    StaticArray<Uint256> inputs =
        new StaticArray3<>(
            Uint256.class,
            Abi.uint256(entry.inputs().claim()),
            Abi.uint256(entry.inputs().challenge()),
            Abi.uint256(evaluation));
    return Abi.call("verify", Abi.address(pointer), Abi.bytes(entry.proof().bytes()), inputs);
  }

  /** Init code of a contract that holds data behind one STOP, as the router stores keys. */
  private static byte[] dataContract(byte[] data) {
    int size = data.length + 1;
    ByteArrayOutputStream code = new ByteArrayOutputStream();
    // PUSH2 size DUP1 PUSH1 10 PUSH0 CODECOPY PUSH0 RETURN, then the runtime
    code.writeBytes(new byte[] {0x61, (byte) (size >> 8), (byte) size, (byte) 0x80, 0x60, 10});
    code.writeBytes(new byte[] {0x5f, 0x39, 0x5f, (byte) 0xf3, 0});
    code.writeBytes(data);
    return code.toByteArray();
  }
}
