package cn.yilu.connectors;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One way through all pages of a web source, as far as it has come.
 *
 * @param asked our time when it began
 * @param began the server's time when it began to answer the first page; null before that
 * @param page how many pages came before
 * @param seen how many rows came with them
 * @param next what the last page said about the next: a cursor or a link; empty on the first
 * @param length rows of the last page
 * @param first digest of the rows of the first page, empty before that
 * @param last digest of the rows of the last page
 */
record Run(Instant asked, @Nullable Instant began, long page, long seen, String next, int length, String first,
    String last) {

  static Run beginning(Instant asked) {
    return new Run(asked, null, 0, 0, "", 0, "", "");
  }

  /** The run behind a page with these rows. */
  Run behind(Instant answered, int rows, String digest, String following) {
    return new Run(asked, began == null ? answered : began, page + 1, seen + rows, following, rows,
        first.isEmpty() ? digest : first, digest);
  }

  boolean repeated(String digest) {
    return digest.equals(first) || digest.equals(last);
  }
}
