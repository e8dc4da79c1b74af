package cn.yilu.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MemoryExhaustedTest {

  @Test
  void aThreadThatDiesForWantOfMemoryEndsTheProcess() throws Exception {
    Process process = start("memory");

    String said = said(process);

    assertThat(process.waitFor()).isEqualTo(MemoryExhausted.STATUS);
    assertThat(said).contains("out of memory in thread one-of-many");
  }

  @Test
  void aThreadThatDiesOtherwiseIsToldOfWithoutWhatItsExceptionQuotes() throws Exception {
    Process process = start("otherwise");

    String said = said(process);

    assertThat(process.waitFor()).isZero();
    assertThat(said).contains("a thread ended").doesNotContain("370302194305129819");
  }

  private static Process start(String kind) throws Exception {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx24m",
        "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), Forgetful.class.getName(), kind)
        .redirectErrorStream(true).start();
  }

  private static String said(Process process) throws Exception {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
