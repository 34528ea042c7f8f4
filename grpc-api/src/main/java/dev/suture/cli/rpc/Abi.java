// SPDX-License-Identifier: Apache-2.0
package dev.suture.cli.rpc;

import dev.suture.attestation.guard.Selectors;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Bytes;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * Solidity ABI encoding of what the demo sends, from plain Java values.
 *
 * <p>The Java type of an argument decides its encoding: {@link BigInteger}, {@link Integer}, {@link
 * Long} and {@link Boolean} are numbers, a {@code 0x} {@link String} of 20 bytes an address, of up
 * to 32 bytes a right-padded bytesN, {@code byte[]} is {@code bytes}, a {@link List} an array.
 */
public final class Abi {
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
    return bytes(FunctionEncoder.encodeConstructor(arguments.stream().map(Abi::typed).toList()));
  }

  @SuppressWarnings("rawtypes") // web3j's signatures are raw
  private static Type typed(Object argument) {
    return switch (argument) {
      case BigInteger value -> new Uint256(value);
      case Integer value -> new Uint256(value);
      case Long value -> new Uint256(value);
      case Boolean value -> new Bool(value);
      case String text -> fixed(bytes(text));
      case byte[] bytes -> new DynamicBytes(bytes);
      case List<?> list -> new DynamicArray<>(Type.class, list.stream().map(Abi::typed).toList());
      default -> throw new IllegalArgumentException(argument.getClass().getName());
    };
  }

  private static Type<?> fixed(byte[] bytes) {
    return bytes.length == ADDRESS
        ? new Address("0x" + hex(bytes))
        : new Bytes(bytes.length, bytes) {};
  }
}
