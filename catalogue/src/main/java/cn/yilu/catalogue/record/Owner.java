package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The subject a claim stands under, in the state and as it will be; none when there is no such claim. A claim that was
 * made to stand alone also remembers the subject that it says itself, to go back to.
 */
final class Owner {
  private static final int KEY = 16;

  private @Nullable Key before;
  private @Nullable Key saidBefore;
  private @Nullable Key now;
  /** Only of a claim that stands elsewhere than it says. */
  private @Nullable Key said;

  @Nullable
  Key now() {
    return now;
  }

  /** The subject that the claim itself says. */
  @Nullable
  Key said() {
    return said == null ? now : said;
  }

  /** The claim stands here from now on, and says this subject itself. */
  void now(@Nullable Key subject, @Nullable Key says) {
    now = subject;
    said = Objects.equals(subject, says) ? null : says;
  }

  boolean moved() {
    return !Objects.equals(now, before) || !Objects.equals(said, saidBefore);
  }

  /** Fills a new owner with what {@link #write} wrote. */
  void read(byte[] bytes) {
    now = before = Key.of(bytes);
    if (bytes.length > KEY) {
      ByteBuffer second = ByteBuffer.wrap(bytes, KEY, KEY);
      said = saidBefore = new Key(second.getLong(), second.getLong());
    }
  }

  /** Bytes for the state; null when there is no such claim. */
  byte @Nullable [] write() {
    if (now == null) {
      return null;
    }
    return said == null ? now.bytes() : ByteBuffer.allocate(2 * KEY).put(now.bytes()).put(said.bytes()).array();
  }
}
