package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.audit.Ledger;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a change of who may call and notes it in the audit ledger, both or neither. */
@Component
class Changes {
  private final TransactionTemplate transaction;
  private final Ledger ledger;

  Changes(PlatformTransactionManager transactions, Ledger ledger) {
    this.ledger = ledger;
    this.transaction = new TransactionTemplate(transactions);
  }

  /** Runs the change within a transaction; an exception undoes it. */
  <T> T make(String event, String by, Map<String, ?> facts, Supplier<T> change) {
    return transaction.execute(status -> {
      T done = change.get();
      ledger.noteWithin(event, by, facts);
      return done;
    });
  }
}
