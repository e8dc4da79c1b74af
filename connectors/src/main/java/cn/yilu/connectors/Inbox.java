package cn.yilu.connectors;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Where connectors hand in what they took. The stage completes after the commit; no protocol thread waits for it. */
public interface Inbox {

  /**
   * Takes an envelope. The answer completes normally once the outcome is committed, whatever the outcome;
   * exceptionally when it could not be committed and the source must send again.
   */
  CompletionStage<Receipt> accept(Envelope envelope);

  /** The place to go on from, as committed with the last envelope that carried one. */
  Optional<String> position(String source);

  /** Notes that a source could not be reached or read, in both languages, without personal data. */
  void trouble(String source, String zh, String en);

  /** Notes that tries to reach a source fail one after the other; that ends with the next {@link #contact}. */
  void failing(String source, Failing failing);

  /**
   * Tries that fail one after the other.
   *
   * @param tries how many in a row, at least 1
   * @param open whether the circuit is open: from now on only single tries, far apart, find out whether the source is back
   * @param pause from now to the next try
   */
  record Failing(int tries, boolean open, Duration pause) {}

  /**
   * Notes that the source was reached, also when it had nothing new: after each poll, and at each connection of those
   * who connect to us. An envelope tells of contact by itself.
   */
  void contact(String source);
}
