package cn.yilu.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shared schemas of this release by dataset, in their catalogue order. */
public final class SharedSchemas {
  private static final List<String> FILES = List.of("resident", "dwelling", "household-registration",
      "health-summary", "property-occupancy", "elder-status", "vital-sign", "household", "membership", "organisation",
      "grid", "status", "measurement", "immunisation", "work-order", "device", "service-record", "certificate",
      "device-wear", "subject-link");

  private final Map<String, SharedSchema> byDataset = new LinkedHashMap<>();

  /** Schemas given one by one; a dataset may be given once. */
  public SharedSchemas(Collection<SharedSchema> schemas) {
    for (SharedSchema schema : schemas) {
      if (byDataset.put(schema.dataset(), schema) != null) {
        throw new IllegalArgumentException("two schemas for dataset " + schema.dataset());
      }
    }
  }

  /** The schemas that come with this release; read side by side, as every start of a service waits for them. */
  public static SharedSchemas released() {
    return new SharedSchemas(FILES.parallelStream().map(SharedSchemas::parse).toList());
  }

  public Optional<SharedSchema> of(String dataset) {
    return Optional.ofNullable(byDataset.get(dataset));
  }

  /** The schema of a dataset that must be there; an unknown one is an {@link IllegalArgumentException}. */
  public SharedSchema get(String dataset) {
    return of(dataset).orElseThrow(() -> new IllegalArgumentException("no shared schema for dataset " + dataset));
  }

  public Collection<SharedSchema> all() {
    return List.copyOf(byDataset.values());
  }

  private static SharedSchema parse(String dataset) {
    try {
      return SharedSchema.parse(read(dataset));
    } catch (InvalidSchema e) {
      throw new IllegalStateException(dataset + ".avsc\n" + e.getMessage(), e);
    }
  }

  private static String read(String dataset) {
    try (InputStream in = SharedSchemas.class.getResourceAsStream("/schemas/" + dataset + ".avsc")) {
      if (in == null) {
        throw new IllegalStateException("schema " + dataset + ".avsc is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
