package cn.yilu.catalogue.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

  @Test
  void keysAreOrderedAndNothingIsWrittenThatNeedNotBe() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("b", Arrays.asList(1, null, true, List.of(), Map.of()));
    value.put("a", "王\"\\\n\u0001\u001f/");
    value.put("c", LocalDate.of(2026, 1, 31));

    assertThat(new String(CanonicalJson.of(value), java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(
        "{\"a\":\"王\\\"\\\\\\n\\u0001\\u001f/\",\"b\":[1,null,true,[],{}],\"c\":\"2026-01-31\"}");
  }
}
