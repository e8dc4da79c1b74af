package cn.yilu.schemas.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingsTest {

  @ParameterizedTest
  @CsvSource({"sex, zero-male, 0, 1", "sex, zero-male, 1, 2", "sex, hl7-0001, F, 2", "marital-status, one-digit, 3, 30",
      "relation, one-digit, 5, 50", "relation, one-digit, 8, 80", "relation, hospital, 8, 99", "relation, aid, 20, 20",
      "political-status, police, 0, 13", "political-status, police, 1, 01", "id-type, education, 02, 04",
      "id-type, education, 10, 03", "bed-state, vendor-a, 2, in-bed", "bed-state, vendor-a, 1, out-of-bed",
      "bed-state, vendor-b, 1, out-of-bed", "bed-state, vendor-b, 4, in-bed", "ability-level, vendor-words, 极重度, 4",
      "ability-level, vendor-words, 中重度, 3", "ability-level, vendor-english, SELF_CARE, 0",
      "share-type, zero-conditional, 0, 2", "share-type, two-digits, 03, 3", "open-type, yes-no, 0, 3",
      "update-cycle, half-year-6, 7, 6", "update-cycle, half-year-6, 6, half-year", "ethnicity, letters, HA, 01",
      "ethnicity, letters, JN, 56"})
  void aSourcesOwnCodeIsTranslated(String list, String coding, String theirs, String ours) {
    assertThat(CodeLists.of(list).coding(coding).orElseThrow().code(theirs)).contains(ours);
  }

  @Test
  void aCodeWithoutCounterpartIsKnownAndMeansNothing() {
    Coding police = CodeLists.of("political-status").coding("police").orElseThrow();

    assertThat(police.knows("2")).isTrue();
    assertThat(police.code("2")).isEmpty();
    assertThat(police.knows("7")).isFalse();
  }

  @Test
  void everyCodingSaysWhereItWasSeenAndTranslatesSomething() {
    assertThat(CodeLists.all()).allSatisfy(list -> assertThat(list.codings()).allSatisfy(coding -> {
      assertThat(coding.seen()).isNotBlank();
      assertThat(coding.translations()).isNotEmpty();
    }));
  }

  @ParameterizedTest
  @CsvSource({"share-type, 3", "open-type, 3", "share-mode, 6", "update-cycle, 10", "format-class, 7", "item-type, 11",
      "entry-state, 6", "sex, 4", "marital-status, 8", "relation, 85", "ethnicity, 58", "political-status, 13",
      "id-type, 8",
      "ability-level, 5", "residence-state, 3", "person-kind, 4", "intake-channel, 9", "urban-rural, 7"})
  void aListIsComplete(String list, int codes) {
    assertThat(CodeLists.of(list).codes()).hasSize(codes);
  }

  /** The standards' own words, as people know them, lead to the standards' codes. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"sex | 0 未知 1 男 2 女 9 未说明",
      "marital-status | 10 未婚 20 已婚 21 初婚 22 再婚 23 复婚 30 丧偶 40 离婚 90 未说明",
      "relation | 01 本人 02 户主 03 小集体户户主 10 配偶 11 夫 12 妻 20 子 21 独生子 22 长子 23 次子 24 三子 25 四子 26 五子 27 养子 27 继子 28 女婿 29 其他儿子",
      "relation | 30 女 31 独生女 32 长女 33 次女 34 三女 35 四女 36 五女 37 养女 37 继女 38 儿媳 39 其他女儿 40 孙辈 41 孙子 42 孙女 43 外孙子 44 外孙女 45 孙媳 45 外孙媳 46 孙女婿 46 外孙女婿 47 曾孙子 48 曾孙女 49 其他孙辈",
      "relation | 50 父母 51 父 52 母 53 公公 54 婆婆 55 岳父 56 岳母 57 继父 57 养父 58 继母 58 养母 59 其他父母关系 60 祖辈 61 祖父 62 祖母 63 外祖父 64 外祖母 65 配偶的祖辈 66 曾祖父 67 曾祖母 68 配偶的曾祖辈 69 其他祖父母关系",
      "relation | 70 兄弟姐妹 71 兄 72 嫂 73 弟 74 弟媳 75 姐 76 姐夫 77 妹 78 妹夫 79 其他兄弟姐妹 80 其他 81 伯父 82 伯母 83 叔父 84 婶母 85 舅父 86 舅母 87 姨父 88 姨母 89 姑父 90 姑母 91 堂兄弟姐妹 92 表兄弟姐妹 93 侄子 94 侄女 95 外甥 96 外甥女 97 其他亲属 99 非亲属",
      "ethnicity | 01 汉 02 蒙古 03 回 04 藏 05 维吾尔 06 苗 07 彝 08 壮 09 布依 10 朝鲜 11 满 12 侗 13 瑶 14 白 15 土家 16 哈尼 17 哈萨克 18 傣 19 黎 20 傈僳 21 佤 22 畲 23 高山 24 拉祜 25 水 26 东乡 27 纳西 28 景颇 29 柯尔克孜 30 土",
      "ethnicity | 31 达斡尔 32 仫佬 33 羌 34 布朗 35 撒拉 36 毛南 37 仡佬 38 锡伯 39 阿昌 40 普米 41 塔吉克 42 怒 43 乌孜别克 44 俄罗斯 45 鄂温克 46 德昂 47 保安 48 裕固 49 京 50 塔塔尔 51 独龙 52 鄂伦春 53 赫哲 54 门巴 55 珞巴 56 基诺 97 其他 98 外国血统",
      "education | 10 研究生 20 本科 30 专科 40 中职 60 高中 70 初中 80 小学 90 其他",
      "political-status | 01 党员 02 预备党员 03 团员 12 无党派 13 群众",
      "id-type | 01 身份证 02 户口簿 03 护照 04 军官证 05 驾驶证 06 港澳通行证 07 台湾通行证 99 其他",
      "ability-level | 0 能力完好 1 轻度失能 2 中度失能 3 重度失能 4 完全失能", "residence-state | 1 人户一致 2 人在户不在 3 户在人不在",
      "person-kind | 1 常口 2 暂口 3 境外 4 无证", "share-type | 1 无条件共享 2 有条件共享 3 不予共享",
      "open-type | 1 无条件开放 2 有条件开放 3 不予开放", "share-mode | 1 库表交换 2 文件 3 服务接口 3/return 批量返还 3/query 查询 3/verify 核验",
      "update-cycle | 1 实时 2 每日 3 每周 4 每月 5 每季度 6 每年 ten-days 每旬 half-year 每半年 irregular 不定期 never 不更新",
      "format-class | 1 电子文件 2 电子表格 3 数据库 4 图形图像 5 流媒体 6 自描述格式 7 服务接口",
      "item-type | C 字符 C 字符串型C N 数值 Y 货币 D 日期 T 日期时间 L 逻辑 M 备注 G 通用 B 双精度 I 整型 F 浮点",
      "entry-state | draft 草稿 registering 待注册审核 registered 已注册 publishing 待发布审核 published 已发布 withdrawn 已撤销",
      "intake-channel | street-patrol 街面巡查 estate-patrol 小区巡查 hotline 市民热线 inspection 监督巡访"})
  void aCodeMeansWhatTheStandardSays(String name, String codesAndWords) {
    CodeList list = CodeLists.of(name);
    String[] pairs = codesAndWords.split(" ");
    for (int i = 0; i < pairs.length; i += 2) {
      assertThat(list.code(pairs[i + 1])).as(pairs[i + 1]).contains(pairs[i]);
    }
  }

  @Test
  void whatIsUncertainIsMarkedAndNothingElse() {
    assertThat(unsure("relation")).containsExactly("03", "97", "99");
    assertThat(unsure("ethnicity")).containsExactly("97", "98");
    assertThat(unsure("intake-channel")).hasSize(5).doesNotContain("hotline");
    assertThat(unsure("education")).isNotEmpty().allMatch(code -> !code.endsWith("0"));
    assertThat(unsure("sex")).isEmpty();
    assertThat(CodeLists.of("ability-level").entry("3").orElseThrow().more()).containsEntry("score", "30-45");
  }

  private static List<String> unsure(String list) {
    return CodeLists.of(list).codes().stream().filter(code -> !code.isSure()).map(Code::code).toList();
  }

  @Test
  void thePlacesOfOneDigitRelationsKeepTheirDirection() {
    Coding relation = CodeLists.of("relation").coding("one-digit").orElseThrow();

    assertThat(relation.code("0")).contains("02");
    assertThat(relation.seen()).contains("member to head");
  }
}
