package cn.yilu.mappings;

/** The characters that part the pieces of a message, as its header gives them, and the escapes for them. */
record Hl7Marks(char field, char component, char repetition, char escape, char part) {

  static Hl7Marks of(char[] chars, int from, int to) {
    char field = chars[from + 3];
    char[] marks = {'^', '~', '\\', '&'};
    int first = from + 4;
    for (int i = 0; i < marks.length && first + i < to && chars[first + i] != field; i++) {
      marks[i] = chars[first + i];
    }
    return new Hl7Marks(field, marks[0], marks[1], marks[2], marks[3]);
  }

  /** The text that an escaped one means: {@code \F\ \S\ \T\ \R\ \E\}, {@code \X41\}, {@code \.br\}; highlighting is dropped. */
  String plain(char[] chars, int from, int to) {
    StringBuilder plain = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      int close = chars[i] == escape ? close(chars, i + 1, to) : -1;
      if (close < 0) {
        plain.append(chars[i]);
      } else {
        sequence(chars, i + 1, close, plain);
        i = close;
      }
    }
    return plain.toString();
  }

  private int close(char[] chars, int from, int to) {
    for (int i = from; i < to && i < from + 64; i++) {
      if (chars[i] == escape) {
        return i;
      }
    }
    return -1;
  }

  private void sequence(char[] chars, int from, int to, StringBuilder plain) {
    String word = new String(chars, from, to - from);
    switch (word) {
      case "F" -> plain.append(field);
      case "S" -> plain.append(component);
      case "T" -> plain.append(part);
      case "R" -> plain.append(repetition);
      case "E" -> plain.append(escape);
      case ".br" -> plain.append('\n');
      case "H", "N" -> {
      }
      default -> other(word, plain);
    }
  }

  private void other(String word, StringBuilder plain) {
    if (word.startsWith("X") && word.length() % 2 == 1 && word.length() > 1 && hexadecimal(word)) {
      byte[] bytes = new byte[word.length() / 2];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Integer.parseInt(word.substring(1 + 2 * i, 3 + 2 * i), 16);
      }
      plain.append(new String(bytes, CharsetGuess.of(bytes, bytes.length, java.util.Optional.empty()).charset()));
    } else if (!word.startsWith(".") && !word.startsWith("Z") && !word.startsWith("C") && !word.startsWith("M")) {
      plain.append(escape).append(word).append(escape);
    }
  }

  private static boolean hexadecimal(String word) {
    return word.chars().skip(1).allMatch(c -> Character.digit(c, 16) >= 0);
  }
}
