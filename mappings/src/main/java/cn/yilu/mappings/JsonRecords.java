package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import cn.yilu.mappings.rule.JsonBroken;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;

/** Puts JSON objects into rows, each value where its place says. */
final class JsonRecords {
  private static final int MOST_VALUES = 4096;
  private static final int LONGEST_RAW = 64 * 1024;

  private final Reading reading;
  private final JsonPlace root;
  private int values;

  JsonRecords(Reading reading) {
    this.reading = reading;
    root = JsonPlace.root(reading);
  }

  /** The object that the parser is at the start of, as a row. */
  void take(JsonParser parser) throws IOException {
    fill(parser);
    reading.use();
  }

  /** The same without using the row yet. */
  void fill(JsonParser parser) throws IOException {
    Row row = reading.row();
    row.open();
    values = 0;
    object(parser, root);
    row.close();
  }

  /** What the parser is at stands among the records and is none: a rejected row of its own. */
  void refuse(JsonParser parser) throws IOException {
    StringWriter raw = new StringWriter();
    try (JsonGenerator copy = JsonFormat.JSON.createGenerator(raw)) {
      int depth = 0;
      do {
        if (raw.getBuffer().length() < LONGEST_RAW) {
          copy.copyCurrentEvent(parser);
        }
        depth += parser.currentToken().isStructStart() ? 1 : parser.currentToken().isStructEnd() ? -1 : 0;
      } while (depth > 0 && parser.nextToken() != null);
    }
    String kept = raw.getBuffer().substring(0, Math.min(raw.getBuffer().length(), LONGEST_RAW));
    reading.row().begin(kept);
    reading.reject(JsonBroken.RULE, kept);
  }

  private void object(JsonParser parser, JsonPlace place) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      value(parser, parser.nextToken(), place.member(name));
    }
  }

  private void value(JsonParser parser, JsonToken token, JsonPlace place) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      object(parser, place);
    } else if (token == JsonToken.START_ARRAY) {
      for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
        value(parser, item, place);
      }
    } else if (token != JsonToken.VALUE_NULL) {
      if (++values > MOST_VALUES || reading.row().isFull()) {
        throw new Unreadable(ElementTooLong.RULE.mend());
      }
      place.take(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
  }
}
