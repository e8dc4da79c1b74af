package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One JSON value as a tree, of bounded size. Numbers stay as they are written. */
final class JsonTree {
  private static final int MOST_VALUES = 20_000;
  private static final int LONGEST = 4 << 20;

  private final JsonParser parser;
  private int values;
  private int length;

  private JsonTree(JsonParser parser) {
    this.parser = parser;
  }

  /** The value that the parser is at the start of. */
  static JsonNode read(JsonParser parser) throws IOException {
    return new JsonTree(parser).value(parser.currentToken());
  }

  private JsonNode value(JsonToken token) throws IOException {
    if (++values > MOST_VALUES || length > LONGEST) {
      throw new Unreadable(ElementTooLong.RULE.mend());
    }
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
      case VALUE_TRUE, VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(token == JsonToken.VALUE_TRUE);
      default -> text();
    };
  }

  private JsonNode text() throws IOException {
    String text = parser.getText();
    length += text.length();
    return JsonNodeFactory.instance.textNode(text);
  }

  private JsonNode object() throws IOException {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      object.set(name, value(parser.nextToken()));
    }
    return object;
  }

  private JsonNode array() throws IOException {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
      array.add(value(item));
    }
    return array;
  }
}
