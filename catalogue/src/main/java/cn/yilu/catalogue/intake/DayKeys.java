package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * One random AES-256 key per day for rows that are kept only for a while. Destroying a day's key makes that day's rows
 * unreadable in the log, its replicas and its backups at once; so the keys stand in files and are derived from nothing.
 */
@Component
final class DayKeys {
  private final Path folder;
  private final Map<LocalDate, SecretKey> known = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  DayKeys(DataDirectory data) {
    this.folder = data.secrets().resolve("rejections");
  }

  /** The key of a day that is not over; made when the day has none. */
  SecretKey today(LocalDate day) {
    return known.computeIfAbsent(day, d -> read(d).orElseGet(() -> make(d)));
  }

  /** The key of any day, unless it was destroyed. */
  Optional<SecretKey> of(LocalDate day) {
    SecretKey key = known.get(day);
    return key == null ? read(day) : Optional.of(key);
  }

  /** Destroys the keys of all days before this one; answers how many there were. */
  int destroyBefore(LocalDate first) {
    int destroyed = 0;
    try (var files = Files.newDirectoryStream(Files.createDirectories(folder), "*.key")) {
      for (Path file : files) {
        LocalDate day = LocalDate.parse(file.getFileName().toString().replace(".key", ""));
        if (day.isBefore(first)) {
          Files.deleteIfExists(file);
          known.remove(day);
          destroyed++;
        }
      }
      return destroyed;
    } catch (IOException e) {
      throw new UncheckedIOException("keys of expired rows could not be destroyed", e);
    }
  }

  private Optional<SecretKey> read(LocalDate day) {
    Path file = folder.resolve(day + ".key");
    try {
      return Files.exists(file) ? Optional.of(new SecretKeySpec(Files.readAllBytes(file), "AES")) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("key of " + day + " cannot be read", e);
    }
  }

  private SecretKey make(LocalDate day) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    try {
      Files.createDirectories(folder);
      DurableFile.make(folder.resolve(day + ".key"), bytes);
      return read(day).orElseThrow(() -> new IllegalStateException("key of " + day + " vanished"));
    } catch (IOException e) {
      throw new UncheckedIOException("key of " + day + " cannot be made", e);
    }
  }
}
