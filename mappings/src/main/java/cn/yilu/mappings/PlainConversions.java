package cn.yilu.mappings;

import java.util.Set;

/** Conversions to numbers, days, times, and yes or no. */
final class PlainConversions {
  private static final WordTable TRUTHS = new WordTable(java.util.Map.ofEntries(java.util.Map.entry("是", "1"),
      java.util.Map.entry("1", "1"), java.util.Map.entry("true", "1"), java.util.Map.entry("y", "1"),
      java.util.Map.entry("yes", "1"), java.util.Map.entry("有", "1"), java.util.Map.entry("√", "1"),
      java.util.Map.entry("否", "0"), java.util.Map.entry("0", "0"), java.util.Map.entry("false", "0"),
      java.util.Map.entry("n", "0"), java.util.Map.entry("no", "0"), java.util.Map.entry("×", "0")));

  private PlainConversions() {}

  /** 是 or 否, 1 or 0. */
  static boolean truth(Cell cell, Reading reading, AvroBytes out) {
    cell.narrow();
    byte[] truth = TRUTHS.find(cell.chars, cell.from, cell.to);
    if (truth == null) {
      reading.find(Rule.BOOLEAN_FORM, cell);
      return false;
    }
    out.truth(truth[truth.length - 1] == '1');
    return true;
  }

  /** True because something is there. */
  static boolean present(Cell cell, Reading reading, AvroBytes out) {
    out.truth(true);
    return true;
  }

  /** A day. */
  static boolean date(Cell cell, Reading reading, AvroBytes out) {
    if (!moment(cell, reading)) {
      return false;
    }
    out.number(reading.moment().day(reading.zone()));
    return true;
  }

  /** A point in time. */
  static boolean timestamp(Cell cell, Reading reading, AvroBytes out) {
    if (!moment(cell, reading)) {
      return false;
    }
    out.number(reading.moment().millis(reading.zone()));
    return true;
  }

  private static boolean moment(Cell cell, Reading reading) {
    cell.narrow();
    Moment moment = reading.moment();
    if (!moment.read(cell.chars, cell.from, cell.to)) {
      reading.find(Rule.DATE_FORM, cell);
      return false;
    }
    if (moment.isSentinel()) {
      reading.find(Rule.DATE_SENTINEL, cell);
      return false;
    }
    if (!moment.exists()) {
      reading.find(Rule.DATE_FORM, cell);
      return false;
    }
    return true;
  }

  /**
   * A number, perhaps with thousands separators and a unit behind it.
   *
   * @param none what the source writes when it has no number, such as -1.00
   */
  static Conversion number(ValueKind kind, Set<String> none, Set<String> units, double least, double most) {
    return (cell, reading, out) -> {
      if (!none.isEmpty() && none.contains(cell.text())) {
        return false;
      }
      double number = Numbers.read(cell, units);
      if (Double.isNaN(number) || (kind != ValueKind.DOUBLE && number != Math.rint(number))) {
        reading.find(Rule.NUMBER_FORM, cell);
        return false;
      }
      if (number < least || number > most) {
        reading.find(Rule.NUMBER_RANGE, cell);
        return false;
      }
      if (kind == ValueKind.DOUBLE) {
        out.decimal(number);
      } else {
        out.number((long) number);
      }
      return true;
    };
  }
}
