package cn.yilu.examples.systems;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs with a class path of their own, which the build puts beside our own classes. */
final class Built {

  private Built() {}

  /** The folder with {@code classes} and {@code libs} of a nested module. */
  static Path module(String name) {
    try {
      Path ours = Path.of(Built.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path module = ours.resolveSibling("..").resolve(name).resolve("target").normalize();
      if (!Files.isDirectory(module.resolve("libs"))) {
        throw new IllegalStateException(module + " is not built");
      }
      return module;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
