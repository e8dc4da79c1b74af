package cn.yilu.examples.demo;

import cn.yilu.examples.process.Api;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Watches the first load on the sources' own figures and tells of it until little is new. */
final class Progress {
  private static final Duration LOOK = Duration.ofSeconds(3);
  /** So few new rows in a look mean that only daily life goes on. */
  private static final long DAILY_LIFE = 40;
  private final Api api;
  private final Introduction introduction;
  private final Consumer<String> console;

  Progress(Api api, Introduction introduction, Consumer<String> console) {
    this.api = api;
    this.introduction = introduction;
    this.console = console;
  }

  /** Comes back when the load has settled. */
  void tell() throws InterruptedException {
    String token = introduction.operatorToken();
    long before = -1;
    for (int quiet = 0; quiet < 2;) {
      Api.Answer answer = api.get("/api/v1/sources", token);
      if (answer.status() == 401) {
        token = introduction.operatorToken();
      }
      if (answer.status() == 200) {
        long now = total(answer.body(), "received");
        boolean settled = now > 0 && now - before < DAILY_LIFE && total(answer.body(), "lag") < DAILY_LIFE;
        quiet = settled ? quiet + 1 : 0;
        if (now != before) {
          console.accept("  " + line(answer.body()));
        }
        before = now;
      }
      Thread.sleep(LOOK);
    }
  }

  private static long total(JsonNode sources, String figure) {
    long total = 0;
    for (JsonNode source : sources) {
      total += source.path(figure).asLong(0);
    }
    return total;
  }

  private static String line(JsonNode sources) {
    List<String> parts = new ArrayList<>();
    for (JsonNode source : sources) {
      long rejected = source.path("rejected").asLong(0);
      parts.add(source.path("id").asString() + " " + "%,d".formatted(source.path("received").asLong(0))
          + (rejected > 0 ? " (" + rejected + " 退回/rejected)" : ""));
    }
    return String.join(" · ", parts);
  }
}
