package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.dataset.EntryHealth;
import cn.yilu.catalogue.dataset.PublicNames;
import cn.yilu.catalogue.log.Log;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store in the data directory, what keeps it in step with the log, and who answers from it. */
@Configuration(proxyBeanMethods = false)
class GraphConfiguration {

  @Bean
  GraphStore graphStore(DataDirectory data, PublicNames names) {
    return new GraphStore(data.projections().resolve("graph"), names);
  }

  @Bean
  EntryFollower graphFollower(Log log, GraphStore graphStore) {
    return new EntryFollower("graph", log, graphStore);
  }

  @Bean
  Turns graphTurns(GraphProperties bounds) {
    return new Turns(bounds.atOnce());
  }

  @Bean
  CatalogueGraph catalogueGraph(PublicNames names, GraphProperties bounds) {
    return new CatalogueGraph(names, bounds.page());
  }

  @Bean
  Sparql sparql(GraphStore graphStore, Turns graphTurns, GraphProperties bounds) {
    return new Sparql(graphStore, graphTurns, bounds);
  }

  @Bean
  HealthIndicator graphHealthIndicator(EntryFollower graphFollower) {
    return () -> EntryHealth.of(graphFollower.standing());
  }
}
