// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.suture.attestation.MalformedInputException;
import dev.suture.attestation.bundle.Bundle;
import dev.suture.attestation.patch.RuntimeCode;
import dev.suture.attestation.patch.Seed;
import dev.suture.store.JobFailure;
import dev.suture.store.StoredJob;
import dev.suture.v1.AttestRequest;
import dev.suture.v1.Chain;
import dev.suture.v1.ListRequest;
import dev.suture.v1.PatchInput;
import dev.suture.v1.RevealRequest;
import dev.suture.v1.VerifyRequest;
import dev.suture.worker.Messages;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Refuses malformed requests before anything is stored. Messages name the field and the rule, never
 * a secret value.
 */
final class Requests {
  private static final int MAX_PAGE = 1_000;
  private static final int DEFAULT_PAGE = 100;
  private static final int WORD = 32;
  private static final int MAX_SEAL_SLOTS = 8;

  private Requests() {}

  static void check(PatchInput patch) {
    Messages.patch(patch);
    boolean ofScenarios =
        Messages.properties(patch).filter(properties -> properties.scenarios().any()).isPresent();
    if (ofScenarios && !patch.hasCaseJson()) {
      throw new MalformedInputException(
          "patch.case_json", "is missing: the properties speak of its scenarios");
    }
  }

  static void check(AttestRequest request) {
    check(request.getPatch());
    RuntimeCode oldCode = Messages.oldCode(request.getPatch());
    Messages.terms(request.getTerms(), oldCode);
    if (request.hasSeed()) {
      Seed.of(request.getSeed().toByteArray());
    }
  }

  static void check(VerifyRequest request) {
    Bundle.fromBytes(request.getBundle().toByteArray());
    Messages.disclosure(request);
    if (request.hasRpcUrl()) {
      rpc("rpc_url", request.getRpcUrl());
    }
  }

  static void check(RevealRequest request) {
    rpc(request.getChain());
    if (request.getSealSlotsCount() > MAX_SEAL_SLOTS) {
      throw new MalformedInputException("seal_slots", "are more than " + MAX_SEAL_SLOTS);
    }
    if (request.getSealSlotsList().stream().anyMatch(slot -> slot.size() != WORD)) {
      throw new MalformedInputException("seal_slots", "expected 32 bytes each");
    }
  }

  static URI rpc(Chain chain) {
    return rpc("chain.rpc_url", chain.getRpcUrl());
  }

  private static URI rpc(String field, String text) {
    try {
      URI uri = new URI(text);
      if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new MalformedInputException(field, "is no URL");
    }
    throw new MalformedInputException(field, "expected an http or https URL");
  }

  static UUID operation(String name) {
    return StoredJob.idOf(name)
        .orElseThrow(
            () -> new MalformedInputException("name", "expected \"operations/\" and a UUID"));
  }

  static UUID uuid(String text) {
    return StoredJob.uuid(text)
        .orElseThrow(
            () -> new MalformedInputException("request_id", "expected a UUID in lower case"));
  }

  static int pageSize(ListRequest request) {
    int size = request.getPageSize();
    if (size < 0 || size > MAX_PAGE) {
      throw new MalformedInputException("page_size", "expected 0 to " + MAX_PAGE);
    }
    return size == 0 ? DEFAULT_PAGE : size;
  }

  static int pageOffset(ListRequest request) {
    String token = request.getPageToken();
    return Optional.of(token.isEmpty() ? "0" : token)
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Integer::parseInt)
        .orElseThrow(
            () -> new MalformedInputException("page_token", "is not from a previous page"));
  }

  static JobFailure notFound() {
    return JobFailure.of(Code.NOT_FOUND, "NO_SUCH_OPERATION", "no such operation", Map.of());
  }

  static JobFailure queueFull(int waiting) {
    RetryInfo retry =
        RetryInfo.newBuilder().setRetryDelay(Duration.newBuilder().setSeconds(10)).build();
    return new JobFailure(
        Status.newBuilder()
            .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
            .setMessage(waiting + " jobs wait already")
            .addDetails(Any.pack(retry))
            .build());
  }
}
