package cn.yilu.schemas.evolution;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** Schemas made up at random, and others that differ from them as schemas do when somebody changes them. */
final class RandomSchemas {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> PRIMITIVES = List.of("null", "boolean", "int", "long", "float", "double", "bytes",
      "string");
  private static final List<String> FIELDS = List.of(
      "{\"name\": \"added\", \"type\": \"int\"}", "{\"name\": \"added\", \"type\": \"int\", \"default\": 1}",
      "{\"name\": \"added\", \"type\": [\"null\", \"string\"], \"default\": null}",
      "{\"name\": \"added\", \"type\": [\"null\", \"string\"]}",
      "{\"name\": \"added\", \"type\": [\"string\", \"null\"], \"default\": \"x\"}",
      "{\"name\": \"added\", \"type\": [\"string\", \"null\"], \"default\": null}",
      "{\"name\": \"added\", \"type\": {\"type\": \"array\", \"items\": \"int\"}, \"default\": []}",
      "{\"name\": \"added\", \"type\": {\"type\": \"map\", \"values\": \"int\"}, \"default\": {\"a\": 1}}",
      "{\"name\": \"added\", \"type\": {\"type\": \"enum\", \"name\": \"EA\", \"symbols\": [\"A\"]}, \"default\": \"A\"}",
      "{\"name\": \"added\", \"type\": {\"type\": \"record\", \"name\": \"RA\", \"fields\": [{\"name\": \"x\", \"type\": \"int\"}]}, \"default\": {\"x\": 1}}");
  private static final List<String> LOGICAL = List.of("{\"type\": \"int\", \"logicalType\": \"date\"}",
      "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
      "{\"type\": \"int\", \"logicalType\": \"time-millis\"}",
      "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}",
      "{\"type\": \"string\", \"logicalType\": \"uuid\"}",
      "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}",
      "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 4}");

  private final Random random;
  private int names;

  RandomSchemas(Random random) {
    this.random = random;
  }

  /** A schema and what it is written as. */
  record Made(JsonNode json, Schema schema) {}

  Made next() {
    while (true) {
      names = 0;
      Optional<Made> made = parse(type(0, new ArrayList<>()));
      if (made.isPresent()) {
        return made.get();
      }
    }
  }

  /** The same with one to three changes. */
  Made changed(Made from) {
    while (true) {
      JsonNode[] root = {from.json().deepCopy()};
      for (int i = random.nextInt(3); i >= 0; i--) {
        change(root);
      }
      Optional<Made> made = parse(root[0]);
      if (made.isPresent()) {
        return made.get();
      }
    }
  }

  private static Optional<Made> parse(JsonNode json) {
    try {
      return Optional.of(new Made(json, new Schema.Parser().parse(json.toString())));
    } catch (AvroRuntimeException e) {
      return Optional.empty();
    }
  }

  private JsonNode type(int depth, List<String> enclosing) {
    int kind = random.nextInt(depth > 3 ? 6 : 14);
    return switch (kind) {
      case 6 -> object("array").set("items", type(depth + 1, enclosing));
      case 7 -> object("map").set("values", type(depth + 1, enclosing));
      case 8, 9 -> union(depth, enclosing);
      case 10, 11 -> record(depth, enclosing);
      case 12 -> choice();
      case 13 -> object("fixed").put("name", "F" + names++).put("size", 1 + random.nextInt(3));
      case 5 -> enclosing.isEmpty() ? JSON.textNode("int") : JSON.textNode(pick(enclosing));
      case 4 -> read(pick(LOGICAL));
      default -> JSON.textNode(pick(PRIMITIVES));
    };
  }

  private ArrayNode union(int depth, List<String> enclosing) {
    ArrayNode union = JSON.arrayNode();
    for (int i = random.nextInt(3); i >= 0; i--) {
      union.add(type(depth + 1, enclosing));
    }
    return union;
  }

  private ObjectNode record(int depth, List<String> enclosing) {
    ObjectNode record = object("record").put("name", "R" + names++);
    List<String> inner = new ArrayList<>(enclosing);
    inner.add(record.get("name").asText());
    if (random.nextInt(6) == 0) {
      record.put("namespace", "town");
      inner.clear();
      inner.add("town." + record.get("name").asText());
    }
    ArrayNode fields = record.putArray("fields");
    for (int i = random.nextInt(4); i > 0; i--) {
      fields.addObject().put("name", "f" + i).set("type", type(depth + 1, inner));
    }
    return record;
  }

