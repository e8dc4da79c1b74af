package cn.yilu.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** A small file of keys and values that only its owner may read, replaced as a whole so that nobody sees half of it. */
public final class Kept {
  private final Path file;

  public Kept(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Everything in it; empty when there is no file yet. */
  public synchronized Map<String, String> all() {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        properties.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    Map<String, String> all = new TreeMap<>();
    properties.forEach((key, value) -> all.put(key.toString(), value.toString()));
    return all;
  }

  public Optional<String> get(String key) {
    return Optional.ofNullable(all().get(key));
  }

  public synchronized void put(String key, String value) {
    Map<String, String> all = all();
    all.put(key, value);
    replace(all);
  }

  /** Replaces the whole content. */
  public synchronized void replace(Map<String, String> all) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(all).forEach((key, value) -> text.append(key).append('=').append(value.replace("\\", "\\\\"))
        .append('\n'));
    write(file, text.toString());
  }

  /** Writes a file for its owner alone, by rename. */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".part",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(part, text);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean exists() {
    return Files.exists(file);
  }
}
