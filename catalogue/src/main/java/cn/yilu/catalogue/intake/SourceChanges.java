package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What people do to sources. Operators may do everything; officers of the department that answers for a source may pause
 * and resume it. Each change is noted in the ledger before it is made, so that none is made unnoted.
 */
@Component
public class SourceChanges {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");

  private final SourceFolder folder;
  private final Sources sources;
  private final MappingFiles mappings;
  private final SourceSecrets secrets;
  private final Ledger ledger;
  private final Log log;

  SourceChanges(SourceFolder folder, Sources sources, MappingFiles mappings, SourceSecrets secrets, Ledger ledger,
      Log log) {
    this.folder = folder;
    this.sources = sources;
    this.mappings = mappings;
    this.secrets = secrets;
    this.ledger = ledger;
    this.log = log;
  }

  void add(Source source, Caller by) {
    by.require(Role.OPERATOR);
    if (folder.text(source.id()).isPresent()) {
      throw new Problem(409, "conflict", "数据源“" + source.id() + "”已存在。", "Source '" + source.id() + "' exists.");
    }
    write("source.add", source, by);
  }

  void change(Source source, Caller by) {
    by.require(Role.OPERATOR);
    text(source.id());
    write("source.change", source, by);
  }

  private void write(String event, Source source, Caller by) {
    check(source);
    note(event, by, Map.of("source", source.id(), "department", source.department(), "protocol", source.protocol(),
        "mapping", source.mapping(), "settings", source.connection().keySet().stream().sorted().toList()));
    folder.put(source.id(), SourceFile.write(source));
  }

  /** What can be known without starting it; the rest shows in the source's state. */
  private void check(Source source) {
    try {
      sources.settings(source.protocol());
      mappings.get(source.mapping());
      SourceFile.parse(source.id(), SourceFile.write(source));
    } catch (IllegalArgumentException e) {
      Text why = Complaint.of(e);
      throw new Problem(400, "bad-source", "设置有误：" + why.zh(), "The settings are wrong: " + why.en());
    }
  }

  /** The settings as they stand in the file. */
  Source settings(String id) {
    try {
      return SourceFile.parse(id, text(id));
    } catch (IllegalArgumentException e) {
      throw new Problem(409, "bad-source", "该数据源的文件有误，请先更正文件。", "This source's file is wrong; mend the file first.");
    }
  }

  /** Pauses or resumes a source. */
  public void pause(String id, boolean paused, Caller by) {
    String yaml = text(id);
    requireOwn(id, by);
    note(paused ? "source.pause" : "source.resume", by, Map.of("source", id));
    folder.put(id, SourceFile.paused(yaml, paused));
  }

  /** Puts a source's file aside. */
  public void remove(String id, Caller by) {
    by.require(Role.OPERATOR);
    text(id);
    note("source.remove", by, Map.of("source", id));
    folder.remove(id);
  }

  /** Takes a removed source back. */
  public void restore(String id, Caller by) {
    by.require(Role.OPERATOR);
    if (SLUG.matcher(id).matches() && folder.text(id).isPresent()) {
      throw new Problem(409, "conflict", "数据源“" + id + "”已存在。", "Source '" + id + "' exists.");
    }
    if (!SLUG.matcher(id).matches() || !folder.restorable(id)) {
      throw unknown(id);
    }
    note("source.restore", by, Map.of("source", id));
    folder.restore(id);
  }

  /** Lets a source be read again, from the beginning when no position is given. */
  public void rewind(String id, Optional<String> position, Caller by) {
    by.require(Role.OPERATOR);
    text(id);
    note("source.rewind", by, Map.of("source", id, "to", position.isPresent() ? "position" : "beginning"));
    folder.resting(id, () -> move(id, position.orElse("")));
  }

  private void move(String id, String place) {
    List<Batch.Move> moves = new ArrayList<>();
    log.position("source/" + id).ifPresent(before -> moves.add(
        new Batch.Move("source/" + id, before, Tally.decode(before).at(place).encode())));
    Stream.of("", FileMarks.ONCE).flatMap(kind -> log.positions(kind + "source/" + id + "/").stream())
        .forEach(file -> log.position(file).ifPresent(
            before -> moves.add(new Batch.Move(file, before, "0".getBytes(StandardCharsets.US_ASCII)))));
    if (log.append(new Batch(Map.of(), moves)).join() instanceof Appended.Refused) {
      throw new Problem(409, "conflict", "该数据源正由另一节点读取，请稍后再试。",
          "Another node is reading this source; try again.");
    }
  }

  /** Says yes or no to withdrawing what the last full delivery does not have. */
  public void decide(String id, boolean yes, Caller by) {
    text(id);
    requireOwn(id, by);
    byte[] before = log.position(Snapshots.position(id)).orElseThrow(SourceChanges::nothingWaits);
    SnapshotState waiting = SnapshotState.decode(before);
    if (waiting.phase() != SnapshotState.Phase.WAITING) {
      throw nothingWaits();
    }
    note(yes ? "snapshot.yes" : "snapshot.no", by, Map.of("source", id, "snapshot", waiting.number(), "live",
        waiting.live(), "missing", waiting.missing()));
    SnapshotState next = waiting.to(yes ? SnapshotState.Phase.APPROVED : SnapshotState.Phase.DISCARDED);
    if (log.append(new Batch(Map.of(), List.of(new Batch.Move(Snapshots.position(id), before, next.encode()))))
        .join() instanceof Appended.Refused) {
      throw nothingWaits();
    }
    sources.source(id).flatMap(LiveSource::lane).ifPresent(lane -> lane.snapshots().decided());
  }

  private static Problem nothingWaits() {
    return new Problem(409, "nothing-waits", "没有等待确认的全量数据；可能已有人决定，或新的全量已到。",
        "No full delivery waits for a decision; somebody may have decided, or a newer one came.");
  }

  /** Keeps a credential. */
  void secret(String id, String name, String value, Caller by) {
    by.require(Role.OPERATOR);
    text(id);
    note("source.secret", by, Map.of("source", id, "secret", name));
    secrets.put(name, value);
  }

  /** Whether the caller may do what officers of the source's department may. */
  public boolean own(String id, Caller by) {
    return by.role() == Role.OPERATOR || (by.role() == Role.OFFICER && sources.source(id)
        .filter(live -> live.source().department().equals(by.organisation())).isPresent());
  }

  /** Refuses whoever is neither operator nor officer of the source's department. */
  void requireOwn(String id, Caller by) {
    if (!own(id, by)) {
      throw new Problem(403, "forbidden", "只有管理员和该数据源所属部门的工作人员可以操作。",
          "Only operators and officers of the source's department may do this.");
    }
  }

  void note(String event, Caller by, Map<String, ?> facts) {
    ledger.note(event, by.id(), new HashMap<>(facts)).join();
  }

  private String text(String id) {
    if (!SLUG.matcher(id).matches()) {
      throw unknown(id);
    }
    return folder.text(id).orElseThrow(() -> unknown(id));
  }

  static Problem unknown(String id) {
    return new Problem(404, "unknown-source", "没有名为“" + id + "”的数据源。", "There is no source named '" + id + "'.");
  }
}
