package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroBytesTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 20, 21, 22, 62, 63, 64, 65, 2730, 2731, 8191, 8192, 349_525, 349_526, 1_048_576})
  void aTextIsWrittenAsAvroDoes(int length) throws IOException {
    for (String letter : new String[]{"a", "桂", "é"}) {
      String text = letter.repeat(length);
      AvroBytes bytes = new AvroBytes();

      bytes.text(text.toCharArray(), 0, length);

      assertThat(bytes.written()).isEqualTo(avro(encoder -> encoder.writeString(text)));
      assertThat(bytes.textAt(0, bytes.size())).isEqualTo(text);
    }
  }

  @Test
  void pairsOfSurrogatesAreOneCharacterAndHalfOnesAreLost() throws IOException {
    AvroBytes bytes = new AvroBytes();

    bytes.text("王𠮷\ud842兰".toCharArray(), 0, 5);

    assertThat(bytes.written()).isEqualTo(avro(encoder -> encoder.writeString("王𠮷?兰")));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, 63, 64, -64, -65, 1_767_225_600_000L, Long.MAX_VALUE, Long.MIN_VALUE})
  void aNumberIsWrittenAsAvroDoes(long number) throws IOException {
    AvroBytes bytes = new AvroBytes();

    bytes.number(number);

    assertThat(bytes.written()).isEqualTo(avro(encoder -> encoder.writeLong(number)));
    assertThat(bytes.numberAt(0)).isEqualTo(number);
  }

  @Test
  void decimalsAndTruthsAreWrittenAsAvroDoes() throws IOException {
    AvroBytes bytes = new AvroBytes();

    bytes.decimal(-89.5);
    bytes.truth(true);

    assertThat(bytes.written()).isEqualTo(avro(encoder -> {
      encoder.writeDouble(-89.5);
      encoder.writeIndex(1);
      encoder.writeBoolean(true);
    }));
  }

  @Test
  void aPrefixGoesBeforeATextThatWasWritten() throws IOException {
    AvroBytes bytes = new AvroBytes();
    bytes.text("D1".toCharArray(), 0, 2);

    bytes.prefixed("device:".getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, bytes.size());

    assertThat(bytes.textAt(4, bytes.size())).isEqualTo("device:D1");
  }

  private static byte[] avro(Writing writing) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    encoder.writeIndex(1);
    writing.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private interface Writing {
    void write(BinaryEncoder encoder) throws IOException;
  }
}
