package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs that come with us as an archive, unpacked once per version. */
record Binaries(Path root) {

  /** Unpacks below this directory unless done before; several processes may try at once. */
  static Binaries under(Path directory) {
    URL archive = archive();
    try {
      Path root = directory.resolve("bin-" + mark(archive));
      if (!Files.isDirectory(root)) {
        Files.createDirectories(directory);
        Path unfinished = Files.createTempDirectory(directory, "unpacking-");
        unpack(archive, unfinished);
        moveOrDrop(unfinished, root);
      }
      return new Binaries(root);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL programs cannot be unpacked to " + directory, e);
    }
  }

  String program(String name) {
    return root.resolve("bin").resolve(name).toString();
  }

  private static URL archive() {
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name = switch (machine) {
      case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
      case "aarch64" -> "postgres-linux-arm_64.txz";
      default -> "postgres-" + machine + ".txz";
    };
    URL archive = System.getProperty("os.name").startsWith("Linux")
        ? Binaries.class.getClassLoader().getResource(name)
        : null;
    if (archive == null) {
      throw new IllegalStateException(
          "no PostgreSQL programs come with us for " + System.getProperty("os.name") + " on "
              + machine + "; give a server by yilu.postgres.url");
    }
    return archive;
  }

  /** Differs between versions: the archive's own check sum in its jar, else its length. */
  private static String mark(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection jar) {
      return HexFormat.of().toHexDigits((int) jar.getJarEntry().getCrc());
    }
    return Long.toHexString(archive.openConnection().getContentLengthLong());
  }

  private static void unpack(URL archive, Path target) throws IOException {
    try (InputStream in = archive.openStream();
        TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(in))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path place = target.resolve(entry.getName()).normalize();
        if (!place.startsWith(target)) {
          throw new IOException("archive entry leaves its directory: " + entry.getName());
        }
        write(tar, entry, place);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path place) throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(place);
      return;
    }
    Files.createDirectories(place.resolveSibling("."));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, place);
    boolean program = (entry.getMode() & 0100) != 0;
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static void moveOrDrop(Path unfinished, Path root) throws IOException {
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      Files.move(unfinished, root, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      try (Stream<Path> files = Files.walk(unfinished)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
