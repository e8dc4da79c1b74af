/** Contracts: shared schemas with their governance, code lists and identifiers. Knows Avro and nothing heavier. */
@NullMarked
package cn.yilu.schemas;

import org.jspecify.annotations.NullMarked;
