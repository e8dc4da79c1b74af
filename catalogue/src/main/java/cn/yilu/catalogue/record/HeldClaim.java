package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;

/**
 * A live claim as the merge holds it under its subject.
 *
 * @param recorded milliseconds since the epoch, when it was received; it takes no part in the fold
 */
record HeldClaim(Key key, String source, String department, String recordId, long time, long recorded, byte[] values) {}
