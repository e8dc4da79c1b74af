package cn.yilu.connectors;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A web source that is read page by page. */
interface Paged {

  /** What stays the same as long as a run that has begun may be gone on with. */
  String plan();

  /** The page a run has come to, asked for and understood. */
  Page page(@Nullable Instant since, Run run) throws Trouble, InterruptedException;

  /** What to do after a page; trouble when it contradicts what was said before. */
  Paging.Step after(Run run, Page page) throws Trouble;

  /** From when on changes are wanted after a run; nothing where everything is wanted each time. */
  Optional<Instant> reached(Run run);

  /** Whether a run is everything the source has. */
  boolean snapshot();

  /** The page as it came, without place. */
  Envelope envelope(Run run, Page page);
}
