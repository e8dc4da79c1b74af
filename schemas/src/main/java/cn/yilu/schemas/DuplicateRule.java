package cn.yilu.schemas;

import java.util.List;
import java.util.stream.Stream;

/**
 * When a person has to look whether two are one, or one is two (疑似重复). Claims with the same identifier whose
 * {@code differing} fields are not the same may be about two; records that are the same in every field of one list of
 * {@code alike} may be about one, unless both have an identifier.
 *
 * @param identifier the field that identifies, and the kind of identifier that decides the subject
 */
public record DuplicateRule(String identifier, List<String> differing, List<List<String>> alike) {

  public DuplicateRule {
    differing = List.copyOf(differing);
    alike = alike.stream().map(List::copyOf).toList();
  }

  /** All fields it looks at, the identifier first. */
  public List<String> fields() {
    return Stream.of(Stream.of(identifier), differing.stream(), alike.stream().flatMap(List::stream))
        .flatMap(names -> names).distinct().toList();
  }
}
