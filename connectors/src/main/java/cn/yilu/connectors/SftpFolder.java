package cn.yilu.connectors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.impl.AbstractSftpClient;
import org.apache.sshd.sftp.client.impl.SftpInputStreamAsync;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.jspecify.annotations.Nullable;

/**
 * A folder on an SFTP server. A file is fetched into one of ours; when the connection is lost in the middle, the next
 * try goes on behind what has come.
 */
final class SftpFolder implements Folder {
  private static final int PIECE = 1 << 15;

  private final SftpLogin login;
  private final String path;
  private final long longest;
  private final Path temporary;
  private final String source;
  private @Nullable SftpSession session;

  /** Something done with the server. */
  @FunctionalInterface
  private interface Doing<T> {
    T with(SftpClient sftp) throws IOException, Trouble;
  }

  /** @param longest most bytes a file may have */
  SftpFolder(SftpLogin login, String path, long longest, Path temporary, String source) {
    this.login = login;
    this.path = path;
    this.longest = longest;
    this.temporary = temporary;
    this.source = source;
  }

  @Override
  public Map<String, Look> files() throws Trouble {
    return doing("无法读取 SFTP 文件夹", "the SFTP folder cannot be read", sftp -> {
      Map<String, Look> files = new HashMap<>();
      try (SftpClient.CloseableHandle folder = sftp.openDir(path)) {
        for (var entries = sftp.readDir(folder); entries != null; entries = sftp.readDir(folder)) {
          entries.forEach(entry -> add(files, entry));
          if (files.size() > MOST) {
            throw new Trouble("文件夹中文件过多", "the folder holds too many files");
          }
        }
      }
      sweep(files);
      return files;
    });
  }

  @Override
  public Optional<Look> look(String name) throws Trouble {
    return doing("SFTP 文件无法查看", "a file on the SFTP server cannot be looked at", sftp -> {
      try {
        return Optional.of(look(sftp.lstat(at(name))));
      } catch (SftpException gone) {
        if (gone.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
          return Optional.empty();
        }
        throw gone;
      }
    });
  }

  @Override
  public Path fetch(String name, Look look) throws Trouble {
    if (look.size() > longest) {
      throw new Trouble("文件超过 " + (longest >> 20) + " MiB", "a file is longer than " + (longest >> 20) + " MiB");
    }
    Path part = part(name, look);
    doing("SFTP 文件读取中断,下次从断点继续", "reading a file from the SFTP server broke off; it goes on from there", sftp -> {
      fetch(sftp, name, look, part);
      return part;
    });
    if (look(name).filter(look::equals).isEmpty()) {
      forget(name, look);
      throw new Trouble("文件在读取期间被改动", "a file changed while it was being read");
    }
    return part;
  }

  @Override
  public void forget(String name, Look look) {
    try {
      Files.deleteIfExists(part(name, look));
    } catch (IOException kept) {
      // It is found again under the same name, or swept once the file is gone.
    }
  }

  @Override
  public void move(String name, String folder) throws Trouble {
    doing("文件已入库,但在 SFTP 服务器上无法移到 " + folder + "(只读时设 after: remember)",
        "the file is committed but cannot be moved to " + folder
            + " on the SFTP server (where nothing may be changed, say after: remember)",
        sftp -> {
          if (!exists(sftp, at(folder))) {
            sftp.mkdir(at(folder));
          }
          int number = 1;
          while (exists(sftp, at(folder) + "/" + Folder.numbered(name, number))) {
            number++;
          }
          sftp.rename(at(name), at(folder) + "/" + Folder.numbered(name, number));
          return name;
        });
  }

  @Override
  public void delete(String name) throws Trouble {
    doing("SFTP 标志文件无法删除", "a flag file on the SFTP server cannot be deleted", sftp -> {
      if (exists(sftp, at(name))) {
        sftp.remove(at(name));
      }
      return name;
    });
  }

  @Override
  public void close() {
    SftpSession open = session;
    session = null;
    if (open != null) {
      open.close();
    }
  }

  private void fetch(SftpClient sftp, String name, Look look, Path part) throws IOException, Trouble {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have > look.size()) {
      Files.delete(part);
      have = 0;
    }
    try (SftpClient.CloseableHandle file = sftp.open(at(name), SftpClient.OpenMode.Read);
        InputStream in = new SftpInputStreamAsync((AbstractSftpClient) sftp, PIECE, have, look.size(), at(name), file);
        OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      byte[] piece = new byte[PIECE];
      long length = have;
      for (int read = in.read(piece); read >= 0 && length < look.size(); read = in.read(piece)) {
        int wanted = (int) Math.min(read, look.size() - length);
        out.write(piece, 0, wanted);
        length += wanted;
      }
    }
    if (Files.size(part) != look.size()) {
      throw new Trouble("文件短于其标称大小", "a file is shorter than the server says");
    }
  }

  private <T> T doing(String zh, String en, Doing<T> work) throws Trouble {
    SftpSession open = opened();
    Deadline deadline = new Deadline(login.timeout(), open::close);
    try (deadline) {
      return work.with(open.sftp());
    } catch (SftpException refused) {
      throw new Trouble(zh, en, refused);
    } catch (IOException | RuntimeException lost) {
      close();
      throw deadline.passed()
          ? new Trouble("SFTP 服务器未在规定时间内完成", "the SFTP server did not finish in time", lost)
          : new Trouble(zh, en, lost);
    }
  }

  private SftpSession opened() throws Trouble {
    SftpSession open = session;
    if (open == null || !open.isOpen()) {
      close();
      open = SftpSession.open(login);
      session = open;
    }
    return open;
  }

  /** What was fetched of files that are no longer there is of no use. */
  private void sweep(Map<String, Look> files) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(temporary, source + ".*.sftp.part")) {
      for (Path part : parts) {
        if (files.entrySet().stream().noneMatch(file -> part(file.getKey(), file.getValue()).equals(part))) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static void add(Map<String, Look> files, SftpClient.DirEntry entry) {
    String name = entry.getFilename();
    if (!name.startsWith(".") && name.indexOf('/') < 0 && entry.getAttributes().isRegularFile()) {
      files.put(name, look(entry.getAttributes()));
    }
  }

  private static Look look(SftpClient.Attributes attributes) {
    return new Look(attributes.getSize(),
        attributes.getModifyTime() == null ? Instant.EPOCH : attributes.getModifyTime().toInstant());
  }

  private static boolean exists(SftpClient sftp, String path) throws IOException {
    try {
      sftp.lstat(path);
      return true;
    } catch (SftpException gone) {
      if (gone.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE) {
        return false;
      }
      throw gone;
    }
  }

  private String at(String name) {
    return path + "/" + name;
  }

  /** Named by what the file looked like, so that what has come of another is never taken for it. */
  private Path part(String name, Look look) {
    String id = UUID.nameUUIDFromBytes((path + "\n" + name + "\n" + look).getBytes(StandardCharsets.UTF_8)).toString();
    return temporary.resolve(source + "." + id + ".sftp.part");
  }
}
