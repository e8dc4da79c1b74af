package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharsetDiffers;
import cn.yilu.schemas.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON objects: one alone, an array of them, one a line, one after the other, or the array at a path such as
 * {@code data.rows}. A nested value has a dotted name.
 */
record JsonFormat(List<String> records) implements Format {
  /** Line ends within texts, commas too many and numbers that are none spoil no more than their values. */
  static final JsonFactory JSON = JsonFactory.builder()
      .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS, JsonReadFeature.ALLOW_TRAILING_COMMA,
          JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(50).maxStringLength(1 << 20).build())
      .build();
  static final Text NOT_JSON = new Text("不是有效的JSON,或内容不完整", "not JSON, or it breaks off");
  private static final Text NO_RECORDS = new Text("JSON中没有映射文件所指的记录数组",
      "the JSON has no records where the mapping looks for them");
  private static final int HEAD = 8192;

  JsonFormat {
    records = List.copyOf(records);
  }

  @Override
  public boolean fits(byte[] head, int length) {
    return isJson(head, length);
  }

  /** Whether content with this start may be JSON. */
  static boolean isJson(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      byte b = head[i];
      if (b > ' ') {
        return b == '{' || b == '[';
      }
    }
    return false;
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    if (records.isEmpty() && JsonLinesFormat.isMeant(in)) {
      new JsonLinesFormat().read(in, reading);
      return;
    }
    try (JsonParser parser = open(in, reading)) {
      if (records.isEmpty()) {
        all(parser, reading);
      } else {
        parser.nextToken();
        find(parser);
        records(parser, new JsonRecords(reading));
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw broken(e);
    }
  }

  /** Says where content is JSON no longer. */
  static Unreadable broken(IOException e) {
    JsonLocation place = e instanceof JsonProcessingException broken ? broken.getLocation() : null;
    return new Unreadable(place == null
        ? NOT_JSON
        : new Text("不是有效的JSON,或内容不完整(第" + place.getLineNr() + "行第" + place.getColumnNr() + "列)",
            "not JSON, or it breaks off, in line " + place.getLineNr() + ", column " + place.getColumnNr()));
  }

  /** Takes objects that follow one another, and those of arrays. */
  static void all(JsonParser parser, Reading reading) throws IOException {
    JsonRecords rows = new JsonRecords(reading);
    while (parser.nextToken() != null) {
      records(parser, rows);
    }
  }

  /** A parser of what is JSON in another charset than it should be, too. */
  static JsonParser open(InputStream in, Reading reading) throws IOException {
    return parser(in, begin(in, reading));
  }

  /** A parser of what has this charset. */
  static JsonParser parser(InputStream in, CharsetGuess guess) throws IOException {
    return guess.charset().equals(StandardCharsets.UTF_8) && !guess.damaged()
        ? JSON.createParser(in)
        : JSON.createParser(new InputStreamReader(in, guess.charset()));
  }

  /** What charset the content has; a byte order mark is passed over. */
  static CharsetGuess begin(InputStream in, Reading reading) throws IOException {
    in.mark(HEAD + 1);
    byte[] head = new byte[Math.clamp(in.available(), 64, HEAD)];
    int length = in.readNBytes(head, 0, head.length);
    in.reset();
    CharsetGuess guess = CharsetGuess.of(head, length, reading.delivery().charset());
    if (guess.differs()) {
      reading.note(CharsetDiffers.RULE, "", guess.charset().name());
    }
    in.skipNBytes(guess.skip());
    return guess;
  }

  private void find(JsonParser parser) throws IOException {
    for (String name : records) {
      if (parser.currentToken() != JsonToken.START_OBJECT || !enter(parser, name)) {
        throw new Unreadable(NO_RECORDS);
      }
    }
  }

  private static boolean enter(JsonParser parser, String name) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean here = parser.currentName().equals(name);
      parser.nextToken();
      if (here) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }

  private static void records(JsonParser parser, JsonRecords rows) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      rows.take(parser);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
          rows.take(parser);
        } else {
          rows.refuse(parser);
        }
      }
    } else {
      throw new Unreadable(NO_RECORDS);
    }
  }
}
