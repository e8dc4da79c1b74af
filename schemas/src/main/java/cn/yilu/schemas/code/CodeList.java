package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A code list (代码表) of this release. Codes are never portable between systems: the list itself knows only the standard's
 * codes and words that mean the same everywhere; what a source's own digits mean is said by one of its {@link #codings}.
 */
public final class CodeList {
  private final String name;
  private final Text title;
  private final String version;
  private final String source;
  private final List<Coding> codings;
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<String, String> words = new HashMap<>();

  CodeList(String name, Text title, String version, String source, List<Code> codes,
      List<Coding> codings) {
    this.name = name;
    this.title = title;
    this.version = version;
    this.source = source;
    this.codings = List.copyOf(codings);
    codes.forEach(this::add);
    codes.forEach(this::name);
    codings.forEach(this::check);
  }

  private void add(Code code) {
    if (codes.put(code.code(), code) != null) {
      throw new IllegalArgumentException("code list " + name + " has " + code.code() + " twice");
    }
    words.put(fold(code.code()), code.code());
  }

  private void check(Coding coding) {
    coding.translations().forEach((theirs, ours) -> {
      if (!codes.containsKey(ours)) {
        throw new IllegalArgumentException(
            "coding " + coding.name() + " of " + name + " translates " + theirs + " into " + ours
                + ", which is no code");
      }
    });
  }

  private void name(Code code) {
    words.putIfAbsent(fold(code.label().zh()), code.code());
    words.putIfAbsent(fold(code.label().en()), code.code());
    code.also().forEach(word -> words.putIfAbsent(fold(word), code.code()));
  }

  private static String fold(String word) {
    return word.strip().toLowerCase(Locale.ROOT);
  }

  /** The name it has in schemas, such as {@code sex}. */
  public String name() {
    return name;
  }

  /** What it lists, for people. */
  public Text title() {
    return title;
  }

  /** Edition of the standard it was taken from, or year it was written down. */
  public String version() {
    return version;
  }

  /** Where it comes from and what is unsure about it. */
  public String source() {
    return source;
  }

  /** How source systems code the same, where it was seen to differ. */
  public List<Coding> codings() {
    return codings;
  }

  /** The coding of this name, if there is one. */
  public Optional<Coding> coding(String coding) {
    return codings.stream().filter(each -> each.name().equals(coding)).findFirst();
  }

  /** All codes in the order of the list. */
  public List<Code> codes() {
    return List.copyOf(codes.values());
  }

  /** The entry of a code, if it has one. */
  public Optional<Code> entry(String code) {
    return Optional.ofNullable(codes.get(code));
  }

  /** What a code means; empty for a code that is not of this list. */
  public Optional<Text> label(String code) {
    return entry(code).map(Code::label);
  }

  /** The code for a code, a label in either language or another word for it; case and outer blanks do not matter. */
  public Optional<String> code(String labelOrCode) {
    return Optional.ofNullable(words.get(fold(labelOrCode)));
  }

  /** Everything {@link #code} understands, in lower case, with the code it stands for. */
  public Map<String, String> words() {
    return Map.copyOf(words);
  }
}
