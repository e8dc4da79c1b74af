package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code postmaster.pid}, in which a running server says who it is and whether it is ready. */
record LockFile(Path data) {
  private static final int STATE_LINE = 7;

  /** The server that runs on this data directory, left over from an earlier life of ours. */
  Optional<ProcessHandle> owner() throws IOException {
    List<String> lines = lines();
    if (lines.isEmpty() || !lines.getFirst().strip().matches("-?\\d{1,9}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Math.abs(Long.parseLong(lines.getFirst().strip()))).filter(this::isOurs);
  }

  /** The number may have gone to another program by now, so its command line must name our directory. */
  private boolean isOurs(ProcessHandle process) {
    String command = process.info().commandLine().orElse("");
    return process.isAlive() && command.contains("postgres") && command.contains(data.toString());
  }

  boolean saysReady(long pid) throws IOException {
    List<String> lines = lines();
    return lines.size() > STATE_LINE && lines.getFirst().strip().equals(Long.toString(pid))
        && lines.get(STATE_LINE).strip().equals("ready");
  }

  void delete() throws IOException {
    Files.deleteIfExists(path());
  }

  private Path path() {
    return data.resolve("postmaster.pid");
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(path());
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
