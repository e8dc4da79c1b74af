package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Unreadable;
import cn.yilu.schemas.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Optional;

/** What envelopes hold, opened for a mapping. */
final class Contents {
  private static final Charset GB18030 = Charset.forName("GB18030");

  private Contents() {}

  /** A delivery as a mapping takes it, read from this stream where it is one. */
  static Delivery delivery(Envelope envelope, InputStream in, ZoneId zone) {
    Delivery.Content content = switch (envelope.content()) {
      case Envelope.Rows rows -> new Delivery.Rows(rows.rows());
      case Envelope.Bytes bytes -> new Delivery.Stream(in);
      case Envelope.File file -> new Delivery.Stream(in);
      case Envelope.Unusable unusable -> throw new Unreadable(new Text(unusable.zh(), unusable.en()));
    };
    return new Delivery(envelope.name(), content, envelope.charset(), envelope.received(), zone);
  }

  /** The bytes of a content; none where it is none of bytes. */
  static InputStream open(Envelope.Content content) throws IOException {
    return switch (content) {
      case Envelope.Bytes bytes -> new ByteArrayInputStream(bytes.bytes());
      case Envelope.File file -> new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16);
      case Envelope.Rows rows -> InputStream.nullInputStream();
      case Envelope.Unusable unusable -> InputStream.nullInputStream();
    };
  }

  /**
   * What is kept of a delivery that cannot be read: a message as a whole, up to 1 MiB; of a file its first 64 KiB when it is
   * text, else its name.
   */
  static String raw(Envelope envelope) {
    return switch (envelope.content()) {
      case Envelope.Bytes bytes -> text(bytes.bytes(), Math.min(bytes.bytes().length, 1 << 20), envelope.charset());
      case Envelope.File file -> beginning(file, envelope);
      case Envelope.Rows rows -> "";
      case Envelope.Unusable unusable -> envelope.name();
    };
  }

  private static String beginning(Envelope.File file, Envelope envelope) {
    try (InputStream in = Files.newInputStream(file.path())) {
      byte[] first = in.readNBytes(1 << 16);
      for (byte b : first) {
        if (b == 0) {
          return envelope.name();
        }
      }
      return text(first, first.length, envelope.charset());
    } catch (IOException e) {
      return envelope.name();
    }
  }

  /** What is no UTF-8 although nobody says what it is, is GB 18030. */
  private static String text(byte[] bytes, int length, Optional<Charset> stated) {
    if (stated.isPresent()) {
      return new String(bytes, 0, length, stated.get());
    }
    CharBuffer text = CharBuffer.allocate(length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length), text,
        length == bytes.length && length < 1 << 16);
    return result.isError() ? new String(bytes, 0, length, GB18030) : text.flip().toString();
  }
}
