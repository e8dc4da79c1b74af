package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Log;

/**
 * Position in a feed. Opaque and authenticated for readers, so that we may change what is inside.
 *
 * @param sequence everything up to this entry was offered or was not the reader's to see
 * @param forgettings how often the log had forgotten something of the topic before that was read
 */
record Cursor(Log.Identity log, String grant, int version, long sequence, long forgettings) {}
