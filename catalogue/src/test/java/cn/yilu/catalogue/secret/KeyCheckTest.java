package cn.yilu.catalogue.secret;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.Test;

class KeyCheckTest {

  @Test
  void aNodeWithAnotherKeyIsRefused() {
    byte[] other = new byte[32];
    other[0] = 1;
    try (HikariDataSource database = TestDatabase.fresh()) {
      KeyCheck.of(new Keys(new byte[32]), database);
      KeyCheck.of(new Keys(new byte[32]), database);

      assertThatThrownBy(() -> KeyCheck.of(new Keys(other), database)).isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("installation key");
    }
  }
}
