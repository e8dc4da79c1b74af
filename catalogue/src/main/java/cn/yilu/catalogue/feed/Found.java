package cn.yilu.catalogue.feed;

import cn.yilu.mappings.view.Lines;

/**
 * What was found for a page.
 *
 * @param to up to which entry was looked
 * @param full whether it ended because it was full, so that more is likely to follow
 * @param sparse whether entries had been taken out of what was looked through
 * @param room the memory it takes; none when there are no lines
 */
record Found(Lines lines, long to, boolean full, boolean sparse, PageRoom.Part room) {}
