package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Delimited text with a heading.
 *
 * @param heading in which line the heading stands, from 1, with what is before it passed over; 0 to find it
 * @param charset unless the delivery declares one
 */
record DelimitedFormat(char separator, char quote, int heading, Optional<Charset> charset) implements Format {

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    new DelimitedReading(this, new CharFeed(in, reading.delivery().charset().or(this::charset)), reading).read();
  }
}
