package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.YiluProperties;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.util.OptionalLong;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Joins the parts that make and show catalogue entries; who knows sources, organisations and counts may be absent. */
@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {

  @Bean
  PublicNames publicNames(YiluProperties yilu) {
    return new PublicNames(yilu.base());
  }

  @Bean
  LoggedEntries loggedEntries(Log log) {
    return new LoggedEntries(log);
  }

  @Bean
  EntryFollower loggedEntriesFollower(Log log, LoggedEntries entries) {
    return new EntryFollower("entries", log, entries);
  }

  @Bean
  Entries entries(Log log, SharedSchemas schemas, LoggedEntries logged, EntryFollower loggedEntriesFollower,
      ObjectProvider<SourceFacts> sources, ObjectProvider<Departments> departments, Clock clock) {
    EntryVersions versions = new EntryVersions(log, schemas, logged, loggedEntriesFollower,
        () -> sources.stream().flatMap(each -> each.connected().stream()).toList(),
        id -> departments.stream().flatMap(each -> each.of(id).stream()).findFirst()
            .orElseGet(() -> Departments.released(id)),
        clock);
    return new Entries(versions, loggedEntriesFollower);
  }

  @Bean
  DatasetViews datasetViews(LoggedEntries entries, DatasetFinder finder, ObjectProvider<RecordCounts> counts) {
    return new DatasetViews(entries::view, finder,
        id -> counts.stream().map(each -> each.of(id)).findFirst().orElse(OptionalLong.empty()));
  }

  @Bean
  EntryHistory entryHistory(LoggedEntries entries) {
    return new EntryHistory(entries);
  }

  @Bean
  HealthIndicator entriesHealthIndicator(EntryFollower loggedEntriesFollower) {
    return () -> EntryHealth.of(loggedEntriesFollower.standing());
  }
}
