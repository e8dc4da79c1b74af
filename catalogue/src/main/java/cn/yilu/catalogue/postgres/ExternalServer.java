package cn.yilu.catalogue.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** A server that somebody else runs; version 15 or newer. */
record ExternalServer(Address address) implements Server {
  private static final int OLDEST = 15;

  /** Fails when it cannot be reached or is too old. */
  static ExternalServer at(Address address) {
    try (Connection connection = address.connect()) {
      int version = connection.getMetaData().getDatabaseMajorVersion();
      if (version < OLDEST) {
        throw new IllegalStateException(
            address + " is PostgreSQL " + version + "; yilu.postgres.url needs " + OLDEST + " or newer");
      }
      return new ExternalServer(address);
    } catch (SQLException e) {
      throw new IllegalStateException(address + " given by yilu.postgres.url cannot be reached", e);
    }
  }

  @Override
  public void close() {
    // Not ours to stop.
  }
}
