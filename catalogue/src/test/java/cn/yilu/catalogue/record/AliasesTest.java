package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AliasesTest {

  @Test
  void theEndOfAChainStays() {
    Aliases aliases = of("1>2", "2>3");

    assertThat(stays(aliases, 1, 2, 3)).containsExactly(3L, 3L, 3L);
    assertThat(aliases.members(new Key(0, 2))).containsExactly(new Key(0, 1), new Key(0, 2), new Key(0, 3));
  }

  @Test
  void ofSeveralThatNothingPointsAwayFromTheSmallestStays() {
    assertThat(stays(of("3>9", "3>4", "5>9"), 3, 4, 5, 9)).containsOnly(4L);
  }

  @Test
  void ofACircleTheSmallestStays() {
    assertThat(stays(of("7>5", "5>6", "6>7"), 5, 6, 7)).containsOnly(5L);
  }

  @Test
  void aCircleThatLeadsOutStaysWhereItLeads() {
    assertThat(stays(of("5>6", "6>5", "6>8"), 5, 6, 8)).containsOnly(8L);
  }

  @Test
  void keysAreOrderedAsTheyAreWritten() {
    Key large = new Key(-1, 0);
    Key small = new Key(1, 0);
    Aliases circle = Aliases.of(List.of(new SubjectLink.Same("person", large, small),
        new SubjectLink.Same("person", small, large)));

    assertThat(circle.stays(large)).isEqualTo(small);
  }

  @Test
  void whoStandsInNoLinkIsAlone() {
    Aliases aliases = of("1>2");

    assertThat(aliases.alone(new Key(0, 3))).isTrue();
    assertThat(aliases.alone(new Key(0, 2))).isFalse();
    assertThat(aliases.members(new Key(0, 3))).containsExactly(new Key(0, 3));
  }

  @Test
  void theOrderOfLinksNeverMatters() {
    Random random = new Random(11);
    for (int round = 0; round < 100; round++) {
      List<String> links = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        links.add(random.nextInt(10) + ">" + (10 + random.nextInt(10)) % (2 + random.nextInt(18)));
      }
      Aliases first = of(links.toArray(String[]::new));
      Collections.shuffle(links, random);
      Aliases second = of(links.toArray(String[]::new));

      for (long key = 0; key < 20; key++) {
        assertThat(second.stays(new Key(0, key))).isEqualTo(first.stays(new Key(0, key)));
        assertThat(second.members(new Key(0, key))).isEqualTo(first.members(new Key(0, key)));
      }
    }
  }

  private static List<Long> stays(Aliases aliases, long... keys) {
    List<Long> all = new ArrayList<>();
    for (long key : keys) {
      all.add(aliases.stays(new Key(0, key)).low());
    }
    return all;
  }

  /** Links written as {@code from>to}. */
  private static Aliases of(String... links) {
    return Aliases.of(java.util.Arrays.stream(links).map(link -> link.split(">"))
        .map(ends -> new SubjectLink.Same("person", new Key(0, Long.parseLong(ends[0])),
            new Key(0, Long.parseLong(ends[1]))))
        .toList());
  }
}
