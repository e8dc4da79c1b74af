package cn.yilu.schemas.evolution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;

/** A type within a schema's JSON, and how to put another there. */
record Place(JsonNode node, Consumer<JsonNode> replacing) {

  void put(JsonNode other) {
    replacing.accept(other);
  }

  /** Adds every type inside this one. */
  static void collect(JsonNode type, List<Place> places) {
    if (type instanceof ArrayNode union) {
      for (int i = 0; i < union.size(); i++) {
        int at = i;
        add(union.get(i), node -> union.set(at, node), places);
      }
    } else if (type instanceof ObjectNode object) {
      within(object, "items", places);
      within(object, "values", places);
      object.path("fields").forEach(field -> within((ObjectNode) field, "type", places));
    }
  }

  private static void within(ObjectNode object, String property, List<Place> places) {
    JsonNode inner = object.get(property);
    if (inner != null) {
      add(inner, node -> object.set(property, node), places);
    }
  }

  private static void add(JsonNode type, Consumer<JsonNode> replacing, List<Place> places) {
    places.add(new Place(type, replacing));
    collect(type, places);
  }
}
