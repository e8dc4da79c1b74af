package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.code.CodeLists;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Gives resource codes (信息资源代码): the class of a theme, and the next number of that class. */
final class ResourceCodes {
  private final Function<String, Integer> last;
  private final Map<String, Integer> given = new HashMap<>();

  ResourceCodes(Function<String, Integer> last) {
    this.last = last;
  }

  /** The codes given before, and one more for each theme whose class has none among them. */
  List<String> complete(List<String> before, List<String> themes) {
    List<String> codes = new ArrayList<>(before);
    for (String theme : themes) {
      Optional<String> classCode = CodeLists.of("theme").entry(theme).map(code -> code.more().get("class"));
      classCode.filter(prefix -> before.stream().noneMatch(code -> code.startsWith(prefix + "/")))
          .ifPresent(prefix -> codes.add("%s/%06d".formatted(prefix, next(prefix))));
    }
    return codes;
  }

  private int next(String prefix) {
    return given.merge(prefix, last.apply(prefix) + 1, (had, first) -> had + 1);
  }
}
