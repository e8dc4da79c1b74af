package cn.yilu.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.Releases;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReleaseCheckTest {
  private static final String NO_REVIEWS = "dataset\tversion\tfield\tproperty\treason\n";
  private final String resident = Releases.of("resident").getLast();

  static Collection<SharedSchema> schemas() {
    return SharedSchemas.released().all();
  }

  /** This is the gate of the build: what it says is what to mend, or to review. */
  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaMayFollowItsReleasedVersions(SharedSchema schema) {
    List<SharedSchema> released = Releases.of(schema.dataset()).stream().map(SharedSchema::parse).toList();

    ReleaseCheck check = ReleaseCheck.of(schema, released, Releases.reviews());

    assertThat(check.avro()).as("what readers could not read").isEmpty();
    assertThat(check.governance()).as("loosened without a review in released/reviews.tsv").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void everySchemaIsReleased(SharedSchema schema) {
    assertThat(Releases.of(schema.dataset())).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\"mask\": \"name\" | \"mask\": \"none\" | resident.name: mask is loosened from name to none",
      "\"mask\": \"phone\" | \"mask\": \"tail\" | resident.phone: mask is loosened from phone to tail",
      "\"identifies\": true, | | resident.residentId: identifies is loosened from true to false",
      "\"mask\": \"id\", \"departments\": [\"police\", \"civil\", \"health\", \"property\"], \"shareType\": 2 | \"mask\": \"id\", \"departments\": [\"police\", \"civil\", \"health\", \"property\"], \"shareType\": 1 | resident.residentId: shareType is loosened from 2 to 1",
      "\"reference\": \"dwelling\" | \"reference\": \"household\" | resident.dwelling: reference is loosened from dwelling to household",
      "\"openType\": 3 | \"openType\": 2 | resident: openType is loosened from 3 to 2",
      "\"grade\": 4, \"mask\": \"phone\" | \"grade\": 2, \"mask\": \"phone\" | resident.phone: grade is loosened from 4 to 2"})
  void aLooserProtectionNeedsAReviewThoughEveryReaderCanReadIt(String before, String after, String complaint) {
    ReleaseCheck check = check(resident.replaceFirst(java.util.regex.Pattern.quote(before), after == null ? "" : after),
        NO_REVIEWS);

    assertThat(check.avro()).isEmpty();
    assertThat(check.governance()).extracting(Text::en).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"\"mask\": \"name\" | \"mask\": \"drop\"",
      "\"mask\": \"none\" | \"mask\": \"hash\"",
      "\"grade\": 3, \"mask\": \"name\" | \"grade\": 4, \"mask\": \"name\"", "\"shareType\": 2 | \"shareType\": 3"})
  void aStricterProtectionNeedsNone(String before, String after) {
    assertThat(check(resident.replace(before, after), NO_REVIEWS).passed()).isTrue();
  }

  @Test
  void aReviewAllowsExactlyWhatItNames() {
    String looser = resident.replace("\"mask\": \"name\"", "\"mask\": \"none\"").replace("\"mask\": \"phone\"",
        "\"mask\": \"none\"");
    String reviews = NO_REVIEWS + "resident\t2\tname\tmask\tnames are printed on the notice board anyway\n";

    assertThat(check(looser, reviews).governance()).extracting(Text::en)
        .containsExactly("resident.phone: mask is loosened from phone to none");
  }

  @Test
  void aFieldOfAnotherTypeBreaksReadersAndIsNamed() {
    String broken = resident.replace("\"name\": \"sex\", \"type\": [\"null\", \"string\"]",
        "\"name\": \"sex\", \"type\": [\"null\", \"int\"]");

    ReleaseCheck check = check(broken, NO_REVIEWS);

    assertThat(check.governance()).isEmpty();
    assertThat(check.avro()).extracting(Text::en).containsExactly(
        "resident.sex: data of version 1 cannot be read any more: the reader's union has no branch for string",
        "resident.sex: readers of version 1 cannot read new data: the reader's union has no branch for int");
  }

  @Test
  void aNewFieldWithADefaultMayCome() {
    String more = resident.replace("\n  ]\n}",
        ",\n    {\"name\": \"nickname\", \"type\": [\"null\", \"string\"], \"default\": null, "
            + "\"title\": {\"zh\": \"别名\", \"en\": \"Nickname\"}, \"grade\": 3, \"mask\": \"name\", \"departments\": [\"police\"], \"shareType\": 2}\n  ]\n}");

    assertThat(SharedSchema.parse(more).field("nickname")).isPresent();
    assertThat(check(more, NO_REVIEWS).passed()).isTrue();
  }

  @Test
  void aFieldThatComesBackIsComparedWithHowItLastWas() {
    String without = resident.replaceFirst("(?m)^ *\\{\"name\": \"maritalStatus\".*\\R", "");
    String back = resident.replace("\"codeList\": \"marital-status\", \"grade\": 3",
        "\"codeList\": \"marital-status\", \"grade\": 2");
    List<SharedSchema> released = Stream.of(resident, without, without).map(SharedSchema::parse).toList();

    assertThat(released.getLast().field("maritalStatus")).isEmpty();
    assertThat(ReleaseCheck.of(SharedSchema.parse(back), released, NO_REVIEWS).governance()).extracting(Text::en)
        .containsExactly("resident.maritalStatus: grade is loosened from 3 to 2");
  }

  @Test
  void theLevelASchemaAsksForDecides() {
    String backwardOnly = resident.replace("\"openType\": 3,", "\"openType\": 3, \"compatibility\": \"backward\",")
        .replace("{\"name\": \"grid\", \"type\": [\"null\", \"string\"]",
            "{\"name\": \"grid\", \"type\": [\"null\", \"bytes\"]");

    assertThat(ReleaseCheck.level(SharedSchema.parse(backwardOnly))).isEqualTo(CompatibilityLevel.BACKWARD);
    assertThat(check(backwardOnly, NO_REVIEWS).avro()).isEmpty();
  }

  private ReleaseCheck check(String next, String reviews) {
    return ReleaseCheck.of(SharedSchema.parse(next), List.of(SharedSchema.parse(resident)), reviews);
  }
}
