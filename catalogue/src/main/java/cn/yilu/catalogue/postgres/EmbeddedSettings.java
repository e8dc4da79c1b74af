package cn.yilu.catalogue.postgres;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * How a server of our own is to be run.
 *
 * @param home directory of its data and its log
 * @param binaries directory under which the programs are unpacked; servers may share it
 * @param password file with the password of {@code user}; made at first start with mode 0600
 * @param database made at first start
 * @param user owner of the database and superuser of the server
 * @param options server settings beside ours, such as {@code max_connections}
 */
public record EmbeddedSettings(Path home, Path binaries, Path password, String database, String user,
    Map<String, String> options) {

  public EmbeddedSettings {
    home = home.toAbsolutePath().normalize();
    binaries = binaries.toAbsolutePath().normalize();
    password = password.toAbsolutePath().normalize();
    options = Map.copyOf(options);
  }

  /** Everything in {@code home}, the password in {@code secrets}. */
  public static EmbeddedSettings in(Path home, Path secrets, String database, String user) {
    return new EmbeddedSettings(home, home, secrets.resolve("postgres-" + database + ".password"), database, user,
        Map.of());
  }

  /** The same with one more server setting. */
  public EmbeddedSettings with(String option, String value) {
    Map<String, String> more = new HashMap<>(options);
    more.put(option, value);
    return new EmbeddedSettings(home, binaries, password, database, user, more);
  }

  /** The same with the programs shared from elsewhere. */
  public EmbeddedSettings withBinaries(Path place) {
    return new EmbeddedSettings(home, place, password, database, user, options);
  }

  Path data() {
    return home.resolve("data");
  }

  Path log() {
    return home.resolve("server.log");
  }
}
