package cn.yilu.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a JSON answer says beside its rows, and how many rows those are. Read once from front to end; of the rows
 * nothing is kept but their number and a digest.
 */
final class JsonReading {
  /** An answer without content. */
  static final Said NOTHING = new Said(Map.of(), OptionalInt.empty(), "");

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MOST_VALUES = 1_000;
  private static final int LONGEST_VALUE = 1 << 14;

  private final Set<String> wanted;
  private final Optional<String> rowsAt;
  private final Map<String, List<String>> said = new HashMap<>();
  private final MessageDigest digest = sha256();
  private int values;
  private int rows = -1;

  /**
   * @param said values at the wanted dotted paths, in their order; members of an array go by the array's path
   * @param rows how many there are; empty when the answer has nothing at the place of rows
   * @param digest of the rows alone
   */
  record Said(Map<String, List<String>> said, OptionalInt rows, String digest) {
    /** The first value at a path, unless it is missing, null or empty. */
    Optional<String> first(String path) {
      return said.getOrDefault(path, List.of()).stream().findFirst().filter(value -> !value.isBlank());
    }
  }

  private JsonReading(Optional<String> rowsAt, Set<String> wanted) {
    this.rowsAt = rowsAt;
    this.wanted = wanted;
  }

  /**
   * Reads an answer.
   *
   * @param rowsAt dotted path of the rows, empty for the answer itself; absent when they do not matter
   */
  static Said of(Answer answer, Optional<String> rowsAt, Set<String> wanted) throws Trouble {
    JsonReading reading = new JsonReading(rowsAt, wanted);
    try (InputStream in = answer.open(); JsonParser parser = parser(in, answer.charset())) {
      reading.value(parser, parser.nextToken(), "");
    } catch (JacksonException notJson) {
      throw new Trouble("应答不是有效的 JSON", "the answer is not JSON, or it breaks off");
    } catch (IOException broken) {
      throw new Trouble("应答无法读取", "the answer cannot be read", broken);
    }
    return new Said(reading.said, reading.rows < 0 ? OptionalInt.empty() : OptionalInt.of(reading.rows),
        HexFormat.of().formatHex(reading.digest.digest(), 0, 16));
  }

  private static JsonParser parser(InputStream in, Optional<Charset> charset) {
    return charset.filter(declared -> !declared.equals(StandardCharsets.UTF_8))
        .map(declared -> JSON.createParser(ObjectReadContext.empty(), new InputStreamReader(in, declared)))
        .orElseGet(() -> JSON.createParser(ObjectReadContext.empty(), in));
  }

  private void value(JsonParser parser, @Nullable JsonToken token, String path) {
    if (rowsAt.isPresent() && rowsAt.get().equals(path) && rows < 0) {
      rows(parser, token);
    } else if (token == JsonToken.START_OBJECT) {
      object(parser, path);
    } else if (token == JsonToken.START_ARRAY) {
      for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
        value(parser, item, path);
      }
    } else if (token != null && wanted.contains(path)) {
      note(parser, token, path);
    }
  }

  private void object(JsonParser parser, String path) {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String inner = path.isEmpty() ? parser.currentName() : path + "." + parser.currentName();
      value(parser, parser.nextToken(), inner);
    }
  }

  private void note(JsonParser parser, JsonToken token, String path) {
    if (values++ < MOST_VALUES) {
      String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
      said.computeIfAbsent(path, p -> new ArrayList<>()).add(text.length() <= LONGEST_VALUE ? text : "");
    }
  }

  /** An array of rows, or one row alone; anything empty is none. */
  private void rows(JsonParser parser, @Nullable JsonToken token) {
    rows = 0;
    if (token == JsonToken.START_ARRAY) {
      for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
        rows++;
        digest(parser, item);
      }
    } else if (token == JsonToken.START_OBJECT) {
      rows = digest(parser, token) > 2 ? 1 : 0;
    }
  }

  /** Takes a whole value into the digest and answers of how many tokens it was. */
  private int digest(JsonParser parser, JsonToken first) {
    int depth = 0;
    int tokens = 0;
    JsonToken token = first;
    while (true) {
      tokens++;
      digest.update((byte) token.id());
      if (token == JsonToken.PROPERTY_NAME || token.isScalarValue()) {
        digest.update(parser.getString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (depth == 0) {
        return tokens;
      }
      token = parser.nextToken();
      if (token == null) {
        return tokens;
      }
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }
}
