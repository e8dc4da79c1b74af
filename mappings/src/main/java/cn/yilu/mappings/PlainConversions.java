package cn.yilu.mappings;

import cn.yilu.mappings.rule.BooleanForm;
import cn.yilu.mappings.rule.DateForm;
import cn.yilu.mappings.rule.DateFuture;
import cn.yilu.mappings.rule.DateImpossible;
import cn.yilu.mappings.rule.DateSentinel;
import cn.yilu.mappings.rule.NumberForm;
import cn.yilu.mappings.rule.NumberRange;
import cn.yilu.mappings.rule.UnitConverted;
import cn.yilu.mappings.rule.UnitUnknown;
import java.util.Map;
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
      reading.find(BooleanForm.RULE, cell);
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

  /**
   * A day.
   *
   * @param past whether it has happened, so that it cannot lie ahead
   * @param millis whether it is given in milliseconds since the epoch
   */
  static Conversion date(boolean past, boolean millis) {
    return (cell, reading, out) -> {
      if (!moment(cell, reading, millis)) {
        return false;
      }
      long day = reading.moment().day(reading.zone());
      if (past && day > reading.today()) {
        reading.find(DateFuture.RULE, cell);
        return false;
      }
      out.number(day);
      return true;
    };
  }

  /** A point in time; {@code millis} as in {@link #date}. */
  static Conversion timestamp(boolean millis) {
    return (cell, reading, out) -> {
      if (!moment(cell, reading, millis)) {
        return false;
      }
      out.number(reading.moment().millis(reading.zone()));
      return true;
    };
  }

  private static boolean moment(Cell cell, Reading reading, boolean millis) {
    cell.narrow();
    Moment moment = reading.moment();
    boolean read = millis
        ? moment.readMillis(cell.chars, cell.from, cell.to)
        : moment.read(cell.chars, cell.from, cell.to);
    if (!read) {
      reading.find(DateForm.RULE, cell);
      return false;
    }
    if (moment.isSentinel()) {
      reading.find(DateSentinel.RULE, cell);
      return false;
    }
    if (!moment.exists()) {
      reading.find(DateImpossible.RULE, cell);
      return false;
    }
    return true;
  }

  /**
   * A number, perhaps with thousands separators and a unit behind it.
   *
   * @param none what the source writes when it has no number, such as -1.00
   * @param units what a number with this unit is multiplied by
   */
  static Conversion number(ValueKind kind, Set<String> none, Map<String, Double> units, double least, double most) {
    return (cell, reading, out) -> {
      if (!none.isEmpty() && none.contains(cell.text())) {
        return false;
      }
      int end = Numbers.unit(cell);
      double number = Numbers.read(cell.chars, cell.from, end);
      if (end < cell.to) {
        number *= factor(units, new String(cell.chars, end, cell.to - end).strip(), number, cell, reading);
      }
      if (Double.isNaN(number)) {
        if (end == cell.to || Double.isNaN(Numbers.read(cell.chars, cell.from, end))) {
          reading.find(NumberForm.RULE, cell);
        }
        return false;
      }
      return limited(number, kind, least, most, cell, reading, out);
    };
  }

  private static double factor(Map<String, Double> units, String unit, double number, Cell cell, Reading reading) {
    Double factor = units.get(unit);
    if (factor == null) {
      if (!Double.isNaN(number)) {
        reading.find(UnitUnknown.RULE, cell);
      }
      return Double.NaN;
    }
    if (factor != 1) {
      reading.find(UnitConverted.RULE, cell);
    }
    return factor;
  }

  private static boolean limited(double number, ValueKind kind, double least, double most, Cell cell, Reading reading,
      AvroBytes out) {
    if (kind != ValueKind.DOUBLE && number != Math.rint(number)) {
      reading.find(NumberForm.RULE, cell);
      return false;
    }
    if (number < least || number > most) {
      reading.find(NumberRange.RULE, cell);
      return false;
    }
    if (kind == ValueKind.DOUBLE) {
      out.decimal(number);
    } else {
      out.number((long) number);
    }
    return true;
  }
}
