package cn.yilu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"projections", "secrets", "tmp"})
  void wherePersonalDataAndKeysLieNobodyElseLooks(String part, @TempDir Path folder) throws IOException {
    Path before = Files.createDirectories(folder.resolve(part),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

    DataDirectory.at(folder);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(before))).isEqualTo("rwx------");
  }
}
