package cn.yilu.examples.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir
  Path folder;

  @Test
  void aProcessLeftBehindIsEnded() throws Exception {
    Process process = Child.start(List.of("/bin/sleep", "987"), folder, line -> {});
    try {
      new Journal(folder.resolve("journal")).note("sleeper", process.toHandle(), "987");

      assertThat(new Journal(folder.resolve("journal")).clear()).containsExactly("sleeper");
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aProcessOfAnotherCommandOrStartIsLeftAlone() throws Exception {
    Process process = Child.start(List.of("/bin/sleep", "987"), folder, line -> {});
    try {
      new Journal(folder.resolve("journal")).note("sleeper", process.toHandle(), "somebody else's");
      Files.writeString(folder.resolve("other"), "sleeper=" + process.pid() + " 1000 987\n");

      assertThat(new Journal(folder.resolve("journal")).clear()).isEmpty();
      assertThat(new Journal(folder.resolve("other")).clear()).isEmpty();
      assertThat(process.isAlive()).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whatIsKeptIsForTheOwnerAloneAndComesBackAsItWas() throws Exception {
    Kept kept = new Kept(folder.resolve("kept.properties"));

    kept.put("path", "C:\\x=1");

    assertThat(new Kept(folder.resolve("kept.properties")).get("path")).contains("C:\\x=1");
    assertThat(Files.getPosixFilePermissions(folder.resolve("kept.properties"))).hasSize(2);
  }
}
