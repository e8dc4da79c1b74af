package cn.yilu.mappings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in an HL7 v2 message: {@code PID-5.2}, the repetition of a field with a given component such as
 * {@code PID-3[5=MPS].1}, or the first segment with a given component such as {@code OBX[3.1=8480-6]-5};
 * {@code ^=} instead of {@code =} means "begins with".
 *
 * @param segment name of the segment as a number
 * @param component from 1
 * @param part of the component, from 1
 */
record Hl7Path(int segment, Optional<Choice> ofSegment, int field, Optional<Choice> ofRepetition, int component,
    int part) {
  private static final Pattern FORM = Pattern.compile("([A-Z][A-Z0-9]{2})"
      + "(?:\\[(\\d{1,3})(?:\\.(\\d{1,2}))?(\\^?=)([^\\]]+)\\])?-(\\d{1,3})(?:\\[(\\d{1,2})(\\^?=)([^\\]]+)\\])?"
      + "(?:\\.(\\d{1,2}))?(?:\\.(\\d{1,2}))?");

  /** A value that a field or component must have. */
  record Choice(int field, int component, boolean begins, String value) {
    boolean fits(String text) {
      return begins ? text.startsWith(value) : text.equals(value);
    }

    boolean fits(char[] chars, int from, int to) {
      int length = value.length();
      if (begins ? to - from < length : to - from != length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if (chars[from + i] != value.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** The path written like this, if it is one. */
  static Optional<Hl7Path> parse(String text) {
    Matcher path = FORM.matcher(text);
    if (!path.matches() || number(path, 6, 1) == 0) {
      return Optional.empty();
    }
    Optional<Choice> segment = Optional.ofNullable(path.group(2)).map(field -> new Choice(Integer.parseInt(field),
        number(path, 3, 1), path.group(4).startsWith("^"), path.group(5)));
    Optional<Choice> repetition = Optional.ofNullable(path.group(7))
        .map(component -> new Choice(0, Integer.parseInt(component), path.group(8).startsWith("^"), path.group(9)));
    return Optional.of(new Hl7Path(number(path.group(1)), segment, Integer.parseInt(path.group(6)), repetition,
        number(path, 10, 1), number(path, 11, 1)));
  }

  /** A segment's name as a number. */
  static int number(String name) {
    return number(name.charAt(0), name.charAt(1), name.charAt(2));
  }

  /** A segment's name, three letters or digits, as a number. */
  static int number(char first, char second, char third) {
    return first << 16 | second << 8 | third;
  }

  private static int number(Matcher path, int group, int otherwise) {
    String text = path.group(group);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}
