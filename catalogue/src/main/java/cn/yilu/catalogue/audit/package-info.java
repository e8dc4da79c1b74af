/** The audit ledger (审计账本): who changed or was offered what, in a chain that shows any later change. */
@NullMarked
package cn.yilu.catalogue.audit;

import org.jspecify.annotations.NullMarked;
