package cn.yilu.connectors;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip file from outside. Names are UTF-8 where they can be, else GB18030. Trouble in it is trouble of this file only:
 * encrypted, broken, or larger inside than any honest one.
 */
final class Zip implements AutoCloseable {
  /** Most bytes all members together may unpack to. */
  static final long LARGEST = 8L << 30;

  private static final int MOST_MEMBERS = 10_000;
  private static final long LARGEST_DIRECTORY = 16 << 20;
  private static final long STEEPEST = 250;
  private static final long ALWAYS_ALLOWED = 16 << 20;

  private final ZipFile zip;
  private final List<? extends ZipEntry> members;

  private Zip(ZipFile zip, List<? extends ZipEntry> members) {
    this.zip = zip;
    this.members = members;
  }

  /** Opens a zip file and picks what is wanted of it. */
  static Zip open(Path file, Names wanted) throws Trouble, IOException {
    try {
      checkDirectory(file);
      ZipFile zip = opened(file);
      try {
        return new Zip(zip, members(zip, wanted));
      } catch (Trouble refused) {
        zip.close();
        throw refused;
      }
    } catch (ZipException | IllegalArgumentException broken) {
      throw unusable(broken);
    }
  }

  /** Names of the members that are wanted, as they stand in the zip. */
  List<String> names() {
    return members.stream().map(ZipEntry::getName).toList();
  }

  /** Unpacks one member, whose number of bytes is bounded by what is plausible for its packed size. */
  void unpack(String name, Path to) throws Trouble, IOException {
    ZipEntry member = members.stream().filter(entry -> entry.getName().equals(name)).findFirst().orElseThrow();
    long most = Math.min(LARGEST, Math.max(ALWAYS_ALLOWED, member.getCompressedSize() * STEEPEST));
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(zip.getInputStream(member), sum);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] piece = new byte[1 << 16];
      long length = 0;
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        length += read;
        if (length > most) {
          throw bomb();
        }
        out.write(piece, 0, read);
      }
    } catch (ZipException | EOFException broken) {
      throw unusable(broken);
    }
    if (sum.getValue() != member.getCrc()) {
      throw broken();
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException closed) {
      // It was only read.
    }
  }

  private static ZipFile opened(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    } catch (ZipException | IllegalArgumentException perhapsNames) {
      return new ZipFile(file.toFile(), Charset.forName("GB18030"));
    }
  }

  private static List<? extends ZipEntry> members(ZipFile zip, Names wanted) throws Trouble {
    if (zip.size() > MOST_MEMBERS) {
      throw bomb();
    }
    Set<String> names = new LinkedHashSet<>();
    Set<ZipEntry> members = new LinkedHashSet<>();
    long all = 0;
    for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements();) {
      ZipEntry entry = entries.nextElement();
      if (isWanted(entry, wanted) && names.add(entry.getName())) {
        all += Math.max(0, entry.getSize());
        members.add(entry);
      }
    }
    if (all > LARGEST) {
      throw bomb();
    }
    if (members.isEmpty()) {
      throw new Trouble("压缩文件中没有要取的文件", "the zip file holds no file that is wanted");
    }
    return List.copyOf(members);
  }

  private static boolean isWanted(ZipEntry entry, Names wanted) {
    String name = entry.getName();
    return !entry.isDirectory() && !name.startsWith("__MACOSX/")
        && wanted.want(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1));
  }

  /** The directory of a zip is read into memory as a whole, so its size is looked at first. */
  private static void checkDirectory(Path file) throws IOException, Trouble {
    try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(zip.length(), (1 << 16) + 22)];
      zip.seek(zip.length() - end.length);
      zip.readFully(end);
      ByteBuffer tail = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = end.length - 22; at >= 0; at--) {
        if (tail.getInt(at) == 0x06054b50) {
          if (Integer.toUnsignedLong(tail.getInt(at + 12)) > LARGEST_DIRECTORY) {
            throw bomb();
          }
          return;
        }
      }
    }
  }

  private static Trouble unusable(Exception why) {
    return String.valueOf(why.getMessage()).contains("encrypted")
        ? new Trouble("压缩文件已加密", "the zip file is encrypted")
        : broken();
  }

  private static Trouble broken() {
    return new Trouble("压缩文件已损坏或格式不支持", "the zip file is broken or of a kind that is not supported");
  }

  private static Trouble bomb() {
    return new Trouble("压缩文件解压后过大或成员过多", "the zip file unpacks to more than is plausible");
  }
}
