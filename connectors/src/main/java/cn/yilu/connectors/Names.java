package cn.yilu.connectors;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of files that are wanted: patterns with {@code *} and {@code ?}, parted by commas, in any case. */
record Names(Pattern pattern) {

  static Names of(String globs) {
    return new Names(Pattern.compile(
        Stream.of(globs.strip().split("\\s*,\\s*")).map(Names::regex).collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
  }

  boolean want(String name) {
    return !name.startsWith(".") && pattern.matcher(name).matches();
  }

  private static String regex(String glob) {
    return glob.chars().mapToObj(letter -> switch (letter) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(letter));
    }).collect(Collectors.joining());
  }
}
