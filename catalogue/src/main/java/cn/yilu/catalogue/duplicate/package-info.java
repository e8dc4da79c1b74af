/** Candidate duplicates (疑似重复): found in claims and records, decided by people, undone when they think better. */
@NullMarked
package cn.yilu.catalogue.duplicate;

import org.jspecify.annotations.NullMarked;
