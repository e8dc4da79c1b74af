/** Keeps the log small (日志压缩): when it is compacted, how far, and what that freed. */
@NullMarked
package cn.yilu.catalogue.compaction;

import org.jspecify.annotations.NullMarked;
