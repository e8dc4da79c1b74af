package cn.yilu.catalogue.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * One link of the chain.
 *
 * @param previous hash of the entry before, 64 zeros for the first
 * @param hash SHA-256 over the canonical JSON of everything else, as hexadecimal text
 */
public record LedgerEntry(long sequence, Instant time, String event, String by, Map<String, ?> facts, String previous,
    String hash) {
  static final String NONE = "0".repeat(64);
  private static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {
  };

  public LedgerEntry {
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /** The bytes of a note in its place in the chain. */
  static byte[] payload(long sequence, Note note, String previous) {
    return CanonicalJson.of(Map.of("sequence", sequence, "time", note.time(), "event", note.event(), "by", note.by(),
        "facts", note.facts(), "previous", previous));
  }

  static String hash(byte[] payload) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(payload));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Reads what {@link #payload} wrote; {@link IllegalArgumentException} when it is something else. */
  static LedgerEntry parse(byte[] payload) {
    try {
      Map<String, @Nullable Object> json = JSON.readValue(payload, OBJECT);
      if (json.get("sequence") instanceof Number sequence && json.get("facts") instanceof Map<?, ?> facts) {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        facts.forEach((name, value) -> named.put(String.valueOf(name), value));
        return new LedgerEntry(sequence.longValue(), Instant.parse(text(json, "time")), text(json, "event"),
            text(json, "by"), named, text(json, "previous"), hash(payload));
      }
      throw new IllegalArgumentException("an entry of the ledger lacks its sequence or its facts");
    } catch (JacksonException | DateTimeException e) {
      throw new IllegalArgumentException("an entry of the ledger cannot be read", e);
    }
  }

  private static String text(Map<String, @Nullable Object> json, String name) {
    if (json.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("an entry of the ledger lacks " + name);
  }
}
