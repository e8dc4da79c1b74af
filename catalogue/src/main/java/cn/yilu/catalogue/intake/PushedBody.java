package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.BrokenOff;
import cn.yilu.catalogue.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;

/** A body on disk, since it may be larger than the heap and is read when its turn has come; gone once it is closed. */
record PushedBody(Path path, byte[] digest, long size) implements AutoCloseable {

  /** Names of the files that bodies are in. */
  static final String FILES = "push*.part";

  /**
   * Reads it to its end.
   *
   * @param key goes into the digest, so that the same content under another name is another push
   * @throws BrokenOff when its sender goes away
   * @throws Problem 400 when it is not what its encoding says, 408 when it comes too slowly, 413 when it is too large, or unpacks to far more than data do
   */
  static PushedBody read(InputStream sent, boolean compressed, Path folder, long largest, byte[] key)
      throws IOException {
    Path path = Files.createTempFile(Files.createDirectories(folder), "push", ".part");
    try (InputStream in = compressed ? new Unpacked(sent) : sent;
        OutputStream out = Files.newOutputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key);
      long size = copy(in, out, digest, largest);
      return new PushedBody(path, digest.digest(), size);
    } catch (ZipException | EOFException e) {
      Files.deleteIfExists(path);
      throw new Problem(400, "bad-request", compressed ? "正文不是完整的 gzip 数据。" : "正文没有传完,请重新推送。",
          compressed ? "The body is not whole gzip." : "The body broke off; send it again.");
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(path);
      throw e;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long copy(InputStream in, OutputStream out, MessageDigest digest, long largest) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    for (int read = read(in, buffer); read >= 0; read = read(in, buffer)) {
      size += read;
      if (size > largest) {
        throw new Problem(413, "too-large", "正文解压后超过 " + largest + " 字节,请分批推送。",
            "The body is larger than " + largest + " bytes; send it in parts.");
      }
      digest.update(buffer, 0, read);
      out.write(buffer, 0, read);
    }
    return size;
  }

  /** A sender that goes away, or says nothing for too long, is no fault of ours. */
  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (ZipException | EOFException broken) {
      throw broken;
    } catch (IOException gone) {
      throw new BrokenOff(gone);
    }
  }

  String hexDigest() {
    return HexFormat.of().formatHex(digest);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
