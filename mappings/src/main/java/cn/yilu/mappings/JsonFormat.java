package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON objects: one alone, an array of them, one after the other, or the array at a path such as {@code data.rows}. A
 * nested value has a dotted name.
 */
record JsonFormat(List<String> records) implements Format {
  private static final Text NOT_JSON = new Text("不是有效的JSON", "not JSON, or it breaks off");
  private static final Text NO_RECORDS = new Text("JSON中没有映射文件所指的记录数组",
      "the JSON has no records where the mapping looks for them");
  private static final JsonFactory JSON = JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
      .maxNestingDepth(50).maxStringLength(1 << 20).build()).build();
  private static final int MOST_VALUES = 4096;

  JsonFormat {
    records = List.copyOf(records);
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    try (JsonParser parser = JSON.createParser(in)) {
      if (records.isEmpty()) {
        while (parser.nextToken() != null) {
          records(parser, reading);
        }
      } else {
        parser.nextToken();
        find(parser);
        records(parser, reading);
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw new Unreadable(NOT_JSON);
    }
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

  private static void records(JsonParser parser, Reading reading) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      record(parser, reading);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
          throw new Unreadable(NO_RECORDS);
        }
        record(parser, reading);
      }
    } else {
      throw new Unreadable(NO_RECORDS);
    }
  }

  private static void record(JsonParser parser, Reading reading) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    object(parser, "", values);
    Row row = reading.row();
    row.begin(values);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      int place = reading.columns().find(entry.getKey());
      if (place >= 0) {
        row.put(place, entry.getValue());
      } else {
        reading.unmapped(entry.getKey());
      }
    }
    reading.use();
  }

  private static void object(JsonParser parser, String path, Map<String, String> values) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = path + parser.currentName();
      value(parser, parser.nextToken(), name, values);
    }
  }

  private static void value(JsonParser parser, JsonToken token, String name, Map<String, String> values)
      throws IOException {
    if (token == JsonToken.START_OBJECT) {
      object(parser, name + ".", values);
    } else if (token == JsonToken.START_ARRAY) {
      for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
        value(parser, item, name, values);
      }
    } else if (token != JsonToken.VALUE_NULL && values.size() < MOST_VALUES) {
      values.putIfAbsent(name, parser.getText());
    }
  }
}
