package cn.yilu.catalogue.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The durable ordered log. Sequence numbers of a topic start at 1, are contiguous, and become visible in order: who
 * has seen number n will never later find a number below n that was not there.
 */
public interface Log {

  /** Which log this is, and how often it was restored. */
  Identity identity();

  /**
   * Appends one batch: every topic and every position move of it, or nothing. Completes after the commit; with
   * {@link Appended.Refused} when a position was not as expected. Batches of other callers that share the commit are
   * not touched by a refusal. Completes exceptionally when the commit failed, or when it cannot be known because the
   * connection was lost in the middle of it: who moves a position with the batch reads it to find out. The caller
   * waits here while too much is waiting already.
   */
  CompletableFuture<Appended> append(Batch batch);

  /**
   * Entries of a topic after a sequence number, in order, as blocks; empty when there is nothing newer. Stops at
   * about {@code maxEntries} entries, never within the middle of a stored block unless the first asked for is there.
   * Each block begins where the one before ended, the first one right after {@code after}, also where entries were taken
   * out by compaction.
   */
  List<Block> read(String topic, long after, int maxEntries);

  /**
   * As {@link #read}, with those that compaction took out among the others. Of an entry only sequence number, key, kind, area
   * and left areas are told; the rest is empty.
   */
  List<Block> trail(String topic, long after, int maxEntries);

  /** What compaction took out of a topic without a trace in the entries that stay. */
  Forgotten forgotten(String topic);

  /** The sequence number of the newest entry, 0 for an empty or unknown topic. */
  long head(String topic);

  /** The newest sequence number of each topic that holds something and begins with this. */
  Map<String, Long> heads(String prefix);

  /** Topics that exist and begin with this. */
  List<String> topics(String prefix);

  /** The value of a position, absent before its first move. */
  Optional<byte[]> position(String name);

  /** Names of positions that begin with this. */
  List<String> positions(String prefix);

  /**
   * Calls back, on a thread of the log's own, soon after anything was appended to a topic with this prefix by any
   * node, and once at the start; calls may be joined or come without need, but never two at once. Closing ends it.
   */
  Following follow(String topicPrefix, Runnable wake);

  /**
   * Deletes that are no longer told, and events whose term is over. Who read a topic up to a number above zero and below
   * {@code upTo}, at a time when {@code times} was less, may hold something that went since, and has to begin anew.
   *
   * @param upTo the highest sequence number that was forgotten, 0 for none
   * @param times counted up whenever something is forgotten
   */
  record Forgotten(long upTo, long times) {
    public static final Forgotten NOTHING = new Forgotten(0, 0);
  }

  /** Which log this is: random id, and generation raised by a restore. */
  record Identity(String id, int generation) {}

  /** A follower's standing order. */
  interface Following extends AutoCloseable {
    @Override
    void close();
  }
}
