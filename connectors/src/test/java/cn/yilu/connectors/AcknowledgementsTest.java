package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {

  @Test
  void acknowledgementsGoOutInTheOrderOfArrivalAndNoneBehindAFailure() {
    var acknowledgements = new Acknowledgements();
    List<Integer> sent = new ArrayList<>();
    Runnable first = acknowledgements.arrived(() -> sent.add(1));
    Runnable second = acknowledgements.arrived(() -> sent.add(2));
    acknowledgements.arrived(() -> sent.add(3));
    Runnable fourth = acknowledgements.arrived(() -> sent.add(4));

    second.run();
    assertThat(sent).isEmpty();
    first.run();
    fourth.run();

    assertThat(sent).containsExactly(1, 2);
  }
}
