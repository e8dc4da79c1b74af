package cn.yilu.examples.demo;

import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Keeps one child process running: when it dies it is started again after two seconds. What it writes goes to a file. */
final class Minder {
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private final String name;
  private final Supplier<List<String>> command;
  private final Path folder;
  private final LineFile log;
  private final String mark;
  private final Journal journal;
  private final Consumer<String> console;
  private final Consumer<String> lines;
  private volatile boolean ending;
  private volatile Optional<Process> process = Optional.empty();
  private volatile Optional<Thread> thread = Optional.empty();

  /**
   * A child that is not started yet.
   *
   * @param mark part of its command line by which a later run can know it
   * @param lines gets every line it writes, before the log file does; may be secret ones
   */
  Minder(String name, Supplier<List<String>> command, Path folder, String mark, Journal journal,
      Consumer<String> console, Consumer<String> lines) {
    this.name = name;
    this.command = command;
    this.folder = folder;
    log = new LineFile(folder.resolve(name + ".log"));
    this.mark = mark;
    this.journal = journal;
    this.console = console;
    this.lines = lines;
  }

  void start() {
    thread = Optional.of(Thread.ofPlatform().name(name).start(this::mind));
  }

  private void mind() {
    try {
      while (!ending) {
        int code = launch().waitFor();
        if (!ending) {
          console.accept("  " + name + " 已退出(" + code + "),2 秒后重新启动 / ended with " + code
              + " and is started again in 2 s; " + log.file() + ": " + log.lastLine());
          Thread.sleep(PAUSE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Process launch() throws IOException {
    if (ending) {
      throw new IOException(name + " is not wanted any more");
    }
    Process child = Child.start(command.get(), folder, line -> {
      lines.accept(line);
      log.write(line.contains("one-time password") ? "(one-time password)" : line);
    });
    process = Optional.of(child);
    journal.note(name, child.toHandle(), mark);
    console.accept("  " + name + " 启动中 / is starting, process " + child.pid());
    return child;
  }

  /** Ends the child for good: asks first, by force after this long. */
  void end(Duration patience) {
    ending = true;
    thread.ifPresent(Thread::interrupt);
    synchronized (this) {
      process.ifPresent(child -> Child.end(child.toHandle(), patience));
    }
    log.close();
  }
}
