/** The police's household registry (户籍库): a database of its own, and the same rows as a file. */
@NullMarked
package cn.yilu.examples.registry;

import org.jspecify.annotations.NullMarked;
