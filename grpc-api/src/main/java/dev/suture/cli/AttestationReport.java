// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.Attestation;
import java.nio.file.Path;
import java.util.Optional;

/** Writes the bundle of a done attestation and tells of it. */
final class AttestationReport {
  private AttestationReport() {}

  static void write(
      Attestation attestation, Optional<Path> out, Optional<Path> opening, Terminal terminal) {
    String patchId = Hex.encode(attestation.getPatchId().toByteArray());
    Path file = out.orElseGet(() -> Path.of("patch-" + patchId.substring(2, 14) + ".suture"));
    LocalFile.write(file, attestation.getBundle().toByteArray());
    Optional<Path> opened = opening.filter(path -> !attestation.getScenarioOpening().isEmpty());
    opened.ifPresent(
        path -> LocalFile.writeForOwner(path, attestation.getScenarioOpening().toByteArray()));
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      result.put("status", "accepted").put("name", attestation.getName());
      result.put("patchId", patchId).put("bundle", file.toString());
      result.put("merkleRoot", Hex.encode(attestation.getMerkleRoot().toByteArray()));
      opened.ifPresent(path -> result.put("opening", path.toString()));
      attestation.getLabelsList().forEach(result.putArray("labels")::add);
      terminal.print(result);
      return;
    }
    terminal.say("attested: patch id " + patchId);
    terminal.say("labels:   " + String.join(", ", attestation.getLabelsList()));
    terminal.say("job:      " + attestation.getName());
    terminal.say(
        "bundle:   " + file + " (no secret in it; check it with: suture audit " + file + ")");
    opened.ifPresent(
        path ->
            terminal.say(
                "opening:  " + path + " (SECRET: holds the exploit; for audits after the reveal)"));
    if (opening.isPresent() && opened.isEmpty()) {
      terminal.say("opening:  none, no claim is about a scenario");
    }
  }
}
