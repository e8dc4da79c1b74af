package cn.yilu.catalogue.organisation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing: after five failures of a user from an address, or thirty of an address, each further one doubles
 * the wait. A person elsewhere is not locked out by it. Remembers a bounded number of failures, for fifteen minutes.
 */
@Component
class FailedLogins {
  private static final int FREE = 5;
  private static final int FREE_OF_ADDRESS = 30;
  private static final int MOST = 20_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private final Clock clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>(64, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
      return size() > MOST;
    }
  };

  FailedLogins(Clock clock) {
    this.clock = clock;
  }

  /** How long to wait before the next try; empty when it may begin, and it counts as failed until it {@link #passed}. */
  synchronized Optional<Duration> begin(String user, String address) {
    Instant now = clock.instant();
    String both = user + " " + address;
    Instant until = latest(of(both, now).until, of(address, now).until);
    if (until.isAfter(now)) {
      return Optional.of(Duration.between(now, until));
    }
    failures.put(both, of(both, now).oneMore(now, FREE));
    failures.put(address, of(address, now).oneMore(now, FREE_OF_ADDRESS));
    return Optional.empty();
  }

  synchronized void passed(String user, String address) {
    failures.remove(user + " " + address);
    failures.computeIfPresent(address, (key, failed) -> failed.count <= 1 ? null : failed.oneLess());
  }

  private Failures of(String key, Instant now) {
    Failures known = failures.get(key);
    return known == null || known.last.plus(LONGEST_WAIT).isBefore(now) ? Failures.NONE : known;
  }

  private static Instant latest(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private record Failures(int count, Instant last, Instant until) {
    static final Failures NONE = new Failures(0, Instant.MIN, Instant.MIN);

    Failures oneMore(Instant now, int free) {
      int doubled = Math.min(count + 1 - free, 10);
      Duration wait = FIRST_WAIT.multipliedBy(1L << Math.max(doubled, 0));
      return new Failures(count + 1, now,
          doubled < 0 ? now : now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait));
    }

    Failures oneLess() {
      return new Failures(count - 1, last, Instant.MIN);
    }
  }
}
