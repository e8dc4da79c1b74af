package cn.yilu.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.evolution.RandomSchemas.Made;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Histories made up at random: what a level lets follow is what readers and data of the versions it names get on with. */
  @ParameterizedTest
  @EnumSource(CompatibilityLevel.class)
  void aLevelAllowsWhatRealReadersOfTheVersionsItNamesCanRead(CompatibilityLevel level) throws IOException {
    RandomSchemas schemas = new RandomSchemas(new Random(6));
    int allowed = 0;
    int rounds = 300;
    for (int round = 0; round < rounds; round++) {
      Made made = schemas.next();
      List<Schema> before = new ArrayList<>(List.of(made.schema()));
      for (int i = 0; i < 2; i++) {
        made = schemas.changed(made);
        before.add(made.schema());
      }
      Schema next = schemas.changed(made).schema();

      boolean readable = true;
      boolean all = level.name().endsWith("TRANSITIVE");
      for (Schema old : all ? before : before.subList(2, 3)) {
        readable &= level.name().startsWith("FORWARD") || level == CompatibilityLevel.NONE
            || ReadingTest.reads(old, next);
        readable &= level.name().startsWith("BACKWARD") || level == CompatibilityLevel.NONE
            || ReadingTest.reads(next, old);
      }

      assertThat(level.conflicts(next, before).isEmpty()).as("%s after %s", next, before).isEqualTo(readable);
      allowed += readable ? 1 : 0;
    }

    assertThat(allowed).isBetween(rounds / 20, level == CompatibilityLevel.NONE ? rounds : rounds * 19 / 20);
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
