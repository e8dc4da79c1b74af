package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All rows of a query as they stand at one moment, in pages: one read-only transaction, repeatable where the database
 * knows that, and a cursor. A page has {@code batch} rows or about four million characters.
 */
final class WholeTable implements AutoCloseable {
  private static final int FETCH = 500;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final String id = UUID.randomUUID().toString();
  private final Connection connection;
  private final Statement select;
  private final RowReader rows;
  private final int batch;
  private boolean more;

  private WholeTable(Connection connection, Statement select, RowReader rows, int batch) throws SQLException {
    this.connection = connection;
    this.select = select;
    this.rows = rows;
    this.batch = batch;
    this.more = rows.next();
  }

  static WholeTable open(Connection connection, String query, int batch) throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    if (connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
    Statement select = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    select.setFetchSize(Math.min(batch, FETCH));
    return new WholeTable(connection, select, new RowReader(select.executeQuery(query)), batch);
  }

  /** The same for all pages, and never used again. */
  String id() {
    return id;
  }

  boolean more() {
    return more;
  }

  /** The next page; none but the first may be empty. */
  List<Map<String, String>> page() throws SQLException {
    List<Map<String, String>> page = new ArrayList<>();
    long before = rows.characters();
    while (more && page.size() < batch && rows.characters() - before < MOST_CHARACTERS) {
      page.add(rows.row());
      more = rows.next();
    }
    return page;
  }

  @Override
  public void close() throws SQLException {
    try (connection; select) {
      connection.rollback();
    }
  }
}
