package cn.yilu.connectors;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JDBC drivers: those that come with us, and those whose jar somebody put into a folder. These are loaded by a class
 * loader of their own, so what is in a driver's jar cannot change anything of ours, and are found without a restart.
 */
final class Drivers {
  private static final Pattern KIND = Pattern.compile("^jdbc:\\w+");

  private final Path folder;
  private Map<Path, FileTime> seen = Map.of();
  private @Nullable URLClassLoader loader;

  Drivers(Path folder) {
    this.folder = folder;
  }

  Connection connect(String url, Properties login) throws SQLException, Trouble {
    Connection connection = first(DriverManager.drivers().toList(), url, login);
    if (connection == null) {
      connection = first(ServiceLoader.load(Driver.class, loader()), url, login);
    }
    if (connection == null) {
      throw missing(url);
    }
    return connection;
  }

  /** A driver that does not know the address answers null. */
  private static @Nullable Connection first(Iterable<Driver> drivers, String url, Properties login)
      throws SQLException {
    for (Driver driver : drivers) {
      Connection connection = driver.acceptsURL(url) ? driver.connect(url, login) : null;
      if (connection != null) {
        return connection;
      }
    }
    return null;
  }

  private static Trouble missing(String url) {
    String kind = KIND.matcher(url).results().map(MatchResult::group).findFirst().orElse("jdbc");
    return new Trouble("没有适用于 " + kind + " 的驱动:请将驱动的 jar 放入数据目录的 drivers 文件夹",
        "there is no driver for " + kind + ": put its jar into the folder drivers of the data directory");
  }

  private synchronized ClassLoader loader() throws Trouble {
    Map<Path, FileTime> there = jars();
    if (loader == null || !there.equals(seen)) {
      seen = there;
      // The former one is not closed: a connection may still need it.
      loader = new URLClassLoader("drivers", there.keySet().stream().map(Drivers::url).toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }
    return loader;
  }

  private Map<Path, FileTime> jars() throws Trouble {
    Map<Path, FileTime> jars = new TreeMap<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : found) {
          jars.put(jar, Files.getLastModifiedTime(jar));
        }
      } catch (IOException failure) {
        throw new Trouble("无法读取 drivers 文件夹", "the folder drivers cannot be read", failure);
      }
    }
    return jars;
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
