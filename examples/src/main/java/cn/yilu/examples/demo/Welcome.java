package cn.yilu.examples.demo;

import java.nio.file.Path;
import java.util.List;

/** What somebody wants to know who has just started the demo. */
final class Welcome {
  private Welcome() {}

  static List<String> lines(Launch launch, Path file) {
    return List.of("", "就绪 Ready: " + launch.base() + "   (页面 pages: / · /datasets · /sources · /docs)",
        "账号 Logins (demo-operator, demo-officer, demo-auditor) 与令牌 and tokens: " + file, "试一下 Try:",
        "  T=$(sed -n 's/^token.meal-service=//p' " + file + ")",
        "  curl -H \"Authorization: Bearer $T\" '" + launch.base() + "/api/v1/feeds/resident?limit=3'", "");
  }
}
