/** Grants: what an approved request lets a reader see. Nobody reads a shared dataset without one. */
@NullMarked
package cn.yilu.catalogue.grant;

import org.jspecify.annotations.NullMarked;
