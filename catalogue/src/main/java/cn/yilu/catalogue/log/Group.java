package cn.yilu.catalogue.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Batches that share a commit. */
record Group(List<Member> members) {

  /** A batch that waits for its commit, encoded. */
  record Member(Map<String, List<StoredBlock>> blocks, List<Batch.Move> moves, CompletableFuture<Appended> done) {

    static Member of(Batch batch) {
      Map<String, List<StoredBlock>> blocks = new HashMap<>();
      batch.entries().forEach((topic, entries) -> {
        if (!entries.isEmpty()) {
          blocks.put(topic, StoredBlock.cut(entries));
        }
      });
      requireOneMovePerPosition(batch);
      return new Member(blocks, batch.moves(), new CompletableFuture<>());
    }

    static void requireOneMovePerPosition(Batch batch) {
      if (batch.moves().stream().map(Batch.Move::name).distinct().count() != batch.moves().size()) {
        throw new IllegalArgumentException("a batch moves a position at most once");
      }
    }

    int size() {
      return blocks.values().stream().flatMap(List::stream).mapToInt(block -> block.bytes().length).sum();
    }
  }

  List<String> topics() {
    return members.stream().flatMap(member -> member.blocks().keySet().stream()).distinct().sorted().toList();
  }

  /** A block with the member it belongs to. */
  record Placed(int member, String topic, StoredBlock block) {}

  List<Placed> blocks() {
    List<Placed> placed = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      int member = i;
      members.get(i)
          .blocks()
          .forEach((topic, blocks) -> blocks.forEach(block -> placed.add(new Placed(member, topic, block))));
    }
    return placed;
  }
}
