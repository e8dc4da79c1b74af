package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Key;

/** A live claim as the merge holds it under its subject. */
record HeldClaim(Key key, String source, String department, String recordId, long time, byte[] values) {}
