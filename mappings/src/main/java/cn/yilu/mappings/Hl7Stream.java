package cn.yilu.mappings;

import cn.yilu.mappings.rule.EntityEncoded;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Cuts characters into messages: each begins with a line that begins with MSH. Holds one message at a time. */
final class Hl7Stream {
  private static final int LONGEST = 4 << 20;
  private static final Text TOO_LONG = new Text("HL7消息过长", "the HL7 message is too long");
  private static final Pattern ENTITY = Pattern.compile("&(amp|lt|gt|quot|apos|#13|#10|#x0?[dDaA]);");
  private static final CharBuffer AMPERSAND = CharBuffer.wrap("&amp;");
  private static final Map<String, String> MEANT = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private final CharFeed feed;
  private final Reading reading;
  private char[] chars;
  private int start;
  private int end;
  private int limit;
  private boolean ended;

  Hl7Stream(CharFeed feed, Reading reading) {
    this.feed = feed;
    this.reading = reading;
    chars = new char[feed.size() + 4];
  }

  /** Goes to the next message; false when there is none. */
  boolean next() throws IOException {
    start = end;
    int header = header(start, true);
    while (header < 0 && more()) {
      header = header(start, true);
    }
    if (header < 0) {
      return false;
    }
    start = header;
    end = header(start + 3, false);
    while (end < 0 && more()) {
      end = header(start + 3, false);
    }
    end = end < 0 ? limit : end;
    return true;
  }

  /** Whether no other message follows. */
  boolean isLast() {
    return ended && end == limit;
  }

  /** The message as it came. */
  String raw() {
    return new String(chars, start, end - start);
  }

  /** The message, unless its header is broken; good until the next one is gone to. */
  Optional<Hl7Message> message() {
    CharBuffer raw = CharBuffer.wrap(chars, start, end - start);
    if (raw.length() > 12 && raw.subSequence(7, 12).compareTo(AMPERSAND) == 0) {
      reading.note(EntityEncoded.RULE, "", "");
      String text = ENTITY.matcher(raw()).replaceAll(found -> MEANT.getOrDefault(found.group(1), "\r"));
      return Hl7Message.read(raw, CharBuffer.wrap(text.toCharArray()), reading);
    }
    return Hl7Message.read(raw, raw, reading);
  }

  /**
   * Where a line begins with MSH; at the very start blanks and batch headers may come before it. Looks at every third
   * character, which must be one of these letters.
   */
  private int header(int from, boolean first) {
    int i = from;
    while (i + 3 < limit) {
      char third = chars[i + 2];
      if (third == 'H' && chars[i] == 'M' && chars[i + 1] == 'S' && begins(i, from, first)) {
        return i;
      }
      i += third == 'S' ? 1 : third == 'M' ? 2 : 3;
    }
    return -1;
  }

  private boolean begins(int at, int from, boolean first) {
    return at == 0 || chars[at - 1] == '\r' || chars[at - 1] == '\n' || (first && blank(from, at));
  }

  private boolean blank(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Cell.blank(chars[i])) {
        return false;
      }
    }
    return true;
  }

  private boolean more() throws IOException {
    if (ended) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(chars, start, chars, 0, limit - start);
      limit -= start;
      start = 0;
    }
    if (limit + 2 >= chars.length) {
      if (chars.length >= LONGEST) {
        throw new Unreadable(TOO_LONG);
      }
      chars = Arrays.copyOf(chars, chars.length * 2);
    }
    int read = feed.fill(chars, limit);
    ended = read < 0;
    limit += Math.max(read, 0);
    return !ended;
  }
}
