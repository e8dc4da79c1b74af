package cn.yilu.catalogue.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that commits what waits, as one group at a time; the next group gathers meanwhile. */
final class Appender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Appender.class);
  private static final int WAITING_KIB = 32 * 1024;
  private static final int GROUP_BYTES = 8 * 1024 * 1024;
  private static final int GROUP_MEMBERS = 256;

  private final DataSource database;
  private final LogTables tables;
  private final Consumer<Set<String>> committed;
  private final BlockingQueue<Group.Member> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(WAITING_KIB, true);
  private final Thread thread = Thread.ofPlatform().name("log-appender").unstarted(this::run);
  /** What callers do after their commit must not hold up the next one. */
  private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;
  private @Nullable Connection connection;

  Appender(DataSource database, LogTables tables, Consumer<Set<String>> committed) {
    this.database = database;
    this.tables = tables;
    this.committed = committed;
    thread.start();
  }

  /** Takes the batch; the caller waits here while too much is waiting already. */
  CompletableFuture<Appended> append(Group.Member member) {
    try {
      room.acquire(kib(member));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return CompletableFuture.failedFuture(e);
    }
    synchronized (waiting) {
      if (closed) {
        room.release(kib(member));
        return CompletableFuture.failedFuture(new IllegalStateException("the log is closed"));
      }
      waiting.add(member);
    }
    return member.done();
  }

  private static int kib(Group.Member member) {
    return Math.min(WAITING_KIB, 1 + member.size() / 1024);
  }

  private void run() {
    try {
      while (!closed || !waiting.isEmpty()) {
        Group.Member first = waiting.poll(50, TimeUnit.MILLISECONDS);
        if (first != null) {
          commit(gather(first));
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("The log's appender was interrupted");
    } finally {
      disconnect();
    }
  }

  private List<Group.Member> gather(Group.Member first) {
    List<Group.Member> members = new ArrayList<>(List.of(first));
    long bytes = first.size();
    Group.Member next = waiting.peek();
    while (next != null && members.size() < GROUP_MEMBERS && bytes + next.size() <= GROUP_BYTES) {
      members.add(waiting.remove());
      bytes += next.size();
      next = waiting.peek();
    }
    return members;
  }

  private void commit(List<Group.Member> members) {
    try {
      Connection current = connected();
      succeed(members, tables.append(current, new Group(members)));
    } catch (SQLException | RuntimeException e) {
      if (isAboutContents(e) && members.size() > 1) {
        members.forEach(member -> commit(List.of(member)));
      } else {
        disconnect();
        members.forEach(member -> fail(member, e));
      }
    }
  }

  /** Then only the member at fault is to fail. */
  private static boolean isAboutContents(Exception e) {
    String state = e instanceof SQLException sql ? sql.getSQLState() : null;
    return state != null && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
  }

  private void succeed(List<Group.Member> members, List<Appended> outcomes) {
    Set<String> topics = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      Group.Member member = members.get(i);
      Appended outcome = outcomes.get(i);
      if (outcome instanceof Appended.Committed done) {
        topics.addAll(done.first().keySet());
      }
      answers.execute(() -> member.done().complete(outcome));
      room.release(kib(member));
    }
    committed.accept(topics);
  }

  private void fail(Group.Member member, Exception cause) {
    LogUnavailable failure = new LogUnavailable("the log could not commit", cause);
    answers.execute(() -> member.done().completeExceptionally(failure));
    room.release(kib(member));
  }

  private Connection connected() throws SQLException {
    Connection current = connection;
    if (current == null) {
      current = database.getConnection();
      connection = current;
    }
    return current;
  }

  private void disconnect() {
    Connection current = connection;
    connection = null;
    if (current != null) {
      try {
        current.close();
      } catch (SQLException e) {
        LOG.debug("connection could not be closed", e);
      }
    }
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() {
    synchronized (waiting) {
      closed = true;
    }
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    answers.close();
  }
}
