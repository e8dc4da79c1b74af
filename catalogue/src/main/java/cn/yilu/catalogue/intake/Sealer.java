package cn.yilu.catalogue.intake;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.springframework.stereotype.Component;

/** Encrypts kept rows under their day's key: 4 bytes epoch day, 12 bytes nonce, AES-256-GCM text with the day bound in. */
@Component
final class Sealer {
  private static final int HEADER = 4 + 12;

  private final DayKeys keys;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Sealer(DayKeys keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  byte[] seal(byte[] plain) {
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] header = ByteBuffer.allocate(HEADER).putInt((int) day.toEpochDay()).put(nonce).array();
    byte[] sealed = run(Cipher.ENCRYPT_MODE, keys.today(day), header, plain, 0);
    return ByteBuffer.allocate(HEADER + sealed.length).put(header).put(sealed).array();
  }

  /** The plain bytes, or nothing once the day's key was destroyed. */
  Optional<byte[]> open(byte[] sealed) {
    ByteBuffer buffer = ByteBuffer.wrap(sealed);
    LocalDate day = LocalDate.ofEpochDay(buffer.getInt());
    byte[] header = java.util.Arrays.copyOf(sealed, HEADER);
    return keys.of(day).map(key -> run(Cipher.DECRYPT_MODE, key, header, sealed, HEADER));
  }

  private static byte[] run(int mode, SecretKey key, byte[] header, byte[] bytes, int from) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(128, header, 4, 12));
      cipher.updateAAD(header, 0, 4);
      return cipher.doFinal(bytes, from, bytes.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a kept row cannot be sealed or opened", e);
    }
  }
}
