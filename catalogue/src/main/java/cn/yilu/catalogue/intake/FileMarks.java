package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * How far the files of a source got, as positions in the log that move with their claims. A file is known by its content,
 * so that one that was cut off by a crash goes on where it was, unless another was finished since. Content that was read to its end is passed over when its
 * name held it last, or when it is what the source delivered last: a file sent again says nothing new. When other content
 * came between, it is read anew: whoever puts back what stood there before means it.
 */
final class FileMarks {
  /** What the positions begin with of deliveries that come once, such as pushes; they are forgotten after a month. */
  static final String ONCE = "once/";

  private static final long DONE = Long.MAX_VALUE;
  private static final byte[] NONE = new byte[0];

  private final Log log;
  private final String source;
  /** What was moved since the last rest, and may not be committed yet. */
  private final Map<String, byte[]> moved = new HashMap<>();

  FileMarks(Log log, String source) {
    this.log = log;
    this.source = source;
  }

  /**
   * A file.
   *
   * @param content what its progress is kept under, such as the digest of its content
   * @param name under which it came; empty when the content alone tells this delivery from all others
   */
  record Mark(String content, String name) {}

  /** Rows of this file that need not be taken any more: all of them, {@link Long#MAX_VALUE}, when it is nothing new. */
  long rowsOf(Mark file) {
    String[] progress = text(at(progress(file))).split(" ", 2);
    if (progress[0].isEmpty()) {
      return 0;
    }
    long known = Long.parseLong(progress[0]);
    return file.name().isEmpty() || (known == DONE ? isSentAgain(file) : isGoneOnWith(progress)) ? known : 0;
  }

  private boolean isSentAgain(Mark file) {
    return file.content().equals(text(at(named(file)))) || file.content().equals(text(at(latest())));
  }

  /** Whether no other file was finished since this one was cut off. */
  private boolean isGoneOnWith(String[] progress) {
    return progress.length > 1 && progress[1].equals(text(at(latest())));
  }

  /** The moves by which a file got so far; {@link Long#MAX_VALUE} is its end. */
  List<Batch.Move> moves(Mark file, long rows) {
    List<Batch.Move> moves = new ArrayList<>();
    if (file.name().isEmpty()) {
      moves.add(move(progress(file), Long.toString(rows)));
    } else if (rows < DONE) {
      moves.add(move(progress(file), rows + " " + text(at(latest()))));
    } else {
      moves.add(move(progress(file), Long.toString(rows)));
      moves.add(move(named(file), file.content()));
      moves.add(move(latest(), file.content()));
    }
    return moves;
  }

  /** Everything that was moved is committed, or nothing of it will be. */
  void rest() {
    moved.clear();
  }

  private Batch.Move move(String position, String next) {
    byte[] before = at(position);
    byte[] after = next.getBytes(StandardCharsets.US_ASCII);
    moved.put(position, after);
    return new Batch.Move(position, before.length == 0 ? null : before, after);
  }

  private byte[] at(String position) {
    byte[] known = moved.get(position);
    return known == null ? log.position(position).orElse(NONE) : known;
  }

  private String progress(Mark file) {
    return (file.name().isEmpty() ? ONCE + source : source) + '/' + file.content();
  }

  /** Names may tell of persons, so a hash of them stands in the log. */
  private String named(Mark file) {
    long[] hash = MurmurHash3.hash128x64(file.name().getBytes(StandardCharsets.UTF_8));
    return source + "/name/" + new Key(hash[0], hash[1]);
  }

  private String latest() {
    return source + "/latest";
  }

  private static String text(byte[] ascii) {
    return new String(ascii, StandardCharsets.US_ASCII);
  }
}
