/** Pages for people, and the one place where problems become answers. */
@NullMarked
package cn.yilu.catalogue.web;

import org.jspecify.annotations.NullMarked;
