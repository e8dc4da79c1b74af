package cn.yilu.catalogue.reconcile;

import cn.yilu.catalogue.postgres.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** The comparison with the log behind the doors that check tokens, with one projection that waits to be let go. */
@EnableAutoConfiguration
@ComponentScan(basePackages = {"cn.yilu.catalogue.organisation", "cn.yilu.catalogue.audit", "cn.yilu.catalogue.log",
    "cn.yilu.catalogue.reconcile"}, excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Test|App)(\\$.*)?"))
@ComponentScan(basePackages = "cn.yilu.catalogue.web", useDefaultFilters = false, includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.(ProblemAdvice|ErrorAddress)"))
class ReconcileApp {

  @Bean
  HikariDataSource dataSource() {
    return TestDatabase.fresh();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Semaphore released() {
    return new Semaphore(0);
  }

  @Bean
  Projection sums(Semaphore released) {
    return new Projection() {
      @Override
      public String name() {
        return "sums";
      }

      @Override
      public void reconcile(boolean repair, Consumer<Drift> found) {
        released.acquireUninterruptibly();
        found.accept(new Drift("sums/a", 10, 2, repair ? 2 : 0));
      }
    };
  }
}
