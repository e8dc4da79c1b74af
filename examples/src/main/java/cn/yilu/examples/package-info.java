/** The demo town: departments as running systems, programs that read, and benchmarks. */
@NullMarked
package cn.yilu.examples;

import org.jspecify.annotations.NullMarked;
