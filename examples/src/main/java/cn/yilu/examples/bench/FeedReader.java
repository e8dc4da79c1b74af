package cn.yilu.examples.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/**
 * A program that reads a feed to its end, page by page, and counts. As lean as the one that reads a {@code COPY}: on two
 * cores what the reader takes is not left to the service.
 */
record FeedReader(String address, String token) {

  /** How lines are asked for. */
  enum Form {
    NDJSON("application/x-ndjson"), AVRO("application/avro");

    private final String mediaType;

    Form(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  /** What came of a feed. */
  record Read(long lines, long bytes) {}

  /** Takes in the body of a page and says how many lines it has. */
  interface Page {
    long linesOf(InputStream body) throws IOException;
  }

  /** Reads to the end and throws it away. */
  Read read(Form form) throws IOException {
    return read(form, form == Form.AVRO ? FeedReader::records : FeedReader::lines);
  }

  /** Reads to the end. */
  Read read(Form form, Page pages) throws IOException {
    long lines = 0;
    long bytes = 0;
    String cursor = "";
    while (true) {
      HttpURLConnection page = (HttpURLConnection) URI.create(address + cursor).toURL().openConnection();
      page.setRequestProperty("Authorization", "Bearer " + token);
      page.setRequestProperty("Accept", form.mediaType);
      long found;
      try (InputStream in = page.getInputStream()) {
        found = pages.linesOf(in);
      }
      if (found == 0) {
        return new Read(lines, bytes);
      }
      lines += found;
      bytes += page.getContentLengthLong();
      cursor = "&cursor=" + page.getHeaderField("Yilu-Cursor");
    }
  }

  private static long lines(InputStream in) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long lines = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
      }
    }
    return lines;
  }

  /** The blocks of a file say how many records they hold. */
  private static long records(InputStream in) throws IOException {
    long records = 0;
    try (DataFileStream<Object> file = new DataFileStream<>(in, new GenericDatumReader<>())) {
      while (file.hasNext()) {
        records += file.getBlockCount();
        file.nextBlock();
      }
    }
    return records;
  }
}
