// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.patch.Hex;
import dev.suture.v1.GetVerifyingKeyRequest;
import dev.suture.v1.ListShapesRequest;
import dev.suture.v1.Shape;
import dev.suture.v1.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code suture shapes}: the circuits with their capacities and verifying keys. */
@Command(
    name = "shapes",
    description = {
      "List the circuit shapes with their verifying keys.",
      "A dev key that does not exist yet is made now, which takes minutes."
    })
final class ShapesCommand implements Callable<ExitCode> {
  @Mixin private ServiceOptions service = new ServiceOptions();
  @Mixin private Terminal terminal = new Terminal();

  @Override
  public ExitCode call() {
    try (ProgressLine progress = terminal.progress();
        OpenService open = service.open(progress)) {
      List<Shape> shapes = new ArrayList<>();
      ListShapesRequest all = ListShapesRequest.getDefaultInstance();
      for (Shape shape : open.service().api().listShapes(all).getShapesList()) {
        shapes.add(shape.getVkHash().isEmpty() ? withKey(open.service(), shape, progress) : shape);
      }
      progress.clear();
      report(shapes);
      return ExitCode.OK;
    }
  }

  private static Shape withKey(Service service, Shape shape, ProgressLine progress) {
    progress.show("making the key of " + shape.getName(), 0);
    GetVerifyingKeyRequest request =
        GetVerifyingKeyRequest.newBuilder().setShape(shape.getName()).build();
    VerifyingKey key = service.api().getVerifyingKey(request);
    return shape.toBuilder().setVkHash(key.getVkHash()).setKeyKind(key.getKind()).build();
  }

  private void report(List<Shape> shapes) {
    if (terminal.json()) {
      ObjectNode result = terminal.object();
      ArrayNode list = result.putArray("shapes");
      shapes.forEach(shape -> write(list.addObject(), shape));
      terminal.print(result);
      return;
    }
    for (Shape shape : shapes) {
      terminal.say(
          String.format(
              Locale.ROOT,
              "%-9s %6d bytes  %7d constraints  %d public inputs  %s key  %s",
              shape.getName(),
              shape.getCodeCapacityBytes(),
              shape.getConstraints(),
              shape.getPublicInputs(),
              shape.getKeyKind(),
              Hex.encode(shape.getVkHash().toByteArray())));
    }
  }

  private static void write(ObjectNode node, Shape shape) {
    node.put("name", shape.getName());
    node.put("codeCapacityBytes", shape.getCodeCapacityBytes());
    node.put("constraints", shape.getConstraints());
    node.put("publicInputs", shape.getPublicInputs());
    node.put("circuit", shape.getCircuit());
    node.put("expectedProveMillis", shape.getExpectedProveMillis());
    node.put("expectedMemoryBytes", shape.getExpectedMemoryBytes());
    node.put("vkDigest", Hex.encode(shape.getVkHash().toByteArray()));
    node.put("keyKind", shape.getKeyKind());
  }
}
