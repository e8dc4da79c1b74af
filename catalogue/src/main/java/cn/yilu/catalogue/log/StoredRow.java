package cn.yilu.catalogue.log;

import java.sql.ResultSet;
import java.sql.SQLException;

/** A stored block at its place in a topic. */
record StoredRow(long first, long last, StoredBlock stored) {
  static final String COLUMNS = "first, last, count, format, checksum, bytes";

  static StoredRow of(Block block) {
    return new StoredRow(block.first(), block.last(), StoredBlock.of(block));
  }

  /** The row with these {@link #COLUMNS}. */
  static StoredRow of(ResultSet row) throws SQLException {
    return new StoredRow(row.getLong(1), row.getLong(2),
        new StoredBlock(row.getInt(3), row.getShort(4), row.getLong(5), row.getBytes(6)));
  }

  /** What it holds; {@link CorruptBlock} when that is not what was stored. */
  Block block(String topic) {
    try {
      return stored.decode(first, last);
    } catch (IllegalArgumentException e) {
      throw new CorruptBlock(topic, first, e);
    }
  }
}
