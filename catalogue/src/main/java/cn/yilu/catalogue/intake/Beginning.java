package cn.yilu.catalogue.intake;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A delivery being read that remembers how it began, since a row of a table means nothing without the heading. */
final class Beginning extends FilterInputStream {
  private static final int REMEMBERED = 16 * 1024;
  private static final int MOST_LINES = 12;
  private static final Charset GB18030 = Charset.forName("GB18030");

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private @Nullable String heading;

  Beginning(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = in.read(into, from, length);
    int room = REMEMBERED - start.size();
    if (read > 0 && room > 0) {
      start.write(into, from, Math.min(read, room));
    }
    return read;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  /** The lines up to the heading, once somebody asks; empty when the delivery is no table of text. */
  Supplier<String> heading(Mapping mapping, ZoneId zone, Optional<Charset> charset) {
    return () -> {
      String known = heading;
      if (known == null) {
        known = find(mapping, zone, text(charset));
        heading = known;
      }
      return known;
    };
  }

  private String text(Optional<Charset> charset) {
    byte[] bytes = start.toByteArray();
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    ByteBuffer lines = ByteBuffer.wrap(bytes, 0, end);
    try {
      return charset.orElse(StandardCharsets.UTF_8).newDecoder().decode(lines).toString().replace("\ufeff", "");
    } catch (CharacterCodingException e) {
      return new String(bytes, 0, end, charset.orElse(GB18030));
    }
  }

  /** The fewest lines that the mapping reads without finding a row in them. */
  private static String find(Mapping mapping, ZoneId zone, String text) {
    int end = 0;
    for (int line = 0; line < MOST_LINES; line++) {
      end = text.indexOf('\n', end) + 1;
      if (end == 0) {
        return "";
      }
      String lines = text.substring(0, end);
      boolean[] rows = {false};
      try {
        mapping.read(new Delivery("", new Delivery.Stream(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))), Optional.of(StandardCharsets.UTF_8),
            Instant.EPOCH, zone), row -> rows[0] |= row.row() > 0);
        return rows[0] ? "" : lines;
      } catch (Unreadable e) {
        // The heading may stand further down.
      }
    }
    return "";
  }
}
