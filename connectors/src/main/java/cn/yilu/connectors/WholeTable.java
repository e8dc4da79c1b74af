package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * All rows of a query as they stand at one moment, in pages: one read-only transaction, repeatable where the database
 * knows that, and a cursor. A page has {@code batch} rows or about four million characters.
 */
final class WholeTable implements AutoCloseable {
  private static final int MOST_CHARACTERS = 4 << 20;

  private final String id = UUID.randomUUID().toString();
  private final Connection connection;
  private final Statement select;
  private final RowReader rows;
  private final Database database;
  private boolean more;

  private WholeTable(Connection connection, Statement select, RowReader rows, Database database) throws SQLException {
    this.connection = connection;
    this.select = select;
    this.rows = rows;
    this.database = database;
    this.more = rows.next();
  }

  /** @param connection one that only reads; closed with this */
  static WholeTable open(Connection connection, Database database) throws SQLException, Trouble {
    if (connection.getMetaData().supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    }
    database.patience().tell(connection);
    Statement select = connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    select.setFetchSize(database.fetch());
    return database.patience().patiently(select,
        () -> new WholeTable(connection, select, new RowReader(select.executeQuery(database.query())), database));
  }

  /** The same for all pages, and never used again. */
  String id() {
    return id;
  }

  boolean more() {
    return more;
  }

  /** The next page; none but the first may be empty. */
  List<Map<String, String>> page() throws SQLException, Trouble {
    return database.patience().patiently(select, this::read);
  }

  private List<Map<String, String>> read() throws SQLException {
    List<Map<String, String>> page = new ArrayList<>();
    long before = rows.characters();
    while (more && page.size() < database.batch() && rows.characters() - before < MOST_CHARACTERS) {
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
