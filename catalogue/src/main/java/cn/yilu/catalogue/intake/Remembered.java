package cn.yilu.catalogue.intake;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/**
 * What is kept of a source for people, beside its tally.
 *
 * @param day a day in the zone of the service
 * @param before received before that day began
 * @param last the last file that was read, with its number of rows; empty before the first
 */
record Remembered(LocalDate day, long before, String last) {

  Remembered {
    last = last.strip().replace('\n', ' ');
  }

  byte[] encode() {
    return (day + "\n" + before + "\n" + last).getBytes(StandardCharsets.UTF_8);
  }

  static Remembered decode(byte[] bytes) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", 3);
    return new Remembered(LocalDate.parse(lines[0]), Long.parseLong(lines[1]), lines[2]);
  }
}
