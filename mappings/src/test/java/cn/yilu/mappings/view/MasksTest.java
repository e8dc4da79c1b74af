package cn.yilu.mappings.view;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.Mask;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

  @ParameterizedTest
  @CsvSource(nullValues = "-", value = {
      "id, 370302194305129819, 370302********9819",
      "id, 370302430512981, 370302*****2981",
      "id, 军字第12345号, 军*******号",
      "id, '', ''",
      "phone, 13800000000, 138****0000",
      "phone, 0533-5181234, 0533-*****34",
      "phone, 05335181234, 0533*****34",
      "phone, 02012345678, 020******78",
      "phone, 5181234, *****34",
      "phone, 110, ***",
      "name, 张三, 张*",
      "name, 欧阳娜娜, 欧***",
      "name, 王, *",
      "name, 𠮷野, 𠮷*",
      "name, 𠮷, *",
      "address, 山东省淄博市淄川区般阳路5号3号楼2单元501, 山东省淄博市淄川区般阳路5号",
      "address, 般阳路街道城里社区3-2-501, 般阳路街道城里社区",
      "address, 阳光花园三栋二单元5楼东户, 阳光花园",
      "address, 阳光花园A座1203, 阳光花园",
      "address, 阳光花园A3号楼1203, 阳光花园",
      "address, 阳光花园 3#2-501, 阳光花园",
      "address, 阳光花园3号, 阳光花园",
      "address, 三里村七一路12号院4号楼, 三里村七一路12号院",
      "address, 河南省三门峡市湖滨区, 河南省三门峡市湖滨区",
      "address, 3号楼2单元501, *",
      "tail, 6222020000001234, ************1234",
      "tail, 1234, ****",
      "chapter, I10.x00, I10",
      "chapter, E1, E1",
  })
  void aTextIsMasked(String mask, String text, String expected) {
    assertThat(apply(Mask.of(mask), text, false)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
      "id, 370302201606019835, 3****************5",
      "tail, 6222020000001234, ***************4",
      "name, 王小明, 王**",
  })
  void aChildsTextIsMaskedMoreStrictly(String mask, String text, String expected) {
    assertThat(apply(Mask.of(mask), text, true)).isEqualTo(expected);
  }

  private static String apply(Mask mask, String text, boolean child) {
    byte[] utf8 = ("前" + text + "后").getBytes(StandardCharsets.UTF_8);
    Bytes masked = new TextMask().apply(mask, child, utf8, 3, utf8.length - 3);
    return new String(masked.toBytes(), StandardCharsets.UTF_8);
  }
}
