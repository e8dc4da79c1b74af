package cn.yilu.catalogue.feed;

import cn.yilu.mappings.view.Lines;

/** What is sent: lines that were noted in the ledger, and where to go on. */
record Page(Lines lines, String next) {}
