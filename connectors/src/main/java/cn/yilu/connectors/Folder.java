package cn.yilu.connectors;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where somebody drops files, on this machine or on a server. It knows what is there and nothing of what is complete. */
interface Folder extends AutoCloseable {
  /** Most files a folder may hold. */
  int MOST = 100_000;

  /** Plain files by their name; links, subfolders and names beginning with a dot are never seen. */
  Map<String, Look> files() throws Trouble;

  /** How a file looks now; empty when it is gone. */
  Optional<Look> look(String name) throws Trouble;

  /** The whole file on this machine. What was fetched is removed by {@link #forget}. */
  Path fetch(String name, Look look) throws Trouble;

  /** Removes what was fetched of a file, which itself stays. */
  void forget(String name, Look look);

  /** Moves a file into a folder beside it, under a numbered name where its own is taken. */
  void move(String name, String folder) throws Trouble;

  void delete(String name) throws Trouble;

  /** Ends what is held open; it is opened again when it is needed. */
  @Override
  default void close() {}

  /** A name with a number, before its ending; the name itself for 1. */
  static String numbered(String name, int number) {
    String stem = stem(name);
    return number == 1 ? name : stem + "-" + number + name.substring(stem.length());
  }

  static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
