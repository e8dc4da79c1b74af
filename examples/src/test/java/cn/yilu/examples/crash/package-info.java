/** The service is killed in the middle of its work and must end as if nothing had happened. */
@NullMarked
package cn.yilu.examples.crash;

import org.jspecify.annotations.NullMarked;
