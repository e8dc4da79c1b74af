package cn.yilu.schemas.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.code.Department;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodesTest {

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

  @Test
  void everyDepartmentHasAValidUscc() {
    assertThat(Department.all()).hasSize(4)
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
