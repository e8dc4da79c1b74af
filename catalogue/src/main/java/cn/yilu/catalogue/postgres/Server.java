package cn.yilu.catalogue.postgres;

/** The PostgreSQL server in use. */
public sealed interface Server extends AutoCloseable permits EmbeddedServer, ExternalServer {

  /** Our database on it. */
  Address address();

  /** Stops it if we started it. */
  @Override
  void close();
}
