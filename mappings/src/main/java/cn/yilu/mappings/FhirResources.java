package cn.yilu.mappings;

import cn.yilu.mappings.rule.ReferenceUnresolved;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts resources into rows. Entries and lines are held for a while when a path looks from one resource to another. */
final class FhirResources {
  private static final int MOST_HELD = 5000;
  private static final long MOST_LENGTH = 4 << 20;

  private final FhirFormat format;
  private final Reading reading;
  private final List<JsonNode> held = new ArrayList<>();
  private final Map<String, JsonNode> byReference = new HashMap<>();
  private final boolean resolves;
  private long length;

  FhirResources(FhirFormat format, Reading reading) {
    this.format = format;
    this.reading = reading;
    this.resolves = format.paths().stream().flatMap(Optional::stream).anyMatch(FhirPath::resolves);
  }

  /**
   * Keeps an entry until its bundle, or all lines, have passed; of a very long one, a part. Takes it at once where no path
   * looks elsewhere.
   */
  void hold(JsonNode entry, int longer) {
    if (!resolves) {
      entry(entry);
      return;
    }
    JsonNode resource = entry.path("resource");
    byReference.put(resource.path("resourceType").asText() + "/" + resource.path("id").asText(), resource);
    byReference.put(entry.path("fullUrl").asText(), resource);
    held.add(entry);
    length += longer;
    if (held.size() >= MOST_HELD || length >= MOST_LENGTH) {
      release();
    }
  }

  void release() {
    held.forEach(this::entry);
    held.clear();
    byReference.clear();
    length = 0;
  }

  /** Takes an entry; one that only says that a resource is gone has a resource with just type and id. */
  void entry(JsonNode entry) {
    JsonNode resource = entry.get("resource");
    String[] gone = entry.path("request").path("url").asText().split("/");
    if (resource != null) {
      take(entry, resource);
    } else if (entry.path("request").path("method").asText().equals("DELETE") && gone.length >= 2) {
      ObjectNode only = ((ObjectNode) entry).objectNode();
      only.put("resourceType", gone[gone.length - 2]);
      only.put("id", gone[gone.length - 1]);
      take(entry, only);
    }
  }

  void take(JsonNode entry, JsonNode resource) {
    String type = resource.path("resourceType").asText();
    if (!format.takes(type) || type.equals("OperationOutcome")) {
      FhirFormat.skipped(type.isEmpty() ? "?" : type, reading);
      return;
    }
    Row row = reading.row();
    row.begin(resource);
    Function<String, Optional<JsonNode>> references = reference -> contained(resource, reference)
        .or(() -> Optional.ofNullable(byReference.get(reference)));
    List<Optional<FhirPath>> paths = format.paths();
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i).isPresent()) {
        FhirPath path = paths.get(i).get();
        row.put(i, path.value(path.ofEntry() ? wrapped(entry) : resource, references));
        int column = i;
        path.unresolved(resource, references)
            .ifPresent(reference -> reading.find(ReferenceUnresolved.RULE, column, reference));
      }
    }
    unmapped(type, resource);
    reading.use();
  }

  private static JsonNode wrapped(JsonNode entry) {
    ObjectNode around = ((ObjectNode) entry).objectNode();
    around.set("entry", entry);
    return around;
  }

  private static Optional<JsonNode> contained(JsonNode resource, String reference) {
    if (reference.startsWith("#")) {
      for (JsonNode each : resource.path("contained")) {
        if (each.path("id").asText().equals(reference.substring(1))) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  private void unmapped(String type, JsonNode resource) {
    for (Iterator<String> names = resource.fieldNames(); names.hasNext();) {
      String name = names.next();
      if (!name.equals("resourceType") && !isUsed(type, name) && !reading.columns().isIgnored(name)) {
        reading.unmapped(type + "." + name);
      }
    }
  }

  private boolean isUsed(String type, String name) {
    for (Optional<FhirPath> path : format.paths()) {
      if (path.isPresent() && path.get().type().map(type::equals).orElse(true) && (name.equals(path.get().top())
          || (name.startsWith(path.get().top()) && !path.get().top().isEmpty()
              && Character.isUpperCase(name.charAt(path.get().top().length()))))) {
        return true;
      }
    }
    return false;
  }
}
