package cn.yilu.catalogue.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.log.Key;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

  @Test
  void theInstallationKeyIsMadeOnceAndOnlyWeMayReadIt(@TempDir Path secrets) throws Exception {
    Path file = secrets.resolve("installation.key");

    Key first = Keys.keptIn(file).derive("subject").key("residentId", "1");
    Key second = Keys.keptIn(file).derive("subject").key("residentId", "1");

    assertThat(second).isEqualTo(first);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(secrets).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void aCutOffKeyFileIsRefused(@TempDir Path secrets) throws Exception {
    Path file = Files.write(secrets.resolve("installation.key"), new byte[31]);

    assertThatThrownBy(() -> Keys.keptIn(file)).isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("32 bytes");
  }

  @Test
  void purposesPartsAndInstallationsAllTellKeysApart() {
    Keys keys = new Keys(new byte[32]);
    byte[] other = new byte[32];
    other[0] = 1;

    assertThat(new Key[]{keys.derive("subject").key("ab", "c"), keys.derive("subject").key("a", "bc"),
        keys.derive("claim").key("ab", "c"), new Keys(other).derive("subject").key("ab", "c")}).doesNotHaveDuplicates();
  }

  @Test
  void theHashIsHmacSha256() {
    Hmac hmac = new Hmac("key".getBytes(StandardCharsets.UTF_8));

    assertThat(HexFormat.of().formatHex(hmac.of()))
        .isEqualTo("5d5d139563c95b5967b9bd9a8c9b233a9dedb45072794cd232dc1b74832607d0");
  }

  @Test
  void manyThreadsGetTheSameKeys() {
    Hmac hmac = new Keys(new byte[32]).derive("subject");
    Key expected = hmac.key("residentId", "7");

    assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> hmac.key("residentId", "7")).distinct())
        .containsExactly(expected);
  }
}
