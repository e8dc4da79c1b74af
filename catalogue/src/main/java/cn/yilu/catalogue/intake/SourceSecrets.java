package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Puts credentials in the place of references such as {@code ${secret:registry}}; they are never stored in a source's file. */
@Component
final class SourceSecrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([a-z0-9.-]{1,64})}");

  private final Path folder;

  SourceSecrets(DataDirectory data) {
    this.folder = data.secrets().resolve("sources");
  }

  /** The settings with every reference replaced; an absent secret is an {@link IllegalArgumentException} naming it. */
  Map<String, String> resolve(Map<String, String> settings) {
    Map<String, String> resolved = new HashMap<>();
    settings.forEach((name, value) -> resolved.put(name, resolve(value)));
    return resolved;
  }

  private String resolve(String value) {
    return REFERENCE.matcher(value).replaceAll(found -> Matcher.quoteReplacement(read(found.group(1))));
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("secret '" + name + "' is not in the secrets folder", e);
    }
  }
}
