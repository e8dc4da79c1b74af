/** A writer reads what it wrote: how far the log was after a write, and waiting until the answers reflect that. */
@NullMarked
package cn.yilu.catalogue.position;

import org.jspecify.annotations.NullMarked;
