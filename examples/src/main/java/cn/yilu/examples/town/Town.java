package cn.yilu.examples.town;

import java.time.LocalDate;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An invented town: the same households in the same order for the same seed and number of residents. They are made one
 * after the other, so that a big town needs no more memory than its used ID numbers.
 */
public record Town(long seed, int population) {
  /** The day on which the town is as described; ages and the past are counted from here. */
  public static final LocalDate DAY = LocalDate.of(2025, 1, 1);

  /** Somebody every town has: 王桂兰 of household A001, delivered by every system. */
  public static final String WANG = "37030219430512986X";

  public Town {
    if (population < 1 || population > 10_000_000) {
      throw new IllegalArgumentException("a town has 1 to 10,000,000 residents, not " + population);
    }
  }

  /** All households, {@link #population} residents in sum. */
  public Stream<Household> households() {
    Iterator<Household> settling = new Settling(this);
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(settling, Spliterator.ORDERED | Spliterator.NONNULL), false);
  }

  /** Codes of all communities. */
  public Stream<String> communities() {
    return new Places(population).communities().stream().map(Community::code);
  }
}
