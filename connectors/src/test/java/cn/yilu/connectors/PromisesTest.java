package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of promises is true. */
class PromisesTest {
  private static final List<String> PROMISES = List.of("all, once", "after the commit", "our end", "its end", "broken",
      "slow", "bounded");
  private static final List<Path> TESTS = List.of(Path.of("src/test/java/cn/yilu/connectors"),
      Path.of("../catalogue/src/test/java/cn/yilu/catalogue/intake"));
  private static final Pattern ROW = Pattern
      .compile("(?m)^\\| `([a-z-]+)` \\| (" + String.join("|", PROMISES) + ") \\| `(\\w+)#(\\w+)` \\|$");

  @Test
  void everyProtocolHasATestForEveryPromise() throws IOException {
    Stream<String> protocols = Stream.concat(ProtocolsTest.all(), Stream.of(new PushRoutes()))
        .map(SourceRoutes::protocol);

    assertThat(rows().stream().map(row -> row.group(1) + ": " + row.group(2))).containsAll(protocols
        .flatMap(protocol -> PROMISES.stream().map(promise -> protocol + ": " + promise)).toList());
  }

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    for (MatchResult row : rows()) {
      Path test = TESTS.stream().map(folder -> folder.resolve(row.group(3) + ".java")).filter(Files::exists).findFirst()
          .orElseThrow(() -> new AssertionError("there is no " + row.group(3)));

      assertThat(Files.readString(test)).as(row.group(3)).contains("Test\n", "  void " + row.group(4) + "(");
    }
  }

  private static List<MatchResult> rows() throws IOException {
    return ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();
  }
}
