package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The forms one mapping reads. Which of them a delivery has shows in its content: rows are rows, an {@code .xlsx} begins
 * with the mark of a zip file, anything else is the mapping's text format.
 */
record Formats(boolean rows, Optional<ExcelFormat> excel, Optional<Format> text) {
  private static final Text NO_ROWS = new Text("该来源不应报送数据库行", "this source's mapping does not read database rows");
  private static final Text NO_EXCEL = new Text("该来源不应报送Excel文件", "this source's mapping does not read Excel files");
  private static final Text NO_TEXT = new Text("该来源只接受映射文件所列的格式", "this source's mapping reads none of this form");

  /** Whether a delivery lists each record once, so that a repeated one is worth a word. */
  boolean lists() {
    return text.map(Format::lists).orElse(true);
  }

  void read(Reading reading) {
    try {
      content(reading);
    } catch (Unreadable e) {
      reading.tell();
      throw e;
    }
    reading.tell();
  }

  private void content(Reading reading) {
    try {
      switch (reading.delivery().content()) {
        case Delivery.Rows given -> {
          if (!rows) {
            throw new Unreadable(NO_ROWS);
          }
          DatabaseRows.read(given.rows(), reading);
        }
        case Delivery.Stream stream -> read(marking(stream.in()), reading);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream marking(InputStream in) {
    return in.markSupported() ? in : new BufferedInputStream(in, 64 * 1024);
  }

  private void read(InputStream in, Reading reading) throws IOException {
    in.mark(8);
    byte[] start = in.readNBytes(4);
    in.reset();
    boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    if (zip) {
      excel.orElseThrow(() -> new Unreadable(NO_EXCEL)).read(in, reading);
    } else {
      text.orElseThrow(() -> new Unreadable(NO_TEXT)).read(in, reading);
    }
  }
}
