package cn.yilu.catalogue.feed;

/** What is sent: lines that were noted in the ledger, and where to go on. */
record Page(byte[] body, int lines, String next) {}
