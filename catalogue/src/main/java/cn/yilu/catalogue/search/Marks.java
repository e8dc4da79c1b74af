package cn.yilu.catalogue.search;

import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Set;
import org.springframework.web.util.HtmlUtils;

/** Shows which words of a text were looked for: HTML, everything escaped, the words within {@code <mark>}. */
final class Marks {
  private final Set<String> terms;

  Marks(Set<String> terms) {
    this.terms = terms;
  }

  Text in(Text text) {
    return new Text(in(text.zh()), in(text.en()));
  }

  private String in(String text) {
    StringBuilder html = new StringBuilder(text.length() + 32);
    int done = 0;
    int open = -1;
    for (Word word : terms.isEmpty() ? List.<Word>of() : Words.of(text)) {
      if (!terms.contains(word.term()) || word.end() <= done) {
        continue;
      }
      int start = Math.max(word.start(), done);
      if (open < 0 || start > done) {
        html.append(open < 0 ? "" : "</mark>").append(escaped(text, done, start)).append("<mark>");
      }
      html.append(escaped(text, start, word.end()));
      open = start;
      done = word.end();
    }
    return html.append(open < 0 ? "" : "</mark>").append(escaped(text, done, text.length())).toString();
  }

  private static String escaped(String text, int from, int to) {
    return HtmlUtils.htmlEscape(text.substring(from, to), "UTF-8");
  }
}
