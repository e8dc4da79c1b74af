package cn.yilu.connectors;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A folder on this machine. */
record LocalFolder(Path path) implements Folder {

  @Override
  public Map<String, Look> files() throws Trouble {
    Map<String, Look> files = new HashMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, LocalFolder::visible)) {
      for (Path entry : entries) {
        attributes(entry).ifPresent(look -> files.put(String.valueOf(entry.getFileName()), look));
        if (files.size() > MOST) {
          throw new Trouble("文件夹中文件过多", "the folder holds too many files");
        }
      }
    } catch (IOException | DirectoryIteratorException failure) {
      throw new Trouble("无法读取文件夹", "the folder cannot be read", failure);
    }
    return files;
  }

  @Override
  public Optional<Look> look(String name) {
    return attributes(path.resolve(name));
  }

  @Override
  public Path fetch(String name, Look look) {
    return path.resolve(name);
  }

  /** The file was read where it is. */
  @Override
  public void forget(String name, Look look) {}

  @Override
  public void move(String name, String folder) throws Trouble {
    try {
      Path to = Files.createDirectories(path.resolve(folder));
      Files.move(path.resolve(name), free(to, name));
    } catch (IOException failure) {
      throw new Trouble("文件已入库,但无法移到 " + folder, "the file is committed but cannot be moved to " + folder, failure);
    }
  }

  @Override
  public void delete(String name) throws Trouble {
    try {
      Files.deleteIfExists(path.resolve(name));
    } catch (IOException failure) {
      throw new Trouble("标志文件无法删除", "a flag file cannot be deleted", failure);
    }
  }

  private static boolean visible(Path entry) {
    return !String.valueOf(entry.getFileName()).startsWith(".")
        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private static Optional<Look> attributes(Path file) {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Look(facts.size(), facts.lastModifiedTime().toInstant()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Path free(Path folder, String name) {
    Path free = folder.resolve(name);
    for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
      free = folder.resolve(Folder.numbered(name, number));
    }
    return free;
  }
}
