package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Unreadable;
import cn.yilu.schemas.Text;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneId;

/** What envelopes hold, opened for a mapping. */
final class Contents {
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

  /** What is kept of a delivery that cannot be read: a message as a whole, of a file its name alone (the file stays). */
  static String raw(Envelope envelope) {
    return switch (envelope.content()) {
      case Envelope.Bytes bytes -> new String(bytes.bytes(), 0, Math.min(bytes.bytes().length, 1 << 20),
          envelope.charset().orElse(StandardCharsets.UTF_8));
      case Envelope.File file -> envelope.name();
      case Envelope.Rows rows -> "";
      case Envelope.Unusable unusable -> envelope.name();
    };
  }
}
