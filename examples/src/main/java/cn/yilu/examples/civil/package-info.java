/** The civil affairs bureau (民政局): who is entitled to what, and its certificates and letters, in a database of its own. */
@NullMarked
package cn.yilu.examples.civil;

import org.jspecify.annotations.NullMarked;
