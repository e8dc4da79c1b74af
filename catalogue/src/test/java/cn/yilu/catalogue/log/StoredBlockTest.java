package cn.yilu.catalogue.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class StoredBlockTest {
  private static final List<Entry> ENTRIES = List.of(
      new Entry(new Key(1, -2), Entry.Kind.UPSERT, "registry", Entry.NO_TIME, 1_767_225_601_000L, "ab12", "370302",
          List.of(), "wang".getBytes(UTF_8)),
      new Entry(new Key(-1, 2), Entry.Kind.DELETE, "registry", Long.MAX_VALUE, 0, "", "370302",
          List.of(new Entry.Left("370303", Entry.HERE), new Entry.Left("", 5)), new byte[0]));

  @Test
  void aStoredBlockIsWhatItsSchemaSays() throws Exception {
    Schema schema;
    try (InputStream in = StoredBlock.class.getResourceAsStream("Block.avsc")) {
      schema = new Schema.Parser().parse(in);
    }

    byte[] bytes = StoredBlock.of(new Block(1, ENTRIES)).bytes();
    GenericRecord block = new GenericDatumReader<GenericRecord>(schema).read(null,
        DecoderFactory.get().binaryDecoder(Zstd.decompress(bytes, (int) Zstd.getFrameContentSize(bytes)), null));

    assertThat(block).hasToString("{\"time\": 1767225601000, \"words\": [\"registry\", \"ab12\", \"370302\", \"\","
        + " \"370303\"], \"entries\": [{\"key\": [0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -2], \"kind\":"
        + " \"UPSERT\", \"source\": 0, \"eventTime\": 9223370269629174808, \"recordedTime\": 0, \"schema\": 1, \"area\": 2,"
        + " \"left\": [], \"payload\": \"wang\"}, {\"key\": [-1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0,"
        + " 0, 2], \"kind\": \"DELETE\", \"source\": 0, \"eventTime\": 9223370269629174807, \"recordedTime\":"
        + " -1767225601000, \"schema\": 3, \"area\": 2, \"left\": [{\"area\": 4, \"sequence\": 0}, {\"area\": 3,"
        + " \"sequence\": 5}], \"payload\": \"\"}]}");
  }

  @Test
  void aSparseBlockIsWhatItsSchemaSays() throws Exception {
    for (Block block : List.of(new Block(10, 90, ENTRIES, new long[]{12, 80}),
        new Block(10, 90, List.of(), new long[0]))) {
      Schema schema;
      try (InputStream in = StoredBlock.class.getResourceAsStream("SparseBlock.avsc")) {
        schema = new Schema.Parser().parse(in);
      }

      StoredBlock stored = StoredBlock.of(block);
      byte[] bytes = Zstd.decompress(stored.bytes(), (int) Zstd.getFrameContentSize(stored.bytes()));
      GenericRecord read = new GenericDatumReader<GenericRecord>(schema).read(null,
          DecoderFactory.get().binaryDecoder(bytes, null));

      assertThat(read.get("gaps")).hasToString(block.entries().isEmpty() ? "[]" : "[2, 68]");
      Block decoded = stored.decode(10, 90);
      assertThat(decoded.entries()).hasSameSizeAs(block.entries());
      assertThat(decoded.last()).isEqualTo(90);
      assertThat(IntStream.range(0, decoded.entries().size()).mapToLong(decoded::sequence))
          .containsExactlyElementsOf(block.entries().isEmpty() ? List.of() : List.of(12L, 80L));
      assertThatThrownBy(() -> stored.decode(10, block.entries().isEmpty() ? 9 : 79))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aPartOfABlockKeepsItsNumbers() {
    Block dense = new Block(5, List.of(ENTRIES.get(0), ENTRIES.get(1), ENTRIES.get(0)));
    Block sparse = new Block(5, 40, dense.entries(), new long[]{7, 20, 30});

    assertThat(numbers(dense.after(5))).containsExactly(6L, 7L);
    assertThat(numbers(dense.upTo(6))).containsExactly(5L, 6L);
    assertThat(numbers(sparse.after(4))).containsExactly(7L, 20L, 30L);
    assertThat(numbers(sparse.after(7))).containsExactly(20L, 30L);
    assertThat(numbers(sparse.after(19).upTo(29))).containsExactly(20L);
    assertThat(sparse.after(19).first()).isEqualTo(20);
    assertThat(sparse.after(30).last()).isEqualTo(40);
    assertThat(numbers(sparse.after(30))).isEmpty();
    assertThat(List.of(sparse.indexAfter(6), sparse.indexAfter(7), sparse.indexAfter(99))).containsExactly(0, 1, 3);
  }

  private static List<Long> numbers(Block block) {
    return IntStream.range(0, block.entries().size()).mapToObj(block::sequence).toList();
  }

  @Test
  void everyFlippedBitIsNoticed() {
    StoredBlock block = StoredBlock.of(new Block(1, ENTRIES));

    for (int i = 0; i < block.bytes().length; i++) {
      byte[] damaged = block.bytes().clone();
      damaged[i] ^= 4;
      StoredBlock other = new StoredBlock(block.count(), block.format(), block.checksum(), damaged);
      assertThatThrownBy(() -> other.decode(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aBlockOfALaterFormatIsLeftAlone() {
    StoredBlock block = StoredBlock.of(new Block(1, ENTRIES));
    StoredBlock later = new StoredBlock(block.count(), (short) 3, block.checksum(), block.bytes());

    assertThatThrownBy(() -> later.decode(1, 2)).isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("format 3");
  }

  @Test
  void manyEntriesAreCutIntoBlocksOfModestSize() {
    List<Entry> large = IntStream.range(0, 9)
        .mapToObj(i -> new Entry(new Key(0, i), Entry.Kind.UPSERT, "s", 0, 0, "", "", List.of(), new byte[1_000_000]))
        .toList();

    assertThat(StoredBlock.cut(large)).extracting(StoredBlock::count).containsExactly(4, 4, 1);
    assertThat(StoredBlock.cut(List.of())).isEmpty();
  }
}
