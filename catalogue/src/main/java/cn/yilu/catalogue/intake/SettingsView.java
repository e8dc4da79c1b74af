package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.SourceSettings;
import cn.yilu.catalogue.http.model.SourceSettings.DeliversEnum;
import cn.yilu.schemas.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A source's settings as the HTTP contract has them. */
final class SettingsView {

  private SettingsView() {}

  static Source read(String id, SourceSettings stated) {
    Map<String, String> connection = new HashMap<>();
    stated.getConnection().forEach((name, value) -> connection.put(name, Objects.requireNonNullElse(value, "")));
    try {
      return new Source(id, new Text(stated.getTitle().getZh(), stated.getTitle().getEn()), stated.getDepartment(),
          stated.getProtocol(), stated.getMapping(), connection, stated.getDelivers() == DeliversEnum.SNAPSHOT,
          Objects.requireNonNullElse(stated.getGuard(), Source.GUARD), Boolean.TRUE.equals(stated.getPaused()));
    } catch (IllegalArgumentException e) {
      throw new Problem(404, "unknown-source", "数据源名称须为 [a-z0-9-]{1,64}。", "A source's name is [a-z0-9-]{1,64}.");
    }
  }

  static SourceSettings of(Source source) {
    return new SourceSettings(new cn.yilu.catalogue.http.model.Text(source.title().zh(), source.title().en()),
        source.department(), source.protocol(), source.mapping(), new java.util.TreeMap<>(source.connection()))
        .id(source.id()).delivers(source.snapshot() ? DeliversEnum.SNAPSHOT : DeliversEnum.CHANGES)
        .guard(source.guard()).paused(source.paused());
  }
}
