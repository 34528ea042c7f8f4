// SPDX-License-Identifier: Apache-2.0
package dev.suture.attestation.statement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.suture.attestation.MalformedInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeConditionsTest {
  private static final String A = "0x" + "0a".repeat(20);

  private static String condition(String fields) {
    return "[{" + fields.replace('\'', '"').replace("A", A) + "}]";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tx':0,'status':0 | transaction 0 fails
          'tx':3,'status':1 | transaction 3 succeeds
          'tx':1,'returnData':2,'op':'<','value':'0x5' | word 2 of what transaction 1 returns is below 0x5
          'address':'A','slot':'0x7','op':'!=','value':'0x0' | slot 0x7 of A is not 0x0
          'address':'A','slot':'0x7','op':'==','value':'pre' | slot 0x7 of A is what it was
          'address':'A','field':'balance','op':'>=','value':'pre' | the balance of A is at least what it was
          'address':'A','field':'nonce','op':'<=','value':'0x1' | the nonce of A is at most 0x1
          'checker':'A' | the checker at A reports harm (its code is private: until it is opened, this says nothing)
          'checker':'A','broken':false | the checker at A reports no harm (its code is private: until it is opened, this says nothing)
          """)
  void saysEachConditionInWords(String fields, String words) {
    SafeConditions safe = SafeConditions.parse(condition(fields));
    assertEquals(words.replace("A", A), safe.words().getFirst());
    assertEquals(condition(fields), safe.json());
  }

  /** They are printed for people, from bundles that anyone may have made. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'tx':0
          'tx':'0','status':0
          'address':'0x1','slot':'0x7','op':'==','value':'0x0'
          'address':'A','slot':'\\n','op':'==','value':'0x0'
          'address':'A','field':'code','op':'==','value':'0x0'
          'address':'A','field':'balance','op':'is','value':'0x0'
          'address':'A','field':'balance','op':'==','value':'\\u001b[2J'
          'checker':'me'
          """)
  void refusesWhatItCannotSay(String fields) {
    MalformedInputException e =
        assertThrows(MalformedInputException.class, () -> SafeConditions.parse(condition(fields)));
    assertTrue(String.valueOf(e.getMessage()).startsWith("safe: expected conditions"));
  }

  @Test
  void refusesWhatIsNoList() {
    for (String json : new String[] {"{}", "[]", "[", "[{\"tx\":0,\"tx\":0,\"status\":0}]"}) {
      assertThrows(MalformedInputException.class, () -> SafeConditions.parse(json));
    }
  }
}
