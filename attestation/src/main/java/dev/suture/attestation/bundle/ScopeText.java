// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.bundle;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Claim;
import dev.suture.attestation.statement.ClaimDetail;
import dev.suture.attestation.statement.CodeDetail;
import dev.suture.attestation.statement.ExecutionDetail;
import dev.suture.attestation.statement.Statement;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** SCOPE.md: what is proven and what is not, generated from the claims. */
final class ScopeText {
  private static final int OPCODES = 256;

  private ScopeText() {}

  static byte[] write(
      Statement statement, List<String> labels, Optional<ParameterOpening> opening) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("# What this attestation shows").add("");
    text.add("Patch " + Hex.encode(statement.patchId()));
    text.add(
        "of target "
            + statement.terms().target()
            + " on chain "
            + statement.terms().chainId()
            + ".");
    text.add("Labels: " + (labels.isEmpty() ? "none" : String.join(", ", labels)) + ".").add("");
    List<ClaimDetail> claims = statement.claims().stream().map(Claim::detail).toList();
    text.add("## Proven, for all inputs").add("");
    for (ClaimDetail claim : claims) {
      if (claim instanceof CodeDetail code) {
        addClaim(text, code, opening);
      }
    }
    ScenarioScopeText.addClaims(text, claims);
    text.add("");
    addLimits(text, statement, claims);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void addClaim(
      StringJoiner text, CodeDetail claim, Optional<ParameterOpening> opening) {
    text.add("- code.size: new code has 1 to " + claim.maxSizeBytes() + " bytes.");
    text.add("- code.prefix: new code does not start with 0xEF.");
    text.add("- code.noOpcodes: " + opcodes(opening));
    if (claim.metadataLength() > 0) {
      text.add(
          "- code.metadata: new code ends with the "
              + claim.metadataLength()
              + " bytes of old code's metadata.");
    }
    if (claim.guardOnly()) {
      text.add(
          "- code.guardOnly (contained): per call frame and up to gas, new code behaves as old"
              + " code, or it refuses:");
      text.add(
          "  it reverts with empty data or halts. The contract may additionally refuse calls; a"
              + " caller may catch that.");
    }
  }

  private static String opcodes(Optional<ParameterOpening> opening) {
    if (opening.isEmpty()) {
      return "the set is blinded; until its owner opens it, conclude nothing from it.";
    }
    StringJoiner names = new StringJoiner(", ");
    byte[] bits = opening.get().forbiddenOpcodes();
    for (int opcode = 0; opcode < OPCODES; opcode++) {
      if ((bits[bits.length - 1 - opcode / 8] >> (opcode % 8) & 1) == 1) {
        names.add("0x%02x".formatted(opcode));
      }
    }
    return names.length() == 0
        ? "not claimed."
        : "none of " + names + " occurs as an instruction of a linear scan (metadata included).";
  }

  private static void addLimits(StringJoiner text, Statement statement, List<ClaimDetail> claims) {
    boolean contained =
        claims.stream().anyMatch(claim -> claim instanceof CodeDetail code && code.guardOnly());
    boolean sampled = claims.stream().anyMatch(ExecutionDetail.class::isInstance);
    text.add("## Not proven").add("");
    if (!contained) {
      text.add(
          sampled
              ? "- That new code behaves like old code anywhere but in these runs."
              : "- That new code behaves like old code in any way: it may do anything.");
    }
    if (sampled) {
      ScenarioScopeText.addLimits(text, statement.terms(), claims, contained);
    } else {
      text.add("- That the patch removes a vulnerability, or that it leaves the contract usable.");
    }
    text.add("- Gas: instructions that depend on gas may behave otherwise.");
    text.add("- The size of the code as seen by EXTCODESIZE, and its hash as seen by EXTCODEHASH.");
    text.add("").add("## Trusted").add("");
    text.add(
        "- The verifying keys' setup. Keys of kind \"dev\" were made on one machine: they prove"
            + " nothing to others. What else a key says of its making is as good as whoever vouches"
            + " for its hash.");
    text.add("- gnark, the circuits, Groth16 over BN254, Poseidon2 and Keccak-256.");
    text.add(
        "- For code.guardOnly: that jumps of old code are resolved, which `suture audit` re-checks"
            + " on the public old code.");
  }
}
