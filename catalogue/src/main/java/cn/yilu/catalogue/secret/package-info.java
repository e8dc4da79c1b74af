/** Keys of this installation, all derived from one that was made at its first start. */
@NullMarked
package cn.yilu.catalogue.secret;

import org.jspecify.annotations.NullMarked;
