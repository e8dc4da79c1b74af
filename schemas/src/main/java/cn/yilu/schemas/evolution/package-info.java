/** How schemas may change: what readers can still read, what released governance still holds, and how levels combine. */
@NullMarked
package cn.yilu.schemas.evolution;

import org.jspecify.annotations.NullMarked;
