// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.attestation.MalformedInputException;
import java.io.IOException;

/**
 * Reads the text of a case as strictly as the prover does, since parts of it are written anew: a
 * name that stands twice, or text behind the end, must not vanish on the way. Messages show none of
 * its values.
 */
final class CaseJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private CaseJson() {}

  static ObjectNode read(String field, byte[] json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      boolean twice = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field");
      throw new MalformedInputException(
          field, twice ? "says a name twice, expected each once" : "is not valid JSON");
    } catch (IOException e) {
      throw new MalformedInputException(field, "cannot be read");
    }
    throw new MalformedInputException(field, "is no JSON object");
  }
}
