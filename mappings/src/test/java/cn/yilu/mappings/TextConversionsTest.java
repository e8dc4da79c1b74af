package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextConversionsTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats: {delimited: {}}
                                        record: id
                                        targets:
                                          - dataset: resident
                                            fields:
                                              name: {from: name, convert: name}
                                              phone: {from: phone, convert: phone}
                                              sex: {from: sex, default: 未说明}
                                        """;
  private final Mapping mapping = Mapping.compile(MAPPING, Deliveries.SCHEMAS);

  @ParameterizedTest
  @CsvSource({"阿不都·热合曼, 阿不都·热合曼", "阿不都•热合曼, 阿不都·热合曼", "阿不都．热合曼, 阿不都·热合曼", "阿不都.热合曼, 阿不都·热合曼",
      "阿不都・热合曼, 阿不都·热合曼", "阿不都 · 热合曼, 阿不都·热合曼", "王 桂　兰, 王桂兰", "John  F. Smith, John F. Smith", "王㐂䶮𠮷, 王㐂䶮𠮷"})
  void aNameIsWrittenInOneWay(String written, String meant) {
    assertThat(stated(read("1," + written + ",,"), "resident")).containsEntry("name", meant);
    assertThat(read("1," + written + ",,").findings()).isEmpty();
  }

  /** GBK has no such characters; a question mark or a character of nobody's is what arrives. */
  @ParameterizedTest
  @CsvSource({"䶮", "㐂", "𠮷"})
  void whatGbkCannotHoldArrivesAsLostAndIsMarked(String rare) {
    byte[] file = ("id,name,phone,sex\n1,王" + rare + "兰,,\n").getBytes(Charset.forName("GBK"));

    MappedRow.Used used = (MappedRow.Used) Deliveries.read(mapping, Deliveries.bytes(file, Optional.empty())).getLast();

    assertThat(used.findings()).extracting(Finding::rule).containsExactly("name-damaged");
    assertThat(stated(used, "resident")).hasEntrySatisfying("name",
        name -> assertThat(name).asString().startsWith("王").endsWith("兰"));
  }

  @ParameterizedTest
  @CsvSource({"138 0000 0000, 13800000000", "+86-138-0000-0000, 13800000000", "0086 13800000000, 13800000000",
      "(0533)2180000, 05332180000", "１３８００００００００, 13800000000", "无/13800000000, 13800000000"})
  void aPhoneNumberIsItsDigits(String written, String digits) {
    assertThat(stated(read("1,," + written + ","), "resident")).containsEntry("phone", digits);
  }

  @Test
  void aDefaultIsTakenWhereNothingUsableIsStated() {
    assertThat(stated(read("1,,,"), "resident")).containsEntry("sex", "9");
    assertThat(stated(read("1,,,女"), "resident")).containsEntry("sex", "2");
    assertThat(stated(read("1,,,男士"), "resident")).containsEntry("sex", "9");
    assertThat(read("1,,,男士").findings()).extracting(Finding::rule).containsExactly("code-unknown");
  }

  private MappedRow.Used read(String row) {
    return (MappedRow.Used) Deliveries.read(mapping,
        Deliveries.text("id,name,phone,sex\n" + row + "\n", Charset.forName("GB18030"))).getLast();
  }
}
