package cn.yilu.mappings;

import cn.yilu.mappings.rule.ContentSkipped;
import cn.yilu.mappings.rule.JsonBroken;
import cn.yilu.schemas.Text;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/**
 * FHIR R4 resources in JSON: a bundle of a search, a history or a collection, one resource, or one a line as bulk export
 * writes them. Entries are taken one by one as they pass, nothing is validated.
 *
 * @param resources types that are taken; empty for all
 * @param paths by column; an empty one is no path
 */
record FhirFormat(Set<String> resources, List<Optional<FhirPath>> paths) implements Format {
  private static final Text OUTCOME = new Text("FHIR服务器答复了错误(OperationOutcome)",
      "the FHIR server answered with an error");

  FhirFormat {
    resources = Set.copyOf(resources);
    paths = List.copyOf(paths);
  }

  @Override
  public boolean lists() {
    return false;
  }

  @Override
  public Format placed(Columns columns, Faults faults, Node root) {
    columns.names().stream().filter(name -> FhirPath.parse(name).isEmpty()).forEach(name -> faults
        .add(Section.find(root, name),
            new Text("“" + name + "”不是FHIR资源中的位置", "'" + name + "' is no place in a FHIR resource"),
            new Text("请写成如 Patient.birthDate 或 identifier[system=urn:oid:2.16.156.10011.1.3].value",
                "write it like Patient.birthDate or identifier[system=urn:oid:2.16.156.10011.1.3].value")));
    return new FhirFormat(resources, columns.names().stream().map(FhirPath::parse).toList());
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    FhirResources rows = new FhirResources(this, reading);
    boolean isMeant = JsonLinesFormat.isMeant(in);
    CharsetGuess guess = JsonFormat.begin(in, reading);
    if (isMeant && guess.charset().equals(StandardCharsets.UTF_8)) {
      lines(in, rows, reading);
      return;
    }
    try (JsonParser parser = JsonFormat.parser(in, guess)) {
      while (parser.nextToken() != null) {
        root(parser, rows);
      }
    } catch (JsonProcessingException | CharConversionException e) {
      throw JsonFormat.broken(e);
    }
  }

  private static void lines(InputStream in, FhirResources rows, Reading reading) throws IOException {
    ByteLines lines = new ByteLines(in);
    while (lines.next()) {
      if (!lines.isBlank()) {
        Optional<JsonNode> resource = lines.isWhole() ? line(lines) : Optional.empty();
        if (resource.isPresent()) {
          rows.hold(JsonNodeFactory.instance.objectNode().set("resource", resource.get()), lines.length());
        } else {
          rows.release();
          String raw = new String(lines.bytes(), lines.from(), lines.length(), StandardCharsets.UTF_8);
          reading.row().begin(raw);
          reading.reject(JsonBroken.RULE, reading.row().raw());
        }
      }
    }
    rows.release();
  }

  private static Optional<JsonNode> line(ByteLines lines) throws IOException {
    try (JsonParser parser = JsonFormat.JSON.createParser(lines.bytes(), lines.from(), lines.length())) {
      return parser.nextToken() == JsonToken.START_OBJECT ? Optional.of(JsonTree.read(parser)) : Optional.empty();
    } catch (JsonProcessingException | CharConversionException | Unreadable e) {
      return Optional.empty();
    }
  }

  private void root(JsonParser parser, FhirResources rows) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        root(parser, rows);
      }
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      object(parser, rows);
    } else {
      throw new Unreadable(JsonFormat.NOT_JSON);
    }
  }

  /** A resource, or a bundle whose entries are taken before its end is seen. */
  private void object(JsonParser parser, FhirResources rows) throws IOException {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    boolean bundle = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("entry")
          && !whole.path("resourceType").asText("Bundle").equals("List")) {
        bundle = true;
        entries(parser, rows);
      } else {
        whole.set(name, JsonTree.read(parser));
      }
    }
    String type = whole.path("resourceType").asText();
    if (type.equals("OperationOutcome")) {
      throw new Unreadable(OUTCOME);
    }
    if (!bundle && !type.equals("Bundle")) {
      rows.take(JsonNodeFactory.instance.objectNode(), whole);
    }
  }

  private void entries(JsonParser parser, FhirResources rows) throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      rows.hold(JsonTree.read(parser), 0);
    }
    rows.release();
  }

  /** Whether resources of this type are taken. */
  boolean takes(String type) {
    return resources.isEmpty() || resources.contains(type);
  }

  static void skipped(String type, Reading reading) {
    reading.unmapped(ContentSkipped.RULE, type);
  }
}
