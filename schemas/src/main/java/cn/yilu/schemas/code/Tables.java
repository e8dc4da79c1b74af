package cn.yilu.schemas.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files of code lists and codings that come with this release. */
final class Tables {

  private Tables() {}

  /** The text of {@code /codes/<name>.tsv}, if there is such a file. */
  static Optional<String> text(String name) {
    try (InputStream in = Tables.class.getResourceAsStream("/codes/" + name + ".tsv")) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