  private ObjectNode choice() {
    ObjectNode choice = object("enum").put("name", "E" + names++);
    ArrayNode symbols = choice.putArray("symbols");
    for (String symbol : List.of("A", "B", "C")) {
      if (symbols.isEmpty() || random.nextBoolean()) {
        symbols.add(symbol);
      }
    }
    if (random.nextInt(3) == 0) {
      choice.set("default", symbols.get(random.nextInt(symbols.size())));
    }
    return choice;
  }

  private void change(JsonNode[] root) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(root[0], node -> root[0] = node));
    Place.collect(root[0], places);
    Place place = pick(places);
    JsonNode node = place.node();
    switch (random.nextInt(8)) {
      case 0 -> place.put(JSON.textNode(pick(PRIMITIVES)));
      case 1 -> place.put(JSON.arrayNode().add("null").add(node));
      case 2 -> place.put(JSON.arrayNode().add(node).add(pick(PRIMITIVES)));
      case 3 -> place.put(read(pick(LOGICAL)));
      default -> within(place, node);
    }
  }

  private void within(Place place, JsonNode node) {
    if (node instanceof ArrayNode union && !union.isEmpty()) {
      branches(place, union);
    } else if (node.path("type").asText().equals("record")) {
      fields((ObjectNode) node, (ArrayNode) node.get("fields"));
    } else if (node.path("type").asText().equals("enum") && !node.get("symbols").isEmpty()) {
      symbols((ObjectNode) node, (ArrayNode) node.get("symbols"));
    } else if (node.path("type").asText().equals("fixed")) {
      named((ObjectNode) node.deepCopy(), (ObjectNode) node);
    }
  }

  private void branches(Place place, ArrayNode union) {
    switch (random.nextInt(4)) {
      case 0 -> place.put(union.get(random.nextInt(union.size())));
      case 1 -> union.remove(random.nextInt(union.size()));
      case 2 -> union.add(pick(PRIMITIVES));
      default -> shuffle(union);
    }
  }

  private void fields(ObjectNode record, ArrayNode fields) {
    int kind = random.nextInt(7);
    if (kind < 3 || fields.isEmpty()) {
      fields.insert(random.nextInt(fields.size() + 1), read(pick(FIELDS)));
    } else if (kind == 3) {
      fields.remove(random.nextInt(fields.size()));
    } else if (kind == 4) {
      shuffle(fields);
    } else if (kind == 5) {
      ObjectNode field = (ObjectNode) fields.get(random.nextInt(fields.size()));
      String name = field.get("name").asText();
      field.put("name", name + "Now");
      if (random.nextBoolean()) {
        field.putArray("aliases").add(name);
      }
    } else {
      named(record.deepCopy(), record);
    }
  }

  /** Another name, another namespace or another size, with or without an alias. */
  private void named(ObjectNode before, ObjectNode type) {
    if (type.has("size") && random.nextBoolean()) {
      type.put("size", 1 + random.nextInt(3));
    } else if (random.nextBoolean()) {
      type.put("namespace", pick(List.of("town", "city")));
    } else {
      type.put("name", before.get("name").asText() + "Now");
    }
    if (random.nextBoolean()) {
      String namespace = before.path("namespace").asText("");
      type.putArray("aliases").add(namespace + (namespace.isEmpty() ? "" : ".") + before.get("name").asText());
    }
  }

  private void symbols(ObjectNode choice, ArrayNode symbols) {
    switch (random.nextInt(5)) {
      case 0 -> symbols.add("D");
      case 1 -> symbols.remove(random.nextInt(symbols.size()));
      case 2 -> choice.set("default", symbols.get(0));
      case 3 -> shuffle(symbols);
      default -> named(choice.deepCopy(), choice);
    }
  }

  private void shuffle(ArrayNode list) {
    List<JsonNode> nodes = new ArrayList<>();
    list.forEach(nodes::add);
    Collections.shuffle(nodes, random);
    list.removeAll();
    nodes.forEach(list::add);
  }

  private static ObjectNode object(String type) {
    return JSON.objectNode().put("type", type);
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
