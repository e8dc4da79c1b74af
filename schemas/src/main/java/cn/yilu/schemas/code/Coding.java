package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one kind of source system codes what a list codes (源系统编码): the same digit means something else elsewhere, so a
 * mapping names the coding its source uses.
 *
 * @param name name within its list, such as {@code zero-male}
 * @param seen where it was met, and what is unsure about it
 */
public record Coding(String name, Text title, String seen, List<Word> words) {

  public Coding {
    words = List.copyOf(words);
  }

  /**
   * One code of the source.
   *
   * @param code as the source writes it
   * @param means the code of our list; empty when our list has no counterpart
   * @param said what the source calls it; may be empty
   */
  public record Word(String code, Optional<String> means, String said) {}

  /** The code of our list for a code of the source; empty when unknown, or known to have no counterpart. */
  public Optional<String> code(String theirs) {
    return words.stream().filter(word -> word.code().equals(theirs)).findFirst().flatMap(Word::means);
  }

  /** Whether the source's code is one of this coding, with a counterpart or without. */
  public boolean knows(String theirs) {
    return words.stream().anyMatch(word -> word.code().equals(theirs));
  }

  /** The source's codes that have a counterpart, with it. */
  public Map<String, String> translations() {
    Map<String, String> translations = new LinkedHashMap<>();
    words.forEach(word -> word.means().ifPresent(means -> translations.put(word.code(), means)));
    return translations;
  }
}
