// SPDX-License-Identifier: Apache-2.0
package dev.suture.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.suture.attestation.MalformedInputException;
import dev.suture.v1.Chain;
import dev.suture.v1.ListRequest;
import dev.suture.v1.RevealRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {
  @Test
  void readsTheNameOfAnOperation() {
    UUID id = UUID.randomUUID();
    assertEquals(id, Requests.operation("operations/" + id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "operations/", "operations/1-1-1-1-1", "operations/x", "jobs/1"})
  void refusesOtherNames(String name) {
    assertThrows(MalformedInputException.class, () -> Requests.operation(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "127.0.0.1:8545", "file:///etc/passwd", "http://", "http://a b"})
  void refusesWhatIsNoRpcUrl(String url) {
    Chain chain = Chain.newBuilder().setRpcUrl(url).build();
    assertThrows(MalformedInputException.class, () -> Requests.rpc(chain));
  }

  @Test
  void refusesAnotherPagesToken() {
    ListRequest request = ListRequest.newBuilder().setPageToken("x").build();
    assertThrows(MalformedInputException.class, () -> Requests.pageOffset(request));
  }

  @Test
  void refusesShortSealSlots() {
    RevealRequest request =
        RevealRequest.newBuilder()
            .setChain(Chain.newBuilder().setRpcUrl("http://127.0.0.1:1"))
            .addSealSlots(ByteString.copyFrom(new byte[31]))
            .build();
    MalformedInputException refused =
        assertThrows(MalformedInputException.class, () -> Requests.check(request));
    assertEquals("seal_slots", refused.field());
  }
}
