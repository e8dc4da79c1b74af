package cn.yilu.catalogue.feed;

import cn.yilu.mappings.view.Lines;

/** What is sent: lines that were noted in the ledger, and where to go on. Closed when it was sent. */
record Page(Lines lines, String next, PageRoom.Part room) implements AutoCloseable {

  @Override
  public void close() {
    room.close();
  }
}
