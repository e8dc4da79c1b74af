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
  /** Whether a quote that neither opens nor closes a cell shows, within more than one line, that one is not closed. */
  private boolean unclosed;

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
      if (unclosed) {
        giveUpLine();
      } else if (ended) {
        if (start >= limit) {
          return false;
        }
        giveUpLine();
      } else if (start == 0 && limit >= BUFFER - 2) {
        tooLong();
      } else {
        more();
      }
    }
  }

  /**
   * Whether the row has more than one line, of which the second would be a row of so many cells by itself: then the first
   * has a quote that is never closed.
   */
  boolean hidesARow(int wanted) {
    int second = TextLine.next(chars, TextLine.end(chars, start, next), next);
    return second < next && TextLine.cells(chars, second, next, separator, quote) == wanted;
  }

  /** Rejects the first line of the row for its quote; the next line is read as a row of its own. */
  void giveUpLine() {
    broken(QuoteUnclosed.RULE);
  }

  /** What fills the buffer is one line, of which the rest is passed over, or a quote that is never closed. */
  private void tooLong() throws IOException {
    boolean whole = TextLine.end(chars, start, limit) < limit;
    broken(whole ? QuoteUnclosed.RULE : RowTooLong.RULE);
    while (!whole && !ended) {
      more();
      int end = TextLine.end(chars, start, limit);
      whole = end < limit;
      start = TextLine.next(chars, end, limit);
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
    int end = TextLine.end(chars, start, limit);
    reading.row().lie(chars, start, end);
    reading.reject(rule, reading.row().raw());
    start = TextLine.next(chars, end, limit);
    next = start;
    unclosed = false;
  }

  private boolean cut() {
    cells = 0;
    doubled = false;
    unclosed = false;
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

  /**
   * The place of the closing quote, or -1. A quote within is doubled; one that is not, and closes nothing because neither
   * separator nor line end follows, is taken as it is.
   */
  private int quoted(int from) {
    boolean lines = false;
    boolean stray = false;
    for (int at = from; at < limit; at++) {
      char c = chars[at];
      if (c == quote && at + 1 < limit && chars[at + 1] == quote) {
        doubled = true;
        at++;
      } else if (c == quote) {
        int behind = behindBlanks(at + 1);
        if (behind >= limit) {
          return ended ? at : -1;
        }
        if (chars[behind] == separator || chars[behind] == '\n' || chars[behind] == '\r') {
          return at;
        }
        stray = true;
      } else if (c == '\n' || c == '\r') {
        lines = true;
      }
      if (stray && lines) {
        unclosed = true;
        return -1;
      }
    }
    return -1;
  }

  private int behindBlanks(int from) {
    int at = from;
    while (at < limit && chars[at] == ' ') {
      at++;
    }
    return at;
  }

  private void grow() {
    if (from.length >= MOST_COLUMNS) {
      throw new Unreadable(new Text("列数过多", "too many columns"));
    }
    from = Arrays.copyOf(from, from.length * 2);
    to = Arrays.copyOf(to, to.length * 2);
  }
}
