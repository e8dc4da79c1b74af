package cn.yilu.catalogue.position;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Log;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

  @Test
  void aPositionComesBackAsItWasGiven() {
    Position position = new Position(new Log.Identity("b7c6", 3), Map.of("claims/resident", 12L, "entries", 9L));

    assertThat(Position.parse(position.encode())).contains(position);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%%%", "YQ", "YSBi", "YSAxIGI", "YSAxIGI9Yw", "é"})
  void anythingElseIsNone(String header) {
    assertThat(Position.parse(header)).isEmpty();
  }
}
