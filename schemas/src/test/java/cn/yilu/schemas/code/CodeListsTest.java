package cn.yilu.schemas.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import org.junit.jupiter.api.Test;

class CodeListsTest {

  @Test
  void aCodeHasALabelInBothLanguages() {
    assertThat(CodeLists.of("sex").label("2")).contains(new Text("女", "Female"));
    assertThat(CodeLists.of("relation").label("02")).contains(new Text("户主", "Head of household"));
  }

  @Test
  void aWordFindsItsCodeWhateverItsCase() {
    assertThat(CodeLists.of("sex").code("f")).contains("2");
    assertThat(CodeLists.of("ability-level").code(" severe ")).contains("3");
    assertThat(CodeLists.of("ability-level").code("极重度")).contains("4");
  }

  @Test
  void anEthnicityComesAsCodeAsDigitOrAsAName() {
    CodeList ethnicity = CodeLists.of("ethnicity");

    assertThat(ethnicity.codes()).hasSize(58);
    assertThat(ethnicity.code("汉")).contains("01");
    assertThat(ethnicity.code("汉族")).contains("01");
    assertThat(ethnicity.code("1")).contains("01");
  }

  @Test
  void aCodeOfTheListIsNeverTakenForAWordOfAnother() {
    assertThat(CodeLists.all()).allSatisfy(list -> assertThat(list.codes())
        .allSatisfy(code -> assertThat(list.code(code.code())).contains(code.code())));
  }

  @Test
  void anUnknownListIsNamed() {
    assertThatThrownBy(() -> CodeLists.of("colour")).hasMessageContaining("colour");
  }

  @Test
  void everyListSaysWhereItComesFrom() {
    assertThat(CodeLists.all()).allSatisfy(list -> assertThat(list.source()).isNotBlank());
  }

  @Test
  void everyCodeListNamedByASchemaExists() {
    assertThat(SharedSchemas.released().all().stream().flatMap(schema -> schema.fields().stream())
        .map(SharedField::codeList).flatMap(java.util.Optional::stream))
        .allSatisfy(name -> assertThat(CodeLists.find(name)).isPresent());
  }

  @Test
  void everyThemeCycleAndDepartmentOfASchemaHasALabel() {
    assertThat(SharedSchemas.released().all()).allSatisfy(CodeListsTest::hasLabels);
  }

  private static void hasLabels(SharedSchema schema) {
    assertThat(schema.themes()).allSatisfy(theme -> assertThat(CodeLists.of("theme").label(theme)).isPresent());
    assertThat(CodeLists.of("update-cycle").label(String.valueOf(schema.cycle()))).isPresent();
    assertThat(CodeLists.of("open-type").label(String.valueOf(schema.openType()))).isPresent();
    assertThat(Department.of(schema.provider())).isPresent();
    assertThat(schema.fields()).allSatisfy(field -> assertThat(field.departments())
        .allSatisfy(department -> assertThat(Department.of(department)).isPresent()));
  }
}
