package cn.yilu.mappings;

import cn.yilu.mappings.rule.AddressParts;
import cn.yilu.mappings.rule.GlucoseConverted;
import cn.yilu.mappings.rule.GlucoseUnit;
import cn.yilu.mappings.rule.NumberForm;
import cn.yilu.mappings.rule.NumberRange;
import cn.yilu.mappings.rule.PressureForm;
import cn.yilu.mappings.rule.PressureSwapped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ways in which a value is made. */
final class Values {
  private Values() {}

  /** What the first of these columns that says anything converts to. */
  record First(int[] columns, Conversion conversion) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      Cell cell = reading.cell();
      for (int column : columns) {
        if (cell.look(reading.row(), column)) {
          return conversion.write(cell, reading, out);
        }
      }
      return false;
    }
  }

  /**
   * What these columns, put one behind the other, convert to.
   *
   * @param whole whether all of them must say something
   */
  record Joined(int[] columns, String between, String suffix, boolean whole, Conversion conversion) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      Cell cell = reading.cell();
      Cell joined = new Cell();
      joined.begin(64);
      for (int column : columns) {
        if (cell.look(reading.row(), column)) {
          joined.append(joined.length() > 0 ? between : "");
          joined.append(cell.chars, cell.from, cell.to);
        } else if (whole) {
          return false;
        }
      }
      if (joined.length() == 0) {
        return false;
      }
      joined.append(suffix);
      joined.column = columns[0];
      return conversion.write(joined, reading, out);
    }
  }

  /** Always the same. */
  record Constant(byte[] bytes) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      out.copy(bytes);
      return true;
    }
  }

  /** A text with its kind before it. */
  record Reference(byte[] prefix, int value) implements Value {
    static Reference of(String kind, int value) {
      return new Reference((kind + ":").getBytes(StandardCharsets.UTF_8), value);
    }

    @Override
    public boolean write(Reading reading, AvroBytes out) {
      if (!reading.states(value)) {
        return false;
      }
      out.prefixed(prefix, reading.from(value), reading.to(value));
      return true;
    }
  }

  /** A value under a condition, another one otherwise. */
  record Conditional(Condition when, Value value, Optional<Value> otherwise) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      if (when.holds(reading)) {
        return value.write(reading, out);
      }
      return otherwise.isPresent() && otherwise.get().write(reading, out);
    }
  }

  /** A value, or another one where the row does not state it. */
  record Defaulted(Value value, Value otherwise) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      return value.write(reading, out) || otherwise.write(reading, out);
    }
  }

  /** A part of an address. */
  record PartOfAddress(int address, AddressPart part) implements Value {
    @Override
    public boolean write(Reading reading, AvroBytes out) {
      Address read = reading.address(address);
      boolean stated = read.write(part, out);
      if (!stated && part == AddressPart.DWELLING && reading.cell().look(reading.row(), read.column())) {
        reading.find(AddressParts.RULE, reading.cell());
      }
      return stated;
    }
  }

  /**
   * Systolic or diastolic pressure, from a column each or from one that holds both as 120/80; swapped ones are put right.
   */
  record Pressure(int systolic, int diastolic, int both, boolean wantsSystolic) implements Value {
    private static final double LEAST = 20;
    private static final double MOST = 300;

    @Override
    public boolean write(Reading reading, AvroBytes out) {
      Cell cell = reading.cell();
      double high = number(reading, systolic);
      double low = number(reading, diastolic);
      if (Double.isNaN(high) && Double.isNaN(low) && both >= 0 && cell.look(reading.row(), both)) {
        int slash = slash(cell);
        if (slash < 0) {
          reading.find(PressureForm.RULE, cell);
          return false;
        }
        high = Numbers.read(cell.chars, cell.from, slash);
        low = Numbers.read(cell.chars, slash + 1, cell.to);
      }
      if (high < low) {
        reading.find(PressureSwapped.RULE, both >= 0 && cell.look(reading.row(), both) ? both : systolic,
            (int) high + "/" + (int) low);
        double swap = high;
        high = low;
        low = swap;
      }
      return one(wantsSystolic ? high : low, reading, out);
    }

    private boolean one(double value, Reading reading, AvroBytes out) {
      if (Double.isNaN(value)) {
        return false;
      }
      if (value < LEAST || value > MOST) {
        reading.find(NumberRange.RULE, wantsSystolic ? systolic : diastolic, String.valueOf(value));
        return false;
      }
      out.number(Math.round(value));
      return true;
    }

    private static double number(Reading reading, int column) {
      Cell cell = reading.cell();
      if (column < 0 || !cell.look(reading.row(), column)) {
        return Double.NaN;
      }
      double number = Numbers.read(cell, Set.of("mmHg", "mm[Hg]"));
      if (Double.isNaN(number)) {
        reading.find(PressureForm.RULE, cell);
      }
      return number;
    }

    private static int slash(Cell cell) {
      for (int i = cell.from; i < cell.to; i++) {
        if (cell.chars[i] == '/' || cell.chars[i] == '／') {
          return i;
        }
      }
      return -1;
    }
  }

  /** Glucose in mmol/L, converted when the unit's column says mg/dL. */
  record Glucose(int[] columns, int unit) implements Value {
    private static final double MG_PER_MMOL = 18.0182;
    /** In mmol/L hardly anybody has more, in mg/dL nobody lives with less than as much. */
    private static final double MOST_WITHOUT_UNIT = 35;

    @Override
    public boolean write(Reading reading, AvroBytes out) {
      Cell cell = reading.cell();
      for (int column : columns) {
        if (cell.look(reading.row(), column)) {
          return one(cell, reading, out);
        }
      }
      return false;
    }

    private boolean one(Cell cell, Reading reading, AvroBytes out) {
      String raw = cell.text();
      int column = cell.column;
      double value = Numbers.read(cell, Set.of());
      if (Double.isNaN(value)) {
        reading.find(NumberForm.RULE, column, raw);
        return false;
      }
      boolean stated = unit >= 0 && cell.look(reading.row(), unit);
      if (!stated && value > MOST_WITHOUT_UNIT) {
        reading.find(GlucoseUnit.RULE, column, raw);
        return false;
      }
      String word = stated ? cell.text() : "mmol/L";
      if (word.equalsIgnoreCase("mg/dL")) {
        reading.find(GlucoseConverted.RULE, column, raw);
        value = Math.round(value / MG_PER_MMOL * 100) / 100.0;
      } else if (!word.equalsIgnoreCase("mmol/L")) {
        reading.find(GlucoseUnit.RULE, unit, word);
        return false;
      }
      if (value < 0.5 || value > 60) {
        reading.find(NumberRange.RULE, column, raw);
        return false;
      }
      out.decimal(value);
      return true;
    }
  }

  /** Columns that a list of names stands for. */
  static int[] places(Columns columns, List<String> names) {
    return names.stream().mapToInt(columns::add).toArray();
  }
}
