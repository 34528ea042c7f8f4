// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.patch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.suture.attestation.MalformedInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckersTest {
  private static final String CASE =
      """
      {"target":"0x01","pre":{"0x01":{"code":"0x00"}},"exploit":[{}],"benign":[],
       "exploitSucceeded":[{"tx":0,"status":1}]}\
      """;

  private static RuntimeCode code(int last) {
    return RuntimeCode.of("checker", new byte[] {0x60, (byte) last});
  }

  private static byte[] add(String json, RuntimeCode... codes) {
    return Checkers.addTo(json.getBytes(StandardCharsets.UTF_8), List.of(codes));
  }

  @Test
  void addsAnAccountAndAConditionForEach() throws IOException {
    JsonNode json = new ObjectMapper().readTree(add(CASE, code(1), code(2)));
    assertEquals(3, json.path("pre").size());
    assertEquals("0x6002", json.path("pre").path(Checkers.address(1)).path("code").asText());
    assertEquals(
        "[{\"tx\":0,\"status\":1},{\"checker\":\"%s\"},{\"checker\":\"%s\"}]"
            .formatted(Checkers.address(0), Checkers.address(1)),
        json.path("exploitSucceeded").toString());
  }

  @Test
  void lieAtFixedAddresses() {
    byte[] hash = Keccak256.hash("suture checker\0\0\0\0".getBytes(StandardCharsets.US_ASCII));
    assertEquals(Hex.encode(hash).substring(26), Checkers.address(0).substring(2));
    assertNotEquals(Checkers.address(0), Checkers.address(1));
  }

  @Test
  void leavesACaseWithoutThemAsItIs() {
    assertArrayEquals(CASE.getBytes(StandardCharsets.UTF_8), add(CASE));
  }

  /** What the prover would refuse must not vanish because the case is written anew. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"target\":\"0x01\",\"target\":\"0x02\",\"exploit\":[{}],\"benign\":[]}|says a name"
            + " twice",
        "{\"target\":\"0x01\",\"exploit\":[{}],\"benign\":[]} {}|is not valid JSON",
        "{\"target\":\"0x01\",\"exploit\":[{}],\"benign\":[],\"pre\":[]}|pre is no map",
        "{\"target\":\"0x01\",\"exploit\":[{}],\"benign\":[],\"exploitSucceeded\":{}}|exploitSucceeded"
            + " is no list",
      })
  void losesNothingOfTheCase(String json, String expected) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> add(json, code(1)));
    assertTrue(String.valueOf(e.getMessage()).startsWith("case.json: " + expected), e::getMessage);
  }

  @Test
  void needsAnExploitAndAFreeAddress() {
    String none = CASE.replace("\"exploit\":[{}]", "\"exploit\":[]");
    assertEquals(
        "checker: the case has no exploit that it could judge",
        assertThrows(MalformedInputException.class, () -> add(none, code(1))).getMessage());
    String taken = CASE.replace("{\"0x01\"", "{\"" + Checkers.address(0) + "\":{},\"0x01\"");
    assertEquals(
        "checker: the case has an account at its address already",
        assertThrows(MalformedInputException.class, () -> add(taken, code(1))).getMessage());
  }
}
