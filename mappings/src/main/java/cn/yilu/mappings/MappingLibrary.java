package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** The mapping files that come with this release. */
public final class MappingLibrary {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");

  private MappingLibrary() {}

  /** The text of the released mapping of this name, if there is one. */
  public static Optional<String> released(String name) {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try (InputStream in = MappingLibrary.class.getResourceAsStream("/mappings/" + name + ".yaml")) {
      return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
