package cn.yilu.catalogue.dataset;

import org.springframework.boot.health.contributor.Health;

/** Health of a projection of the catalogue entries: up once it has caught up for the first time and nothing hinders it. */
public final class EntryHealth {

  private EntryHealth() {}

  /** The health that belongs to this standing. */
  public static Health of(EntryFollower.Standing standing) {
    boolean well = standing.caughtUp() && standing.failure().isEmpty();
    Health.Builder health = (well ? Health.up() : Health.outOfService()).withDetail("position", standing.position())
        .withDetail("lag", standing.lag());
    standing.failure().ifPresent(failure -> health.withDetail("failure", failure));
    return health.build();
  }
}
