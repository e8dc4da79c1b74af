package cn.yilu.schemas;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** In which line of a JSON text each value begins; a property begins with its name. */
final class JsonPlaces {
  private static final JsonFactory JSON = new JsonFactory();
  private final Map<String, Integer> lines = new HashMap<>();

  private JsonPlaces() {}

  static JsonPlaces of(String json) {
    JsonPlaces places = new JsonPlaces();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        places.lines.putIfAbsent(pointer(parser.getParsingContext(), token), parser.currentTokenLocation().getLineNr());
      }
      return places;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The context inside an object or array that has just begun has no name and no index yet; its parent points to it. */
  private static String pointer(JsonStreamContext context, JsonToken token) {
    JsonStreamContext of = token.isStructStart() ? context.getParent() : context;
    return of.pathAsPointer().toString();
  }

  /** The line of a JSON pointer, or of the nearest value around it that is there. */
  int line(String pointer) {
    Integer line = lines.get(pointer);
    if (line != null) {
      return line;
    }
    int end = pointer.lastIndexOf('/');
    return end < 0 ? 1 : line(pointer.substring(0, end));
  }
}
