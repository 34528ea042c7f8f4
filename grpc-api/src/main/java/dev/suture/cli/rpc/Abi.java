// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.rpc;

import dev.suture.attestation.guard.Selectors;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Solidity ABI encoding of the flat arguments that the demo sends.
 *
 * <p>The Java type of an argument decides its encoding: {@link BigInteger}, {@link Integer}, {@link
 * Long} and {@link Boolean} are numbers, a {@code 0x} {@link String} of 20 bytes an address, of up
 * to 32 bytes a right-padded bytesN, {@code byte[]} is {@code bytes}, a {@link List} an array.
 */
public final class Abi {
  private static final int WORD = 32;
  private static final int ADDRESS = 20;

  private Abi() {}

  /** Call data: selector of a canonical signature and its arguments. */
  public static String call(String signature, Object... arguments) {
    return "0x%08x".formatted(Selectors.of(signature)) + hex(encode(List.of(arguments)));
  }

  /** Bytes as hexadecimal without 0x. */
  public static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  /** Hexadecimal, with or without 0x, as bytes. */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
  }

  /** Head and tail encoding of a tuple. */
  public static byte[] encode(List<?> arguments) {
    List<byte[]> tails = new ArrayList<>();
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int offset = WORD * arguments.size();
    for (Object argument : arguments) {
      if (argument instanceof byte[] || argument instanceof List) {
        byte[] tail = dynamic(argument);
        head.writeBytes(number(BigInteger.valueOf(offset)));
        tails.add(tail);
        offset += tail.length;
      } else {
        head.writeBytes(word(argument));
      }
    }
    tails.forEach(head::writeBytes);
    return head.toByteArray();
  }

  private static byte[] dynamic(Object argument) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (argument instanceof List<?> list) {
      out.writeBytes(number(BigInteger.valueOf(list.size())));
      out.writeBytes(encode(list));
    } else {
      byte[] bytes = (byte[]) argument;
      out.writeBytes(number(BigInteger.valueOf(bytes.length)));
      out.writeBytes(bytes);
      out.writeBytes(new byte[(WORD - bytes.length % WORD) % WORD]);
    }
    return out.toByteArray();
  }

  private static byte[] word(Object argument) {
    return switch (argument) {
      case BigInteger value -> number(value);
      case Integer value -> number(BigInteger.valueOf(value));
      case Long value -> number(BigInteger.valueOf(value));
      case Boolean value -> number(value ? BigInteger.ONE : BigInteger.ZERO);
      case String text -> padded(bytes(text));
      default -> throw new IllegalArgumentException(argument.getClass().getName());
    };
  }

  private static byte[] padded(byte[] bytes) {
    byte[] word = new byte[WORD];
    int start = bytes.length == ADDRESS ? WORD - ADDRESS : 0;
    System.arraycopy(bytes, 0, word, start, bytes.length);
    return word;
  }

  private static byte[] number(BigInteger value) {
    return bytes("%064x".formatted(value));
  }
}
