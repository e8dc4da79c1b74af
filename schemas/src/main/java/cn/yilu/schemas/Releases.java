package cn.yilu.schemas;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The released versions of the shared schemas (已发布标准), as they are kept for ever in {@code schemas/released/}. */
public final class Releases {

  private Releases() {}

  /** The texts of a dataset's released schemas, version 1 first; none for a dataset that was never released. */
  public static List<String> of(String dataset) {
    List<String> versions = new ArrayList<>();
    Optional<String> next = text(dataset + "/1.avsc");
    while (next.isPresent()) {
      versions.add(next.get());
      next = text(dataset + "/" + (versions.size() + 1) + ".avsc");
    }
    return versions;
  }

  /** The file of reviewed loosenings, one a line after the heading: dataset, version, field, property, reason. */
  public static String reviews() {
    return text("reviews.tsv").orElseThrow(() -> new IllegalStateException("released/reviews.tsv is missing"));
  }

  private static Optional<String> text(String name) {
    try (InputStream in = Releases.class.getResourceAsStream("/released/" + name)) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
