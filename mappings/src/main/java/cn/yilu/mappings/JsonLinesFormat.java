package cn.yilu.mappings;

import cn.yilu.mappings.rule.ElementTooLong;
import cn.yilu.mappings.rule.JsonBroken;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** JSON objects, one a line (NDJSON). A line that is none costs only itself. */
record JsonLinesFormat() implements Format {
  private static final int LONGEST_RAW = 64 * 1024;
  private static final int HEAD = 64 * 1024;

  @Override
  public boolean fits(byte[] head, int length) {
    return JsonFormat.isJson(head, length);
  }

  /** Whether the first lines look like objects of their own rather than like one document. */
  static boolean isMeant(InputStream in) throws IOException {
    in.mark(HEAD + 1);
    byte[] head = new byte[Math.clamp(in.available(), 64, HEAD)];
    int length = in.readNBytes(head, 0, head.length);
    in.reset();
    int start = length > 2 && head[0] == (byte) 0xef && head[1] == (byte) 0xbb && head[2] == (byte) 0xbf ? 3 : 0;
    int line = start;
    while (line < length && head[line] != '\n') {
      line++;
    }
    int end = line;
    while (end > start && head[end - 1] <= ' ' && head[end - 1] >= 0) {
      end--;
    }
    return line < length && end > start + 1 && head[start] == '{' && head[end - 1] == '}'
        && line + 1 < length && (head[line + 1] == '{' || head[line + 1] == '\r' || head[line + 1] == '\n');
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    CharsetGuess guess = JsonFormat.begin(in, reading);
    if (guess.charset().equals(StandardCharsets.UTF_8)) {
      lines(new ByteLines(in), reading);
      return;
    }
    try (JsonParser parser = JsonFormat.parser(in, guess)) {
      JsonFormat.all(parser, reading);
    } catch (JsonProcessingException | CharConversionException e) {
      throw JsonFormat.broken(e);
    }
  }

  private static void lines(ByteLines lines, Reading reading) throws IOException {
    JsonRecords rows = new JsonRecords(reading);
    while (lines.next()) {
      if (!lines.isWhole()) {
        reject(lines, reading, ElementTooLong.RULE);
      } else if (!lines.isBlank()) {
        line(lines, rows, reading);
      }
    }
  }

  /** A line with characters that are none in UTF-8 is read with marks in their place. */
  private static void line(ByteLines lines, JsonRecords rows, Reading reading) throws IOException {
    if (taken(JsonFormat.JSON.createParser(lines.bytes(), lines.from(), lines.length()), rows, reading)) {
      return;
    }
    String text = new String(lines.bytes(), lines.from(), lines.length(), StandardCharsets.UTF_8);
    if (text.indexOf(Gb18030.NONE) < 0 || !taken(JsonFormat.JSON.createParser(text), rows, reading)) {
      reject(lines, reading, JsonBroken.RULE);
    }
  }

  /** Whether the line is one object and was used as a row. */
  private static boolean taken(JsonParser line, JsonRecords rows, Reading reading) throws IOException {
    long before = reading.row().number;
    try (JsonParser parser = line) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        rows.fill(parser);
        if (parser.nextToken() == null) {
          reading.use();
          return true;
        }
      }
    } catch (JsonProcessingException | CharConversionException | Unreadable e) {
      // What it was begun as is taken back below.
    }
    if (reading.row().number > before) {
      reading.row().back();
    }
    return false;
  }

  private static void reject(ByteLines lines, Reading reading, cn.yilu.mappings.rule.Rule rule) {
    String raw = new String(lines.bytes(), lines.from(), Math.min(lines.length(), LONGEST_RAW), StandardCharsets.UTF_8);
    reading.row().begin(raw);
    reading.reject(rule, raw);
  }
}
