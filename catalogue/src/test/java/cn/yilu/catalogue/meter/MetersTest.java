package cn.yilu.catalogue.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.RunningCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetersTest extends RunningCatalogue {
  private static final Pattern LABEL = Pattern.compile("(source|dataset|projection)=\"([^\"]*)\"");
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatASourceDeliveredIsCountedAsCommitted() {
    double rejected = value("yilu_source_rejected_total{source=\"registry\"}");
    double used = value("yilu_source_used_total{source=\"registry\"}");

    assertThat(rejected).isGreaterThanOrEqualTo(2);
    assertThat(used).isGreaterThanOrEqualTo(2);
    assertThat(value("yilu_source_received_total{source=\"registry\"}")).isEqualTo(used + rejected);
    assertThat(value("yilu_source_working{source=\"registry\"}")).isOne();
    assertThat(value("yilu_source_findings_total{source=\"registry\"}")).isPositive();
    assertThat(value("yilu_source_contact_age_seconds{source=\"registry\"}")).isNotNegative();
  }

  @Test
  void aSourceInTroubleIsSeen() {
    await().untilAsserted(() -> assertThat(ours()).contains("yilu_source_working{source=\"broken\"} 0.0"));
  }

  /** Classes that share the service deliver too, so that figures are compared with each other. */
  @Test
  void mergesAndProjectionsSayHowFarTheyAre() {
    await().untilAsserted(() -> assertThat(ours()).contains("yilu_source_lag_claims{source=\"registry\"} 0.0",
        "yilu_merge_lag_claims{dataset=\"resident\"} 0.0", "yilu_merge_failing{dataset=\"resident\"} 0.0",
        "yilu_projection_lag_entries{projection=\"search\"} 0.0",
        "yilu_projection_lag_entries{projection=\"graph\"} 0.0",
        "yilu_projection_failing{projection=\"entries\"} 0.0"));
    assertThat(value("yilu_records{dataset=\"resident\"}"))
        .isBetween(2.0, value("yilu_merge_position{dataset=\"resident\"}"));
  }

  @Test
  void labelsAreIdsThatAnOperatorGaveAndNothingThatWasDelivered() {
    List<String> ours = ours();

    assertThat(ours).allMatch(line -> line.chars().allMatch(c -> c < 128));
    assertThat(ours).flatMap(line -> LABEL.matcher(line).results().map(found -> found.group(2)).toList())
        .allMatch(value -> value.matches("[a-z-]{1,64}"));
    assertThat(ours).noneMatch(line -> line.contains("37030219430512986X") || line.contains("czrk"));
  }

  private double value(String name) {
    return ours().stream().filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1))).findFirst().orElseThrow();
  }

  private List<String> ours() {
    try {
      String all = client.send(HttpRequest.newBuilder(
          URI.create("http://localhost:" + port + "/actuator/prometheus")).build(), BodyHandlers.ofString()).body();
      return Arrays.stream(all.split("\n")).filter(line -> line.startsWith("yilu_")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
