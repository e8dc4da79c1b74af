package cn.yilu.schemas;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identity of a schema: SHA-256 over its full JSON with object keys sorted and no white space, governance included,
 * as 64 lower-case hexadecimal digits. Avro's own canonical form drops the governance and would not do.
 */
public record SchemaId(String hex) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final ObjectMapper SORTED = new ObjectMapper()
      .configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

  public SchemaId {
    if (!HEX.matcher(hex).matches()) {
      throw new IllegalArgumentException("not a schema id: " + hex);
    }
  }

  /** The identity of the schema with this JSON. */
  public static SchemaId of(String json) {
    try {
      String sorted = SORTED.writeValueAsString(SORTED.readValue(json, Object.class));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(sorted.getBytes(StandardCharsets.UTF_8));
      return new SchemaId(HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException("schema is not JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
