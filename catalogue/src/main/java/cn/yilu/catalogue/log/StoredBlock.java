package cn.yilu.catalogue.log;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A block as it is stored; the shape within is {@code Block.avsc}, or {@code SparseBlock.avsc} where entries were taken out.
 * It knows nothing of its place in the topic.
 */
record StoredBlock(int count, short format, long checksum, byte[] bytes) {
  private static final short DENSE = 1;
  private static final short SPARSE = 2;
  private static final int COMPRESSION = 1;
  private static final int LONGEST = 256 * 1024 * 1024;
  private static final int MOST_ENTRIES = 8192;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int HEADER_SIZE = 80;
  private static final List<Entry.Kind> KINDS = List.of(Entry.Kind.UPSERT, Entry.Kind.DELETE);

  /** Cuts entries into blocks of a size that is good to read. */
  static List<StoredBlock> cut(List<Entry> entries) {
    return entries.isEmpty() ? List.of() : cut(new Block(1, entries)).stream().map(StoredBlock::of).toList();
  }

  /** Cuts a block into such blocks; together they stand for the same range. */
  static List<Block> cut(Block whole) {
    List<Block> blocks = new ArrayList<>();
    List<Entry> entries = whole.entries();
    long first = whole.first();
    int from = 0;
    long size = 0;
    for (int i = 0; i < entries.size(); i++) {
      size += length(entries.get(i));
      if (i > from && (i - from >= MOST_ENTRIES || size > MOST_BYTES)) {
        blocks.add(whole.part(first, whole.sequence(i - 1), from, i));
        first = whole.sequence(i - 1) + 1;
        from = i;
        size = length(entries.get(i));
      }
    }
    blocks.add(whole.part(first, whole.last(), from, entries.size()));
    return blocks;
  }

  private static long length(Entry entry) {
    return (long) HEADER_SIZE + entry.payload().length;
  }

  static StoredBlock of(Block block) {
    AvroWriter plain = encode(block.entries());
    if (block.sparse()) {
      gaps(block, plain);
    }
    byte[] bytes = compress(plain);
    return new StoredBlock(block.entries().size(), block.sparse() ? SPARSE : DENSE, checksum(bytes), bytes);
  }

  /** How far each entry's number is from the one before, the first one's from the number the range begins with. */
  private static void gaps(Block block, AvroWriter out) {
    long before = block.first();
    if (!block.entries().isEmpty()) {
      out.number(block.entries().size());
    }
    for (int i = 0; i < block.entries().size(); i++) {
      out.number(block.sequence(i) - before);
      before = block.sequence(i);
    }
    out.number(0);
  }

  private static byte[] compress(AvroWriter plain) {
    byte[] room = new byte[Math.toIntExact(Zstd.compressBound(plain.size()))];
    long length = Zstd.compressByteArray(room, 0, room.length, plain.array(), 0, plain.size(), COMPRESSION);
    if (Zstd.isError(length)) {
      throw new IllegalStateException("a block cannot be compressed: " + Zstd.getErrorName(length));
    }
    return Arrays.copyOf(room, (int) length);
  }

  private static long checksum(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return sum.getValue();
  }

  private static AvroWriter encode(List<Entry> entries) {
    int size = 0;
    for (Entry entry : entries) {
      size = Math.addExact(size, Math.toIntExact(length(entry)));
    }
    long time = entries.isEmpty() ? 0 : entries.getFirst().recordedTime();
    Words words = new Words();
    AvroWriter body = new AvroWriter(size);
    if (!entries.isEmpty()) {
      body.number(entries.size());
    }
    for (Entry entry : entries) {
      encode(entry, time, words, body);
    }
    body.number(0);
    AvroWriter whole = new AvroWriter(body.size() + HEADER_SIZE + words.count() * HEADER_SIZE);
    whole.number(time);
    words.encode(whole);
    whole.append(body);
    return whole;
  }

  private static void encode(Entry entry, long time, Words words, AvroWriter out) {
    out.fixed(entry.key());
    out.number(KINDS.indexOf(entry.kind()));
    out.number(words.index(entry.source()));
    out.number(entry.eventTime() - time);
    out.number(entry.recordedTime() - time);
    out.number(words.index(entry.schema()));
    out.number(words.index(entry.area()));
    if (!entry.left().isEmpty()) {
      out.number(entry.left().size());
      for (Entry.Left left : entry.left()) {
        out.number(words.index(left.area()));
        out.number(left.sequence());
      }
    }
    out.number(0);
    out.bytes(entry.payload());
  }

  /**
   * The block of this range.
   *
   * @throws IllegalArgumentException when the bytes are not those that were stored
   */
  Block decode(long first, long last) {
    if (checksum != checksum(bytes)) {
      throw new IllegalArgumentException("its check sum is wrong");
    }
    if (format != DENSE && format != SPARSE) {
      throw new IllegalArgumentException("its format " + format + " is unknown to this version");
    }
    if (last < first || (format == DENSE && last != first + count - 1)) {
      throw new IllegalArgumentException("its range is not that of its entries");
    }
    try {
      long length = Zstd.getFrameContentSize(bytes);
      if (length <= 0 || length > LONGEST) {
        throw new IllegalArgumentException("its length is " + length);
      }
      return decode(first, last, new AvroReader(Zstd.decompress(bytes, (int) length)));
    } catch (IndexOutOfBoundsException | ZstdException e) {
      throw new IllegalArgumentException("its contents make no sense", e);
    }
  }

  private Block decode(long first, long last, AvroReader in) {
    long time = in.number();
    String[] words = new String[in.index()];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.text();
    }
    if (words.length > 0) {
      in.number();
    }
    if (in.number() != count) {
      throw new IllegalArgumentException("it does not hold " + count + " entries");
    }
    Entry[] entries = new Entry[count];
    for (int i = 0; i < count; i++) {
      entries[i] = entry(in, time, words, first + i);
    }
    List<Entry> list = Collections.unmodifiableList(Arrays.asList(entries));
    return format == DENSE ? new Block(first, list) : new Block(first, last, list, sequences(first, last, in));
  }

  private long[] sequences(long first, long last, AvroReader in) {
    long[] sequences = new long[count];
    if (count > 0) {
      in.number();
      in.number();
    }
    long at = first;
    for (int i = 0; i < count; i++) {
      at += in.number();
      sequences[i] = at;
    }
    if (count > 0 && at > last) {
      throw new IllegalArgumentException("its range is not that of its entries");
    }
    return sequences;
  }

  private static Entry entry(AvroReader in, long time, String[] words, long sequence) {
    Key key = in.fixed();
    Entry.Kind kind = KINDS.get(in.index());
    String source = words[in.index()];
    long eventTime = in.number() + time;
    long recordedTime = in.number() + time;
    return new Entry(key, kind, source, eventTime, recordedTime, words[in.index()], words[in.index()],
        left(in, words, sequence), in.bytes());
  }

  private static List<Entry.Left> left(AvroReader in, String[] words, long sequence) {
    int size = in.index();
    if (size == 0) {
      return List.of();
    }
    List<Entry.Left> left = new ArrayList<>(Math.min(size, 16));
    for (int i = 0; i < size; i++) {
      String area = words[in.index()];
      long at = in.number();
      left.add(new Entry.Left(area, at == Entry.HERE ? sequence : at));
    }
    in.number();
    return List.copyOf(left);
  }
}
