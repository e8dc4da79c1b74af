package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * The forms one mapping reads. Which of them a delivery has shows in its content: rows are rows, workbooks begin with marks
 * of their own, anything else is the first form it fits.
 *
 * @param text forms other than rows and workbooks; the last takes what fits none
 */
record Formats(boolean rows, Optional<ExcelFormat> excel, List<Format> text) {
  private static final Text NO_ROWS = new Text("该来源不应报送数据库行", "this source's mapping does not read database rows");
  private static final Text NO_EXCEL = new Text("该来源不应报送Excel文件", "this source's mapping does not read Excel files");
  private static final Text NO_TEXT = new Text("该来源只接受映射文件所列的格式", "this source's mapping reads none of this form");
  private static final int HEAD = 256;

  Formats {
    text = List.copyOf(text);
  }

  /** Whether a delivery lists each record once, so that a repeated one is worth a word. */
  boolean lists() {
    for (int i = 0; i < text.size(); i++) {
      if (!text.get(i).lists()) {
        return false;
      }
    }
    return true;
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
    in.mark(HEAD + 1);
    byte[] start = new byte[Math.clamp(in.available(), 4, HEAD)];
    int length = in.readNBytes(start, 0, start.length);
    in.reset();
    if (workbook(start, length)) {
      excel.orElseThrow(() -> new Unreadable(NO_EXCEL)).read(in, reading);
    } else {
      fitting(start, length).read(in, reading);
    }
  }

  private static boolean workbook(byte[] start, int length) {
    return length >= 4 && ((start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4)
        || (start[0] == (byte) 0xd0 && start[1] == (byte) 0xcf && start[2] == 0x11 && start[3] == (byte) 0xe0));
  }

  private Format fitting(byte[] start, int length) {
    if (text.isEmpty()) {
      throw new Unreadable(NO_TEXT);
    }
    for (int i = 0; i < text.size() - 1; i++) {
      if (text.get(i).fits(start, length)) {
        return text.get(i);
      }
    }
    return text.getLast();
  }
}
