/** Organisations, people's accounts, programs and their tokens; who is calling, and how they prove it. */
@NullMarked
package cn.yilu.catalogue.organisation;

import org.jspecify.annotations.NullMarked;
