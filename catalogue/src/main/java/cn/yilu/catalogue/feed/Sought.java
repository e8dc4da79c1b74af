package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.grant.Grant;
import java.time.LocalDate;

/**
 * All that decides what a page shows, so that equal ones show the same.
 *
 * @param day by whose rules it is masked
 * @param since up to where the reader has seen everything
 * @param after where to look on; behind {@code since} when what lies between is known to show nothing
 */
record Sought(String dataset, int limit, Format format, Grant grant, LocalDate day, long since, long after) {

  static Sought of(Question question, Decision.Allowed allowed, long since) {
    return new Sought(question.dataset(), question.limit(), question.format(), allowed.grant(), allowed.day(), since,
        since);
  }

  /** What a reader will ask for who has got a page that went so far. */
  Sought next(long to) {
    return new Sought(dataset, limit, format, grant, day, to, to);
  }

  /** The same page when it is known that nothing is to be shown up to here. */
  Sought on(long to) {
    return new Sought(dataset, limit, format, grant, day, since, to);
  }

  String topic() {
    return "records/" + dataset;
  }
}
