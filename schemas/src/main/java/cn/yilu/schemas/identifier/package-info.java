/** Identifiers of people, organisations and places, with the checks that tell a real one from a typing error. */
@NullMarked
package cn.yilu.schemas.identifier;

import org.jspecify.annotations.NullMarked;
