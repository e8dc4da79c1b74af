package cn.yilu.mappings;

import java.io.InputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping reads: content with the facts needed to interpret it.
 *
 * @param name what the source calls it, for findings and for mappings that look at it
 * @param received for rules about the future, and as now
 * @param zone in which times without a zone are read
 */
public record Delivery(String name, Content content, Optional<Charset> charset, Instant received, ZoneId zone) {

  /** Bytes or rows. */
  public sealed interface Content {}

  /** Read once, from the start; closed by the caller. */
  public record Stream(InputStream in) implements Content {}

  /** Rows of a database by column label; null where the database had null. */
  public record Rows(List<Map<String, String>> rows) implements Content {}
}
