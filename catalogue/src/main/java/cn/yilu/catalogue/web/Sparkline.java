package cn.yilu.catalogue.web;

import java.util.List;
import java.util.Locale;

/**
 * The last ten minutes of a source as a small picture, newest at the right.
 *
 * @param line points of the line, in a picture of {@link #WIDTH} by {@link #HEIGHT}
 * @param area the same, closed along the ground
 * @param latest rows a second in the last span
 * @param most rows a second in the busiest span
 */
record Sparkline(String line, String area, String latest, String most) {
  static final int WIDTH = 240;
  static final int HEIGHT = 32;
  private static final int SPANS = 60;
  private static final double SECONDS = 10;

  /** The picture of these counts of ten seconds each, oldest first; empty points when there are none. */
  static Sparkline of(List<Long> counts) {
    long top = counts.stream().mapToLong(Long::longValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    double step = (double) WIDTH / (SPANS - 1);
    double left = WIDTH - step * (counts.size() - 1);
    for (int i = 0; i < counts.size(); i++) {
      double height = top == 0 ? 0 : (double) counts.get(i) / top * (HEIGHT - 3);
      line.append(String.format(Locale.ROOT, i == 0 ? "%.1f,%.1f" : " %.1f,%.1f", left + i * step,
          HEIGHT - 1 - height));
    }
    String area = line.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.1f,%d %s %d,%d", left, HEIGHT, line, WIDTH, HEIGHT);
    return new Sparkline(line.toString(), area, rate(counts.isEmpty() ? 0 : counts.getLast()), rate(top));
  }

  public boolean isEmpty() {
    return line.isEmpty();
  }

  private static String rate(long count) {
    double rate = count / SECONDS;
    return String.format(Locale.ROOT, rate == 0 || rate >= 10 ? "%,.0f" : "%.1f", rate);
  }
}
