package cn.yilu.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Takes the oldest complete file of a folder, with the digest of its content. Memory does not grow with the file. */
final class TakeFile implements Processor {
  private final String source;
  private final Folder folder;
  private final Optional<Charset> charset;
  private final Clock clock;
  private String last = "";

  TakeFile(String source, Folder folder, Optional<Charset> charset, Clock clock) {
    this.source = source;
    this.folder = folder;
    this.charset = charset;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    List<Folder.Found> complete = folder.complete();
    if (complete.isEmpty()) {
      return;
    }
    if (complete.size() > 1) {
      Rounds.more(exchange);
    }
    Folder.Found file = next(complete);
    exchange.setProperty(PutAside.TAKEN, file);
    exchange.getMessage().setBody(new Envelope(source, file.name(), new Envelope.File(file.path()),
        mediaType(file.name()), charset, clock.instant(), Optional.empty(), Optional.of(digest(file.path()))));
  }

  /** The oldest; or the one after the last tried, if that is still there, so that one bad file does not hold up all. */
  private Folder.Found next(List<Folder.Found> complete) {
    int tried = complete.stream().map(Folder.Found::name).toList().indexOf(last);
    Folder.Found next = complete.get((tried + 1) % complete.size());
    last = next.name();
    return next;
  }

  private static String digest(Path file) throws Trouble {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] piece = new byte[1 << 16];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException failure) {
      throw new Trouble("文件无法读取", "a file cannot be read", failure);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException(missing);
    }
  }

  private static String mediaType(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv")) {
      return "text/csv";
    }
    return lower.endsWith(".xlsx")
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "application/octet-stream";
  }
}
