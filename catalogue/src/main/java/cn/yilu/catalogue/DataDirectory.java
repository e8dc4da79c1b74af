package cn.yilu.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the service keeps everything; each part has its place. Only {@code projections} and {@code tmp} may be wiped. */
public record DataDirectory(Path root) {

  /** The directory at this place, made with its parts when absent. Where personal data lie nobody else of the machine looks. */
  public static DataDirectory at(Path root) {
    DataDirectory directory = new DataDirectory(root.toAbsolutePath().normalize());
    try {
      for (Path part : new Path[]{directory.projections(), directory.sources(), directory.tmp()}) {
        Files.createDirectories(part);
      }
      Files.createDirectories(directory.secrets().resolve("sources"));
      for (Path part : new Path[]{directory.projections(), directory.secrets(), directory.tmp()}) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("data directory " + directory.root + " cannot be used", e);
    }
    return directory;
  }

  public Path postgres() {
    return root.resolve("postgres");
  }

  public Path secrets() {
    return root.resolve("secrets");
  }

  public Path projections() {
    return root.resolve("projections");
  }

  public Path sources() {
    return root.resolve("sources");
  }

  /** Jars of JDBC drivers that somebody added; need not be there. */
  public Path drivers() {
    return root.resolve("drivers");
  }

  public Path tmp() {
    return root.resolve("tmp");
  }
}
