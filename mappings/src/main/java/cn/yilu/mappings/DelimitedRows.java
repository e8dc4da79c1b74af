package cn.yilu.mappings;

import cn.yilu.mappings.rule.QuoteUnclosed;
import cn.yilu.mappings.rule.RowTooLong;
import cn.yilu.mappings.rule.Rule;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.util.Arrays;

/** Cuts decoded characters into rows and cells, where they lie; what cannot be cut is rejected line by line. */
final class DelimitedRows {
  private static final int BUFFER = 128 * 1024;
  private static final int MOST_COLUMNS = 4096;

  /** The characters that the cells of the row lie in. */
  final char[] chars = new char[BUFFER];
  /** Where each cell of the row begins. */
  int[] from = new int[64];
  /** Where each cell of the row ends. */
  int[] to = new int[64];
  /** How many cells the row has. */
  int cells;

  private final char separator;
  private final char quote;
  private final CharFeed feed;
  private final Reading reading;
  private int start;
  private int limit;
  private int next;
  private boolean ended;
  private boolean doubled;

  DelimitedRows(DelimitedFormat format, CharFeed feed, Reading reading) {
    separator = format.separator();
    quote = format.quote();
    this.feed = feed;
    this.reading = reading;
  }

  /** Where the row begins. */
  int start() {
    return start;
  }

  /** Where the row ends, without its line end. */
  int lineEnd() {
    int end = next;
    while (end > start && (chars[end - 1] == '\n' || chars[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  /** Whether a cell holds doubled quotes. */
  boolean doubled() {
    return doubled;
  }

  /** Goes on behind the row. */
  void pass() {
    start = next;
  }

  /** Makes one quote of two within cells. */
  void halve() {
    for (int cell = 0; cell < cells; cell++) {
      int place = from[cell];
      for (int i = from[cell]; i < to[cell]; i++) {
        chars[place++] = chars[i];
        if (chars[i] == quote && i + 1 < to[cell] && chars[i + 1] == quote) {
          i++;
        }
      }
      to[cell] = place;
    }
  }

  /** Finds the cells of the row that begins at start; false at the end. */
  boolean row() throws IOException {
    while (true) {
      if (start < limit && cut()) {
        return true;
      }
      if (ended) {
        if (start >= limit) {
          return false;
        }
        broken(QuoteUnclosed.RULE);
      } else if (start == 0 && limit >= BUFFER - 2) {
        broken(RowTooLong.RULE);
      } else {
        more();
      }
    }
  }

  private void more() throws IOException {
    System.arraycopy(chars, start, chars, 0, limit - start);
    limit -= start;
    start = 0;
    int read = feed.fill(chars, limit);
    ended = read < 0;
    limit += Math.max(read, 0);
  }

  /** Gives up the first line of what cannot be cut. */
  private void broken(Rule rule) {
    int end = start;
    while (end < limit && chars[end] != '\n') {
      end++;
    }
    reading.row().lie(chars, start, end);
    reading.reject(rule, reading.row().raw());
    start = Math.min(end + 1, limit);
  }

  private boolean cut() {
    cells = 0;
    doubled = false;
    int at = start;
    while (true) {
      if (cells == from.length) {
        grow();
      }
      int end;
      if (at < limit && chars[at] == quote) {
        end = quoted(at + 1);
        if (end < 0) {
          return false;
        }
        from[cells] = at + 1;
        to[cells] = end;
        at = plain(end + 1);
      } else {
        end = plain(at);
        from[cells] = at;
        to[cells] = end;
        at = end;
      }
      cells++;
      if (at >= limit) {
        next = limit;
        return ended;
      }
      char c = chars[at];
      if (c != separator) {
        return lineEnds(at, c);
      }
      at++;
    }
  }

  private boolean lineEnds(int at, char c) {
    if (c == '\r') {
      if (at + 1 >= limit && !ended) {
        return false;
      }
      next = at + 1 < limit && chars[at + 1] == '\n' ? at + 2 : at + 1;
    } else {
      next = at + 1;
    }
    return true;
  }

  private int plain(int from) {
    char[] in = chars;
    int stop = limit;
    char apart = separator;
    char highest = apart > '\r' ? apart : '\r';
    int at = from;
    while (at < stop) {
      char c = in[at];
      if (c <= highest && (c == apart || c == '\n' || c == '\r')) {
        break;
      }
      at++;
    }
    return at;
  }

  /** The place of the closing quote, or -1. */
  private int quoted(int from) {
    int at = from;
    while (at < limit) {
      if (chars[at] == quote) {
        if (at + 1 < limit && chars[at + 1] == quote) {
          doubled = true;
          at++;
        } else {
          return at + 1 < limit || ended ? at : -1;
        }
      }
      at++;
    }
    return -1;
  }

  private void grow() {
    if (from.length >= MOST_COLUMNS) {
      throw new Unreadable(new Text("列数过多", "too many columns"));
    }
    from = Arrays.copyOf(from, from.length * 2);
    to = Arrays.copyOf(to, to.length * 2);
  }
}
