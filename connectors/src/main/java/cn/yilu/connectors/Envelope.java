package cn.yilu.connectors;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a connector took from a source, as it came, with where it came from.
 *
 * @param source id of the source, {@code [a-z0-9-]{1,64}}
 * @param name what the source calls this delivery: a file name, a message control id, a topic
 * @param mediaType such as {@code text/csv} or {@code x-application/hl7-v2+er7}
 * @param charset as declared by protocol or configuration; absent when the content must tell
 * @param received when the connector took it
 * @param position what the source's place is after this envelope, in the connector's own words; absent when the
 *        protocol has no place to go on from
 * @param digest of a file's content, SHA-256 as 64 lower-case hexadecimal digits: the same content offered again has the
 *        same digest whatever its name, other content under the same name another one; absent where the protocol has no
 *        files
 * @param snapshot which full delivery this is a part of; absent for changes
 */
public record Envelope(String source, String name, Content content, String mediaType, Optional<Charset> charset,
    Instant received, Optional<String> position, Optional<String> digest, Optional<Snapshot> snapshot) {

  /** What a source says that changed, or a delivery of which the source's file tells that it is full. */
  public Envelope(String source, String name, Content content, String mediaType, Optional<Charset> charset,
      Instant received, Optional<String> position, Optional<String> digest) {
    this(source, name, content, mediaType, charset, received, position, digest, Optional.empty());
  }

  /** Says whose envelope it is and nothing of what is in it, since others write such texts into logs. */
  @Override
  public String toString() {
    return "Envelope[" + source + ", " + mediaType + "]";
  }

  /**
   * A full delivery, in one envelope or several. What the source stated before and is in none of them, it states no
   * longer.
   *
   * @param id the same for all parts and never used again by this source, at most 64 characters
   * @param last this part completes it
   */
  public record Snapshot(String id, boolean last) {}

  /** The bytes or rows themselves. */
  public sealed interface Content {}

  /** A message or document held in memory. */
  public record Bytes(byte[] bytes) implements Content {}

  /** A file of any size; it stays readable and unchanged until the inbox has answered. */
  public record File(Path path) implements Content {}

  /** Something that came but cannot be opened, such as an encrypted archive, and why; without personal data. */
  public record Unusable(String zh, String en) implements Content {}

  /** Rows of a database by column label, values as text; null where the database had null. */
  public record Rows(List<Map<String, String>> rows) implements Content {
    @Override
    public String toString() {
      return "Rows[" + rows.size() + "]";
    }
  }
}
