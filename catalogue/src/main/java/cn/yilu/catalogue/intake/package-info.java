/** Takes what sources deliver: maps it, commits claims and rejections, and only then lets the source forget it. */
@NullMarked
package cn.yilu.catalogue.intake;

import org.jspecify.annotations.NullMarked;
