package cn.yilu.catalogue.meter;

/**
 * One measured value.
 *
 * @param name as the scraper knows it, without the ending {@code _total} of counts
 * @param help what it says, with its unit
 * @param label what kind of thing is measured, such as {@code source}
 * @param thing which one, from a set that is small and set up by an operator: an id, never a value that was delivered
 */
public record Figure(Kind kind, String name, String help, String label, String thing, long value) {

  /** Whether it only grows. */
  public enum Kind {
    COUNT, GAUGE
  }

  /** A count that only grows. */
  public static Figure count(String name, String help, String label, String thing, long value) {
    return new Figure(Kind.COUNT, name, help, label, thing, value);
  }

  /** A value that goes up and down. */
  public static Figure gauge(String name, String help, String label, String thing, long value) {
    return new Figure(Kind.GAUGE, name, help, label, thing, value);
  }
}
