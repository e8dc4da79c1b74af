/** How fast the whole way is, beside what the bare database does with the same rows in the same run. */
@NullMarked
package cn.yilu.examples.bench;

import org.jspecify.annotations.NullMarked;
