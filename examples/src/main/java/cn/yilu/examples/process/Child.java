package cn.yilu.examples.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A process of ours in a session of its own, so that a key pressed in the console reaches only who started it. */
public final class Child {
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private Child() {}

  /** Starts a program; each line it writes goes to {@code lines}, on a thread of its own, until it ends. */
  public static Process start(List<String> command, Path directory, Consumer<String> lines) throws IOException {
    List<String> whole = new ArrayList<>();
    if (Files.isExecutable(SETSID)) {
      whole.add(SETSID.toString());
    }
    whole.addAll(command);
    Files.createDirectories(directory);
    Process process = new ProcessBuilder(whole).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    Thread.ofVirtual().name("lines of " + process.pid()).start(() -> read(process, lines));
    return process;
  }

  /** The command that runs a class of ours on the JDK and class path we run on ourselves. */
  public static List<String> java(List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    if (!options.contains("-cp")) {
      command.addAll(List.of("-cp", classPath()));
    }
    command.add(main);
    command.addAll(arguments);
    return command;
  }

  /** Our own class path, such that it holds in any folder. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString()).collect(Collectors.joining(File.pathSeparator));
  }

  /** Options that keep the JDK from warning about libraries with native parts. */
  public static List<String> nativeAccess() {
    List<String> options = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 23) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return options;
  }

  /**
   * Options of a service that has so much heap. The parallel collector: loads make much that dies young, and it takes a
   * fifth less of two cores than the default one does. Out of memory it ends, since then it may be started again.
   */
  public static List<String> service(String heap) {
    List<String> options = nativeAccess();
    options.addAll(List.of("-Xmx" + heap, "-XX:+UseParallelGC", "-XX:+ExitOnOutOfMemoryError"));
    return options;
  }

  private static void read(Process process, Consumer<String> lines) {
    try (BufferedReader out = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines);
    } catch (IOException | java.io.UncheckedIOException e) {
      lines.accept("its output ended: " + e.getMessage());
    }
  }

  /** Asks a process to end, ends it by force when it has not after this long, and waits for it. */
  public static void end(ProcessHandle process, Duration patience) {
    process.destroy();
    if (!endsWithin(process, patience)) {
      process.destroyForcibly();
      endsWithin(process, patience);
    }
  }

  private static boolean endsWithin(ProcessHandle process, Duration patience) {
    try {
      process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return !process.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
