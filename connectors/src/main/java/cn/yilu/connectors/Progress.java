package cn.yilu.connectors;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far a web source has been read, as kept with the inbox in JSON.
 *
 * @param plan digest of what is asked and how it is paged: a run in the middle is of no use to another plan
 * @param since from when on changes are wanted; null for everything
 * @param run the one in the middle; null between runs
 */
record Progress(String plan, @Nullable Instant since, @Nullable Run run) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** The progress written down, or the very beginning. */
  static Progress parse(Optional<String> json, String plan) {
    try {
      Progress progress = json.isPresent() ? JSON.readValue(json.get(), Progress.class) : null;
      if (progress != null) {
        return progress.plan.equals(plan) ? progress : new Progress(plan, progress.since, null);
      }
    } catch (JacksonException | NullPointerException notProgress) {
      // what another protocol left is of no use
    }
    return new Progress(plan, null, null);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  /** The run to go on with, a new one where there is none. */
  Run runAt(Instant now) {
    return run == null ? Run.beginning(now) : run;
  }

  Progress with(Run further) {
    return new Progress(plan, since, further);
  }

  /** Nothing is in the middle any more, and nothing is gained either. */
  Progress dropped() {
    return new Progress(plan, since, null);
  }

  Progress done(@Nullable Instant reached) {
    return new Progress(plan, reached, null);
  }
}
