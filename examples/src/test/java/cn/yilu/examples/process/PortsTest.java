package cn.yilu.examples.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
  @TempDir
  Path folder;

  @Test
  void aNameKeepsItsPortUnlessThatHasBecomeSomebodyElses() {
    Kept kept = new Kept(folder.resolve("ports"));

    int port = new Ports(kept).of("kafka");

    assertThat(new Ports(kept).of("kafka")).isEqualTo(port);
    assertThat(new Ports(kept, port).of("kafka")).isNotEqualTo(port);
  }
}
