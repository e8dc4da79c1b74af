package cn.yilu.schemas.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.code.Code;
import cn.yilu.schemas.code.CodeLists;
import cn.yilu.schemas.code.Department;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {
  private static final String USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY";

  @ParameterizedTest
  @ValueSource(strings = {"113703020000000196", "12370302000000027X", "91370302MA0000031A", "52370302MJ00000420",
      " 91370302ma0000031a "})
  void aUsccWithBothChecksRightIsOne(String text) {
    assertThat(Uscc.read(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"113703020000000197", "113703020000000186", "11370302000000019", "91370302IA0000031A", "",
      "370302194305129819"})
  void anythingElseIsNoUscc(String text) {
    assertThat(Uscc.read(text)).isEmpty();
  }

  /** Worked examples; the organisation code's own sum is checked with it. */
  @ParameterizedTest
  @CsvSource({"113703020000000196, 614, 25", "12370302000000027X, 591, 2", "91370302MA0000031A, 1168, 21",
      "52370302MJ00000420, 1457, 0"})
  void theCheckCharacterOfAUsccIsThatOfItsSum(String code, int sum, int rest) {
    assertThat(Uscc.sum(code)).isEqualTo(sum);
    assertThat(sum % 31).isEqualTo(rest);
    assertThat(code.charAt(17)).isEqualTo(USCC.charAt((31 - rest) % 31));
    assertThat(Uscc.read(code)).isPresent();
  }

  @Test
  void aUsccIsCompletedByBothOfItsCheckCharacters() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 200; i++) {
      String code = Usccs.draw(random);

      assertThat(Uscc.completing(code.substring(0, 16)).value()).isEqualTo(code);
    }
  }

  @Test
  void ofAllCharactersExactlyOneIsTheCheckOfAUsccAndEveryWrongOneIsSeen() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200; i++) {
      String code = Usccs.draw(random);
      int at = random.nextInt(18);

      assertThat(USCC.chars().mapToObj(c -> code.substring(0, at) + (char) c + code.substring(at + 1))
          .filter(each -> Uscc.read(each).isPresent())).as(code).containsExactly(code);
    }
  }

  @Test
  void everyDepartmentHasAValidUscc() {
    assertThat(Department.all()).hasSize(6)
        .allSatisfy(department -> assertThat(Uscc.read(department.uscc())).isPresent());
  }

  @Test
  void aDivisionKnowsItsLevelAndWhatLiesInIt() {
    assertThat(new Division("370300").level()).isEqualTo(Division.Level.CITY);
    assertThat(new Division("370300").contains("370302001001")).isTrue();
    assertThat(new Division("370302001").contains("370302002001")).isFalse();
    assertThat(new Division("370302001001").level()).isEqualTo(Division.Level.COMMUNITY);
    assertThat(new Division("310108").abolished()).isTrue();
    assertThat(Division.read("37030")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"370302001, street", "370302099, street", "370302100, town", "370302199, town", "370302201, township",
      "370302400, zone", "370302999, zone", "370302001001, neighbourhood", "370302102199, neighbourhood",
      "370302102200, village", "370302102399, village", "370302102400, community-zone"})
  void theLastThreeDigitsSayWhatATownOrCommunityIs(String code, String kind) {
    assertThat(new Division(code).kind().map(Code::code)).contains(kind);
  }

  @Test
  void whatIsNotConfirmedIsSaidInTheListsThatHoldIt() {
    assertThat(new Division("370302102200").kind().orElseThrow().more()).containsKey("unsure");
    assertThat(CodeLists.of("resident-id-sequence").codes()).extracting(Code::code).containsExactly("996", "997",
        "998", "999");
    assertThat(CodeLists.of("resident-id-sequence").codes()).allSatisfy(code -> assertThat(code.more())
        .containsEntry("century", "18").containsKey("unsure"));
  }

  @Test
  void aCountyIsNoTown() {
    assertThat(new Division("370302").kind()).isEmpty();
  }

  @Test
  void anAbolishedDivisionNamesWhatSucceededIt() {
    assertThat(new Division("310108").successor()).contains(new Division("310106"));
    assertThat(new Division("310106").successor()).isEmpty();
    assertThat(CodeLists.of("division-abolished").codes()).allSatisfy(gone -> {
      assertThat(gone.more().get("until")).matches("(19|20)[0-9]{2}");
      assertThat(new Division(gone.code()).successor()).isPresent();
    });
  }

  @ParameterizedTest
  @CsvSource({"370300, 淄博市", "370302, 淄川区", "370303, 张店区", "370304, 博山区", "370305, 临淄区", "370306, 周村区",
      "370321, 桓台县", "370322, 高青县", "370323, 沂源县", "370302001, 般阳路街道", "370302002, 松龄路街道",
      "370302004, 钟楼街道", "370302005, 将军路街道", "370302102, 昆仑镇", "370302104, 岭子镇", "370302111, 西河镇",
      "370302112, 龙泉镇", "370302113, 寨里镇", "370302114, 罗村镇", "370302115, 洪山镇", "370302116, 双杨镇",
      "370302117, 太河镇", "640100, 银川市", "640104, 兴庆区", "640105, 西夏区", "640106, 金凤区", "640121, 永宁县",
      "640122, 贺兰县", "640181, 灵武市", "120104, 南开区", "310106, 静安区", "310106021, 临汾路街道"})
  void aDivisionHasANameAndAVintage(String code, String name) {
    assertThat(Division.read(code)).isPresent();
    assertThat(CodeLists.of("division").entry(code)).hasValueSatisfying(entry -> {
      assertThat(entry.label().zh()).isEqualTo(name);
      assertThat(entry.more()).containsEntry("vintage", "2025");
    });
  }

  @ParameterizedTest
  @CsvSource({"111, 主城区", "112, 城乡接合区", "121, 镇中心区", "122, 镇乡接合区", "123, 特殊区域", "210, 乡中心区", "220, 村庄"})
  void aCommunityIsUrbanOrRural(String code, String name) {
    assertThat(CodeLists.of("urban-rural").label(code).orElseThrow().zh()).isEqualTo(name);
  }

  @Test
  void everyGridOfTheListLiesInADivisionOfTheList() {
    assertThat(CodeLists.of("grid").codes()).isNotEmpty().allSatisfy(grid -> {
      String community = Grid.read(grid.code()).orElseThrow().community().value();
      assertThat(CodeLists.of("division").entry(community)).isPresent();
      assertThat(grid.more()).containsKey("vintage");
    });
  }

  @Test
  void aHealthFileNumberHasSeventeenDigitsAndNeverPrintsItself() {
    HealthFileNumber number = HealthFileNumber.read(" 370302001-010-00123 ").orElseThrow();

    assertThat(number.value()).isEqualTo("37030200101000123");
    assertThat(number.community()).isEqualTo(new Division("370302001010"));
    assertThat(number).hasToString("370302***********");
    assertThat(HealthFileNumber.read("3703020010100012")).isEmpty();
    assertThat(HealthFileNumber.read("37030200101000X23")).isEmpty();
  }

  @Test
  void aGridLiesInItsCommunity() {
    assertThat(Grid.read("370302001001003").orElseThrow().community()).isEqualTo(new Division("370302001001"));
    assertThat(Grid.read("37030200100100")).isEmpty();
  }

  @Test
  void aRealEstateUnitHasParcelFeatureAndEightDigits() {
    assertThat(RealEstateUnit.read("370302001001GB00001F00010001").orElseThrow().parcel())
        .isEqualTo("370302001001GB00001");
    assertThat(RealEstateUnit.read("370302 001001 GB00001 f00010001")).isPresent();
    assertThat(RealEstateUnit.read("370302001001GB00001X00010001")).isEmpty();
  }
}
