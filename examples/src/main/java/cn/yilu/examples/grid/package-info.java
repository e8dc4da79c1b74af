/** The grid workers' app (网格员): events of the streets and estates, pushed over HTTP as they are reported and handled. */
@NullMarked
package cn.yilu.examples.grid;

import org.jspecify.annotations.NullMarked;
