package cn.yilu.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityLevelTest {
  private static final Schema EMPTY = record("");
  private static final Schema REQUIRED = record("{\"name\": \"a\", \"type\": \"int\"}");
  private static final Schema OPTIONAL = record("{\"name\": \"a\", \"type\": \"int\", \"default\": 0}");

  /** Versions: empty, then optional, then required. Required cannot read empty; everybody reads required. */
  @ParameterizedTest
  @CsvSource({"NONE, true, true", "BACKWARD, true, false", "BACKWARD_TRANSITIVE, false, false", "FORWARD, true, true",
      "FORWARD_TRANSITIVE, true, true", "FULL, true, false", "FULL_TRANSITIVE, false, false"})
  void aLevelLooksAtTheVersionsItNames(CompatibilityLevel level, boolean afterOptional, boolean afterEmpty) {
    assertThat(level.conflicts(REQUIRED, List.of(EMPTY, OPTIONAL)).isEmpty()).isEqualTo(afterOptional);
    assertThat(level.conflicts(REQUIRED, List.of(EMPTY)).isEmpty()).isEqualTo(afterEmpty);
  }

  @Test
  void theFirstVersionMayBeAnything() {
    for (CompatibilityLevel level : CompatibilityLevel.values()) {
      assertThat(level.conflicts(REQUIRED, List.of())).isEmpty();
    }
  }

  @Test
  void aConflictNamesVersionDirectionAndField() {
    assertThat(CompatibilityLevel.FULL_TRANSITIVE.conflicts(REQUIRED, List.of(EMPTY, OPTIONAL))).singleElement()
        .satisfies(conflict -> {
          assertThat(conflict.index()).isZero();
          assertThat(conflict.backward()).isTrue();
          assertThat(conflict.obstacle().path()).isEqualTo("/a");
        });
  }

  @Test
  void aLevelIsKnownByItsNameInAnyCase() {
    assertThat(CompatibilityLevel.of("full-transitive")).contains(CompatibilityLevel.FULL_TRANSITIVE);
    assertThat(CompatibilityLevel.of("BACKWARD")).contains(CompatibilityLevel.BACKWARD);
    assertThat(CompatibilityLevel.of("sideways")).isEmpty();
  }

  private static Schema record(String fields) {
    return new Schema.Parser().parse("{\"type\": \"record\", \"name\": \"R\", \"fields\": [" + fields + "]}");
  }
}
