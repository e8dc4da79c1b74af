package cn.yilu.catalogue.secret;

import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Refuses to go on with keys other than those the database was first used with. */
final class KeyCheck {
  private KeyCheck() {}

  /** The first keys that come are noted. */
  static void of(Keys keys, DataSource database) {
    byte[] noted = JdbcClient.create(database)
        .sql("update log_identity set key_check = coalesce(key_check, ?) returning key_check")
        .param(keys.check())
        .query(byte[].class)
        .single();
    if (!Arrays.equals(noted, keys.check())) {
      throw new IllegalStateException("the installation key in the secrets directory is not the one this database was"
          + " written with; give this node the secrets directory of the others");
    }
  }
}
