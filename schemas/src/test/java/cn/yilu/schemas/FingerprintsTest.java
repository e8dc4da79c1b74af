package cn.yilu.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was released once stays as it was, as the lines beside it say. */
class FingerprintsTest {
  private static final Path RELEASED = Path.of("released");

  @Test
  void everyReleasedSchemaIsStillWhatItWasAndNoneIsGone() throws IOException {
    List<String> noted = Files.readAllLines(RELEASED.resolve("fingerprints.tsv"));

    assertThat(noted.getFirst()).isEqualTo("dataset\tversion\tschema");
    assertThat(noted.subList(1, noted.size())).as("of a new release add its line, never change one")
        .containsExactlyElementsOf(there());
  }

  @Test
  void whatIsReleasedIsWhatTheRegistryAndReadersGet() throws IOException {
    assertThat(there()).allSatisfy(line -> {
      String[] parts = line.split("\t");
      List<String> versions = Releases.of(parts[0]);
      assertThat(SchemaId.of(versions.get(Integer.parseInt(parts[1]) - 1)).hex()).isEqualTo(parts[2]);
    });
  }

  private static List<String> there() throws IOException {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).map(FingerprintsTest::line).sorted().toList();
    }
  }

  private static String line(Path file) {
    try {
      String version = file.getFileName().toString().replace(".avsc", "");
      return file.getName(file.getNameCount() - 2) + "\t" + version + "\t" + SchemaId.of(Files.readString(file)).hex();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
