package cn.yilu.mappings;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One delivered row as characters and where each mapped column lies in them; filled again for every row. */
final class Row {
  private static final int LONGEST_RAW = 64 * 1024;
  private static final int LONGEST = 4 << 20;

  char[] chars = {};
  final int[] from;
  final int[] to;
  long number;

  private char[] own = new char[256];
  private int size;
  private int rawFrom;
  private int rawTo;
  private @Nullable Object origin;

  Row(int columns) {
    from = new int[columns];
    to = new int[columns];
  }

  /** Begins a row whose values are put one by one. */
  void begin(Object cameAs) {
    number++;
    chars = own;
    size = 0;
    Arrays.fill(from, 0);
    Arrays.fill(to, 0);
    origin = cameAs;
  }

  /** Takes a value into a column; the first one stays. */
  void put(int column, String value) {
    int length = value.length();
    if (to[column] > from[column] || length == 0) {
      return;
    }
    if (size + length > own.length) {
      own = Arrays.copyOf(own, Math.max(own.length * 2, size + length));
      chars = own;
    }
    value.getChars(0, length, own, size);
    from[column] = size;
    size += length;
    to[column] = size;
  }

  /** Takes characters into a column; the first value stays. */
  void put(int column, char[] value, int start, int end) {
    int length = end - start;
    if (to[column] > from[column] || length <= 0) {
      return;
    }
    if (size + length > own.length) {
      own = Arrays.copyOf(own, Math.max(own.length * 2, size + length));
      chars = own;
    }
    System.arraycopy(value, start, own, size, length);
    from[column] = size;
    size += length;
    to[column] = size;
  }

  /** Begins a row that is made of named values, which are also what it came as. */
  void open() {
    begin(this);
    origin = null;
  }

  /** Whether the row grew beyond what a record may hold. */
  boolean isFull() {
    return size > LONGEST;
  }

  /** Adds a named value, into a column unless that is -1; false when the column holds a value already, which stays. */
  boolean add(String name, int column, char[] value, int start, int length) {
    int more = name.length() + length + 2;
    if (size + more > own.length) {
      own = Arrays.copyOf(own, Math.max(own.length * 2, size + more));
      chars = own;
    }
    name.getChars(0, name.length(), own, size);
    size += name.length();
    own[size++] = '=';
    System.arraycopy(value, start, own, size, length);
    boolean first = column >= 0 && to[column] == from[column];
    if (first && length > 0) {
      from[column] = size;
      to[column] = size + length;
    }
    size += length;
    own[size++] = '\n';
    return first;
  }

  /** Ends a row that was opened. */
  void close() {
    rawFrom = 0;
    rawTo = Math.max(size - 1, 0);
  }

  /** Takes the row's number back, because it turned out to be none. */
  void back() {
    number--;
  }

  /** Begins a row that lies in somebody else's characters. */
  void lie(char[] in, int start, int end) {
    number++;
    chars = in;
    rawFrom = start;
    rawTo = end;
    origin = null;
  }

  void cameAs(String raw) {
    origin = raw;
  }

  /** The row as it came. */
  String raw() {
    String raw = switch (origin) {
      case null -> new String(chars, rawFrom, Math.min(rawTo - rawFrom, LONGEST_RAW));
      case Map<?, ?> map -> map.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
          .collect(Collectors.joining("\n"));
      case Object other -> other.toString();
    };
    return raw.length() > LONGEST_RAW ? raw.substring(0, LONGEST_RAW) : raw;
  }
}
