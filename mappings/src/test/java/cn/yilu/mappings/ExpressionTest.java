package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.rows;
import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats:
                                          rows: {}
                                        record: ID
                                        targets:
                                          - dataset: property-occupancy
                                            fields:
                                              estate: {expression: "%s", with: {a: A, b: {from: B}}}
                                              name: NAME
                                        """;

  @ParameterizedTest
  @CsvSource(delimiter = ';', quoteCharacter = '"', value = {"a + '-' + b;12-Ab", "a + b;12Ab", "number(a) * 3;36",
      "number(a) / 8;1.5", "upper(b);AB", "lower(b) + length(b);ab2", "sub(a, 1);2", "sub(a, 0, 1);1", "sub(a, 9);''",
      "before('x/y/z', '/');x", "after('x/y/z', '/');y/z", "piece('x/y/z', '/', 2);z", "piece('x', '/', 2);''",
      "replace(b, 'A', 'cc');ccb", "digits('a１2-3');123", "pad(a, 5, '0');00012",
      "round(number('1,234.567'), 1);1234.6",
      "starts(b, 'A') ? 'yes' : 'no';yes", "ends(b, 'x') || has(b, 'b') ? 'yes' : 'no';yes",
      "number(a) > 9 && b == 'Ab' ? 1 : 2;1",
      "empty(b) ? 'none' : b;Ab", "b ?: 'none';Ab", "a == '12';true"})
  void anExpressionSaysWhatATableCannot(String expression, String expected) {
    assertThat(stated(row(expression, "12", "Ab"), "property-occupancy").getOrDefault("estate", "''"))
        .isEqualTo(expected);
  }

  @Test
  void whatIsNotThereIsEmptyAndNothingAtAllStatesNothing() {
    assertThat(stated(row("a + '-' + b", "12", ""), "property-occupancy")).containsEntry("estate", "12-");
    assertThat(stated(row("b ?: 'none'", "12", ""), "property-occupancy")).containsEntry("estate", "none");
    assertThat(stated(row("'always'", "", ""), "property-occupancy")).doesNotContainKey("estate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"number(b)", "1 / 0", "sub(a)", "replace(a, '', 'x')", "a.class", "b[0]"})
  void anExpressionWithoutAnAnswerIsAFindingOfItsRow(String expression) {
    MappedRow.Used used = row(expression, "12", "Ab");

    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo("expression-failed");
      assertThat(finding.column()).isEqualTo("A");
      assertThat(finding.raw()).isEqualTo("[12, Ab]");
    });
    assertThat(stated(used, "property-occupancy")).doesNotContainKey("estate").containsEntry("name", "王桂兰");
  }

  @ParameterizedTest
  @ValueSource(strings = {"while (true) { 1 }", "for (x : a) { x }", "new('java.io.File', a)", "a.length()", "a = 3",
      "var x = 1; x", "a =~ '(x+)+y'", "`${a}`", "() -> 1", "1 .. 1000000000", "[1, 2]",
      "#pragma jexl.import java.io 1",
      "system(a)", "c + a", "a +", "upperr(a)", "{'a': 1}", "a !~ b", "import java.io", "a ++"})
  void whatCouldRunAwayOrReachOutIsAFault(String expression) {
    assertThat(faults(expression)).isNotEmpty();
  }

  @Test
  void aFaultSaysWhereAndWhatMayHaveBeenMeant() {
    MappingFault unknown = faults("upperr(a)").getFirst();
    MappingFault syntax = faults("a + * b").getFirst();

    assertThat(unknown.suggestion().orElseThrow().en()).isEqualTo("did you mean 'upper'?");
    assertThat(unknown.line()).isEqualTo(8);
    assertThat(syntax.line()).isEqualTo(8);
    assertThat(syntax.column()).isEqualTo(MAPPING.lines().toList().get(7).indexOf("%s") + 1 + 2);
    assertThat(faults("aa + b").getFirst().message().en()).contains("'aa'");
  }

  @Test
  void anExpressionThatGrowsIsStopped() {
    String grows = "replace(".repeat(6) + "a" + ", '1', '11111111111111111111')".repeat(6);

    assertThat(row(grows, "1", "").findings()).extracting(Finding::rule).containsExactly("expression-failed");
  }

  @Test
  void aCodingThatComesWithAListIsUsedByItsName() {
    Mapping mapping = Mapping.compile("""
                                      mapping: test
                                      formats:
                                        rows: {}
                                      record: ID
                                      targets:
                                        - dataset: elder-status
                                          fields:
                                            abilityLevel: {from: A, coding: [vendor-english, vendor-words]}
                                      """, Deliveries.SCHEMAS);

    MappedRow.Used english = (MappedRow.Used) read(mapping, rows(List.of(Map.of("ID", "1", "A", "SEVERE")))).getLast();
    MappedRow.Used worst = (MappedRow.Used) read(mapping, rows(List.of(Map.of("ID", "1", "A", "极重度")))).getLast();
    MappedRow.Used digit = (MappedRow.Used) read(mapping, rows(List.of(Map.of("ID", "1", "A", "3")))).getLast();

    assertThat(stated(english, "elder-status")).containsEntry("abilityLevel", "3");
    assertThat(stated(worst, "elder-status")).containsEntry("abilityLevel", "4");
    assertThat(digit.findings()).extracting(Finding::rule).containsExactly("code-unknown");
  }

  private static MappedRow.Used row(String expression, String a, String b) {
    Mapping mapping = Mapping.compile(MAPPING.formatted(expression), Deliveries.SCHEMAS);
    return (MappedRow.Used) read(mapping, rows(List.of(Map.of("ID", "1", "A", a, "B", b, "NAME", "王桂兰")))).getLast();
  }

  private static List<MappingFault> faults(String expression) {
    return catchThrowableOfType(InvalidMapping.class,
        () -> Mapping.compile(MAPPING.formatted(expression), Deliveries.SCHEMAS)).faults();
  }
}
