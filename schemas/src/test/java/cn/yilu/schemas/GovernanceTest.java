package cn.yilu.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GovernanceTest {
  private static final String GOOD = """
                                     {"type": "record", "name": "Meal", "dataset": "meal", "kind": "keyed",
                                      "title": {"zh": "助餐", "en": "Meal"},
                                      "description": {"zh": "送餐记录。", "en": "Meals brought."},
                                      "keywords": [{"zh": "助餐", "en": "meal"}],
                                      "themes": ["topic/public-service"],
                                      "subject": "meal",
                                      "identifiedBy": [],
                                      "provider": "civil",
                                      "cycle": 2,
                                      "openType": 3,
                                      "fields": [
                                       {"name": "person", "type": ["null", "string"], "default": null, "reference": "person",
                                        "title": {"zh": "对象", "en": "Person"},
                                        "grade": 4,
                                        "mask": "none",
                                        "departments": ["civil"],
                                        "shareType": 2},
                                       {"name": "price", "type": ["null", "double"], "default": null,
                                        "title": {"zh": "价格", "en": "Price"},
                                        "grade": 2,
                                        "mask": "none",
                                        "departments": ["civil"],
                                        "shareType": 2}]}
                                     """;

  @Test
  void aSchemaThatSaysEverythingIsShared() {
    assertThat(SharedSchema.parse(GOOD).fields()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "grade", "mask", "departments", "shareType"})
  void aFieldThatLeavesSomethingOutIsNamedWithItsLine(String property) {
    String without = withoutLast(property);

    InvalidSchema invalid = catchThrowableOfType(InvalidSchema.class, () -> SharedSchema.parse(without));

    assertThat(invalid.faults()).singleElement().satisfies(fault -> {
      assertThat(fault.where()).isEqualTo("meal.price");
      assertThat(fault.property()).isEqualTo(property);
      assertThat(fault.line()).isEqualTo(18);
      assertThat(fault.message()).isEqualTo(new Text("缺失", "is missing"));
    });
    assertThat(invalid).hasMessageContaining("line 18: meal.price: " + property + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "description", "keywords", "themes", "subject", "identifiedBy", "provider", "cycle",
      "openType"})
  void aRecordThatLeavesSomethingOutIsNamed(String property) {
    String without = GOOD.replaceFirst("\"" + property + "\": .*", "");

    assertThatThrownBy(() -> SharedSchema.parse(without)).isInstanceOf(InvalidSchema.class)
        .hasMessageContaining("line 1: meal: " + property + " is missing");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"grade\": 2 | \"grade\": 5 | line 20: meal.price: grade must be a whole number from 1 to 4",
      "\"price\", | \"price\", \"maks\": \"drop\", | line 18: meal.price: maks is no property",
      "\"mask\": \"none\", | \"mask\": \"nome\", | mask cannot be 'nome'",
      "[\"null\", \"double\"] | \"double\" | line 18: meal.price: type must be a union of null",
      "\"en\": \"Price\" | \"en\": \"\" | line 19: meal.price: title needs zh and en",
      "\"kind\": \"keyed\" | \"kind\": \"pile\" | line 1: meal: kind cannot be 'pile'"})
  void whatIsWrongIsNamedWithItsLine(String right, String wrong, String message) {
    String broken = GOOD.replace(right, wrong).replace(", \"default\": null", "");

    assertThatThrownBy(() -> SharedSchema.parse(broken)).isInstanceOf(InvalidSchema.class)
        .hasMessageContaining(message);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    String broken = GOOD.replace("\"shareType\": 2", "\"share\": 2");

    InvalidSchema invalid = catchThrowableOfType(InvalidSchema.class, () -> SharedSchema.parse(broken));

    assertThat(invalid.faults()).extracting(SchemaFault::property).containsExactly("share", "shareType", "share",
        "shareType");
  }

  @Test
  void whatIsSuspectedToBeOneIsReadAndChecked() {
    String resident = Releases.of("resident").getLast();

    DuplicateRule rule = SharedSchema.parse(resident).duplicates().orElseThrow();

    assertThat(rule.identifier()).isEqualTo("residentId");
    assertThat(rule.fields()).startsWith("residentId", "name", "birthDate").contains("dwelling");
    assertThatThrownBy(
        () -> SharedSchema.parse(resident.replace("\"birthDate\", \"dwelling\"", "\"age\", \"dwelling\"")))
        .isInstanceOf(InvalidSchema.class).hasMessageContaining("names age, which is no field");
    assertThatThrownBy(
        () -> SharedSchema.parse(resident.replace("\"identifier\": \"residentId\"", "\"identifier\": \"name\"")))
        .isInstanceOf(InvalidSchema.class).hasMessageContaining("one of identifiedBy");
  }

  private static String withoutLast(String property) {
    int at = GOOD.lastIndexOf("\"" + property + "\"");
    int end = GOOD.indexOf('\n', at);
    String last = GOOD.substring(at, end).endsWith("}]}") ? "\"key\": true}]}" : "";
    return GOOD.substring(0, at) + last + GOOD.substring(end);
  }
}
