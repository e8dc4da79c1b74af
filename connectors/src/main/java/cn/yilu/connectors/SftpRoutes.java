package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** A watched folder on an SFTP server, with everything a folder on this machine has. */
public final class SftpRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

  /** @param temporary folder for files on their way and for what is remembered of a server that may not be changed */
  public SftpRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "sftp";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("host", "name or address of the server");
    settings.put("port", "its port; default 22");
    settings.put("hostKey", "the server's key: SHA256:… as ssh-keygen -l prints it, or lines of ssh-keyscan");
    settings.put("user", "account there");
    settings.put("password", "its password");
    settings.put("key", "private key instead of a password, PEM or OpenSSH");
    settings.put("passphrase", "passphrase of the key; default none");
    settings.put("folder", "path there; default the folder of the login");
    settings.put("names", "character set of file names there; default UTF-8");
    settings.put("timeout", "how long fetching one file may take; default 30m");
    settings.put("longest", "most MiB a file may have; default 4096");
    settings.putAll(Drops.settings());
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    SftpFolder folder = new SftpFolder(SftpLogin.of(settings), settings.text("folder", "."),
        (long) settings.number("longest", 4_096, 1, 1 << 20) << 20, temporary, route.source());
    FileRoutes.describe(route, settings, folder, temporary, clock);
  }
}
