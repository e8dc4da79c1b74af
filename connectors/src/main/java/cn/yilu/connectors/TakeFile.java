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
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Takes the oldest complete file of a folder, or the next member of the zip file that it is, with the digest of its
 * content. Memory does not grow with the file.
 */
final class TakeFile extends ServiceSupport implements Processor {
  private final String source;
  private final Drops drops;
  private final Names members;
  private final Optional<Charset> charset;
  private final Path spool;
  private final boolean snapshot;
  private final Clock clock;
  private String last = "";
  private @Nullable Parcel begun;

  /**
   * @param spool file for a member of a zip file on its way
   * @param snapshot whether a file is everything there is, so that the members of a zip file are parts of one delivery
   */
  TakeFile(String source, Drops drops, Names members, Optional<Charset> charset, Path spool, boolean snapshot,
      Clock clock) {
    this.source = source;
    this.drops = drops;
    this.members = members;
    this.charset = charset;
    this.spool = spool;
    this.snapshot = snapshot;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Parcel going = begun;
    begun = null;
    if (going != null) {
      take(exchange, going);
      return;
    }
    List<Drops.Found> complete = drops.complete();
    if (!complete.isEmpty()) {
      if (complete.size() > 1) {
        Rounds.more(exchange);
      }
      open(exchange, next(complete));
    }
  }

  /** Goes on with the next member of a zip file, now that the last is committed. */
  void goOn(Exchange exchange, Parcel parcel) {
    begun = parcel.behind();
    Rounds.more(exchange);
  }

  @Override
  protected void doStop() throws Exception {
    begun = null;
    Files.deleteIfExists(spool);
    drops.folder().close();
  }

  private void open(Exchange exchange, Drops.Found file) throws Exception {
    Path path = drops.folder().fetch(file.name(), file.look());
    if (!file.name().toLowerCase(Locale.ROOT).endsWith(".zip")) {
      give(exchange, Parcel.whole(file), file.name(), path);
      return;
    }
    try (Zip zip = Zip.open(path, members)) {
      Optional<String> whole = snapshot ? Optional.of(digest(path)) : Optional.empty();
      take(exchange, new Parcel(file, zip.names(), whole, 0, true));
    } catch (Trouble unusable) {
      refuse(exchange, file, unusable);
    }
  }

  private void take(Exchange exchange, Parcel parcel) throws Exception {
    Drops.Found file = parcel.file();
    String member = parcel.members().get(parcel.next());
    try (Zip zip = Zip.open(drops.folder().fetch(file.name(), file.look()), members)) {
      zip.unpack(member, spool);
    } catch (Trouble unusable) {
      refuse(exchange, file, unusable);
      return;
    }
    give(exchange, parcel, file.name() + "/" + member, spool);
  }

  private void give(Exchange exchange, Parcel parcel, String name, Path content) throws Trouble {
    exchange.setProperty(PutAside.TAKEN, parcel);
    exchange.getMessage().setBody(new Envelope(source, name, new Envelope.File(content), MediaTypes.of(name), charset,
        clock.instant(), Optional.empty(), Optional.of(digest(content)), parcel.part()));
  }

  /** A zip file that cannot be used is handed on as such, so that it is counted and seen. */
  private void refuse(Exchange exchange, Drops.Found file, Trouble why) {
    exchange.setProperty(PutAside.TAKEN, Parcel.unusable(file));
    exchange.getMessage().setBody(new Envelope(source, file.name(), new Envelope.Unusable(why.zh(), why.en()),
        "application/zip", charset, clock.instant(), Optional.empty(), Optional.empty()));
  }

  /** The oldest; or the one after the last tried, if that is still there, so that one bad file does not hold up all. */
  private Drops.Found next(List<Drops.Found> complete) {
    int tried = complete.stream().map(Drops.Found::name).toList().indexOf(last);
    Drops.Found next = complete.get((tried + 1) % complete.size());
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
}
