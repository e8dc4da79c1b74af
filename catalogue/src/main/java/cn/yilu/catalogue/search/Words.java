package cn.yilu.catalogue.search;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.dictionary.other.CharTable;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one way in which texts and queries become words: traditional and full-width characters folded, Chinese cut with a
 * dictionary of the field, long words joined by the shorter ones within them, English in lower case without plurals.
 */
final class Words {
  /** Counts up when the same text would be cut otherwise, so that indexes are made again. */
  static final int VERSION = 1;
  private static final Set<String> EMPTY_WORDS = Set.of("的", "了", "和", "与", "及", "或", "在", "是", "由", "为", "a", "an",
      "and", "by", "each", "for", "from", "in", "is", "it", "its", "of", "on", "or", "the", "to", "with");

  private Words() {}

  /** Words in order of their places; a word that holds others stands before them. */
  static List<Word> of(String text) {
    String folded = fold(text);
    List<Word> words = new ArrayList<>();
    int covered = 0;
    for (Term term : inOrder(Loaded.SEGMENT.seg(folded))) {
      int end = term.offset + term.word.length();
      String word = stem(term.word);
      if (spoken(word)) {
        words.add(new Word(word, term.offset, end, end <= covered));
        covered = Math.max(covered, end);
      }
    }
    return words;
  }

  /** The same text, character by character, in simplified half-width lower case. */
  static String fold(String text) {
    return CharTable.convert(text).toLowerCase(Locale.ROOT);
  }

  /** Loads the dictionaries, which takes some tenths of a second, before anybody waits for them. */
  static void warm() {
    of("预热 warm");
  }

  private static List<Term> inOrder(List<Term> terms) {
    return terms.stream().sorted(Comparator.<Term>comparingInt(term -> term.offset)
        .thenComparing(Comparator.<Term>comparingInt(term -> term.word.length()).reversed())).toList();
  }

  private static boolean spoken(String word) {
    return !EMPTY_WORDS.contains(word) && word.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  private static String stem(String word) {
    boolean plural = word.length() > 3 && word.charAt(0) < 128 && word.endsWith("s") && !word.endsWith("ss")
        && !word.endsWith("us") && !word.endsWith("is");
    if (!plural) {
      return word;
    }
    return word.endsWith("ies")
        ? word.substring(0, word.length() - 3) + "y"
        : word.substring(0, word.length() - 1);
  }

  /** Loads at first use. */
  private static final class Loaded {
    static final Segment SEGMENT = segment();

    private static Segment segment() {
      Segment segment = new ViterbiSegment().enableIndexMode(true).enableOffset(true).enableNameRecognize(false)
          .enableTranslatedNameRecognize(false).enablePlaceRecognize(false).enableOrganizationRecognize(false)
          .enableCustomDictionaryForcing(true);
      DynamicCustomDictionary dictionary = segment.customDictionary;
      lines().filter(line -> !line.startsWith("#")).map(String::strip).filter(line -> !line.isEmpty())
          .forEach(word -> dictionary.insert(word, Nature.n + " 1000"));
      return segment;
    }

    private static Stream<String> lines() {
      try (InputStream in = Words.class.getResourceAsStream("words.txt")) {
        if (in == null) {
          throw new IllegalStateException("words.txt is missing");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
