package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Log;
import java.util.List;

/** Walks along the chain. */
final class Verification {
  private static final int STRETCH = 5000;
  private final Log log;

  Verification(Log log) {
    this.log = log;
  }

  Verdict after(long trusted) {
    ChainEnd end = ChainEnd.of(log.position(ChainEnd.POSITION));
    ChainEnd reached = start(trusted);
    while (reached.sequence() < end.sequence()) {
      List<Block> blocks = log.read(ChainEnd.TOPIC, reached.sequence(), STRETCH);
      if (blocks.isEmpty()) {
        return new Verdict.Broken(reached.sequence() + 1, "it is missing");
      }
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size(); i++) {
          byte[] payload = block.entries().get(i).payload();
          if (!follows(payload, reached)) {
            return new Verdict.Broken(block.sequence(i), "it does not follow the entry before");
          }
          reached = new ChainEnd(block.sequence(i), LedgerEntry.hash(payload));
          if (reached.sequence() == end.sequence() && !reached.equals(end)) {
            return new Verdict.Broken(end.sequence(), "it is not the one that was noted last");
          }
        }
      }
    }
    return new Verdict.Intact(reached.sequence());
  }

  private ChainEnd start(long trusted) {
    return trusted == 0
        ? new ChainEnd(0, LedgerEntry.NONE)
        : new ChainEnd(trusted,
            LedgerEntry.hash(log.read(ChainEnd.TOPIC, trusted - 1, 1).getFirst().entries().getFirst().payload()));
  }

  private static boolean follows(byte[] payload, ChainEnd before) {
    try {
      LedgerEntry entry = LedgerEntry.parse(payload);
      return entry.sequence() == before.sequence() + 1 && entry.previous().equals(before.hash());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
