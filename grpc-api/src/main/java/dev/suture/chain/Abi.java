// SPDX-License-Identifier: Apache-2.0
package dev.suture.chain;

import dev.suture.attestation.patch.Hex;
import dev.suture.attestation.statement.Address;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Bytes4;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;

/** Arguments, call data and results in Solidity's ABI. */
final class Abi {
  static final int WORD_BYTES = 32;

  private Abi() {}

  static byte[] call(String function, Type<?>... arguments) {
    List<Type<?>> list = List.of(arguments);
    return Hex.decode(
        "call data", FunctionEncoder.encode(new Function(function, raw(list), List.of())));
  }

  /** Constructor arguments. */
  static byte[] arguments(Type<?>... arguments) {
    return Hex.decode("arguments", FunctionEncoder.encodeConstructor(raw(List.of(arguments))));
  }

  @SuppressWarnings("rawtypes") // web3j's signatures are raw
  private static List<Type> raw(List<Type<?>> arguments) {
    return List.copyOf(arguments);
  }

  static Bytes32 word(byte[] value) {
    return new Bytes32(value);
  }

  static Bytes4 selector(byte[] value) {
    return new Bytes4(value);
  }

  static org.web3j.abi.datatypes.Address address(Address value) {
    return new org.web3j.abi.datatypes.Address(value.toString());
  }

  static Uint16 uint16(long value) {
    return new Uint16(BigInteger.valueOf(value));
  }

  static Uint64 uint64(long value) {
    return new Uint64(BigInteger.valueOf(value));
  }

  static Uint256 uint256(long value) {
    return new Uint256(BigInteger.valueOf(value));
  }

  /** A uint256 from 32 bytes big-endian. */
  static Uint256 uint256(byte[] value) {
    return new Uint256(new BigInteger(1, value));
  }

  static DynamicBytes bytes(byte[] value) {
    return new DynamicBytes(value);
  }

  static DynamicArray<Bytes32> words(List<byte[]> values) {
    return new DynamicArray<>(Bytes32.class, values.stream().map(Bytes32::new).toList());
  }

  /** Word number {@code index} of a result. */
  static byte[] readWord(byte[] result, int index) {
    int from = index * WORD_BYTES;
    if (result.length < from + WORD_BYTES) {
      throw new ChainException(
          ChainException.Reason.NO_REGISTRY,
          "a contract of the registry answered nothing: there is none, or it is another one");
    }
    return Arrays.copyOfRange(result, from, from + WORD_BYTES);
  }

  static Address readAddress(byte[] result, int index) {
    return Address.of(
        "address",
        Arrays.copyOfRange(readWord(result, index), WORD_BYTES - Address.SIZE_BYTES, WORD_BYTES));
  }

  static BigInteger readUint(byte[] result, int index) {
    return new BigInteger(1, readWord(result, index));
  }
}
