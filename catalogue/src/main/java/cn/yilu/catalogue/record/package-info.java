/** Merges claims into shared records, field by field, and keeps them by key in RocksDB. */
@NullMarked
package cn.yilu.catalogue.record;

import org.jspecify.annotations.NullMarked;
