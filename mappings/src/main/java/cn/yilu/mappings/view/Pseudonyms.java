package cn.yilu.mappings.view;

/** Turns a value into its pseudonym under the key of one grant, so that two grants cannot be joined. */
@FunctionalInterface
public interface Pseudonyms {

  /** At least 16 bytes that stand for this value and tell nothing about it; the same for the same value, always. */
  byte[] of(byte[] value);
}
