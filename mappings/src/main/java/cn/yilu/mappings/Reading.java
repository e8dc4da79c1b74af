package cn.yilu.mappings;

import cn.yilu.mappings.rule.ColumnUnmapped;
import cn.yilu.mappings.rule.MappingFailed;
import cn.yilu.mappings.rule.NothingToTake;
import cn.yilu.mappings.rule.Rule;
import cn.yilu.schemas.identifier.ResidentIdScan;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reading of one delivery: everything that changes while a compiled mapping, which never changes, is applied. Each
 * value is made at most once a row, however many fields use it.
 */
final class Reading {
  private static final int MOST_NAMES = 100;

  private final Plan plan;
  private final Delivery delivery;
  private final Consumer<MappedRow> rows;
  private final Row row;
  private final AvroBytes made = new AvroBytes();
  private final int[] from;
  private final int[] to;
  private final long[] stamp;
  private final String[] texts;
  private final long[] textStamp;
  private final @Nullable Address[] addresses;
  private final long[] addressStamp;
  private final ResidentIdScan residentIds = new ResidentIdScan();
  private final Moment moment = new Moment();
  private final Cell cell = new Cell();
  private final Cell beside = new Cell();
  private final RecordIds recordIds = new RecordIds();
  private final char[] scratch = new char[64];
  private final long today;
  private final boolean lists;
  /** Where the value being made begins; a value made for its sake comes before it. */
  private int mark;
  private final TreeSet<String> unmapped = new TreeSet<>();
  private final Set<String> told = new HashSet<>();
  private List<Finding> findings = new ArrayList<>(4);
  private final List<Finding> notes = new ArrayList<>();

  Reading(Plan plan, Delivery delivery, Consumer<MappedRow> rows) {
    this.plan = plan;
    this.delivery = delivery;
    this.rows = rows;
    row = new Row(plan.columns().size());
    from = new int[plan.values().length];
    to = new int[from.length];
    stamp = new long[from.length];
    texts = new String[from.length];
    textStamp = new long[from.length];
    addresses = new Address[plan.addresses().size()];
    addressStamp = new long[addresses.length];
    lists = delivery.content() instanceof Delivery.Stream && plan.lists();
    today = LocalDate.ofInstant(delivery.received(), delivery.zone()).toEpochDay();
  }

  Delivery delivery() {
    return delivery;
  }

  Columns columns() {
    return plan.columns();
  }

  Row row() {
    return row;
  }

  AvroBytes made() {
    return made;
  }

  ResidentIdScan residentIds() {
    return residentIds;
  }

  Moment moment() {
    return moment;
  }

  char[] scratch() {
    return scratch;
  }

  /** The cell of values that look at one column; belongs to whoever looked last. */
  Cell cell() {
    return cell;
  }

  /** Another cell, for the value that stands beside the one being converted. */
  Cell beside() {
    return beside;
  }

  ZoneId zone() {
    return delivery.zone();
  }

  long today() {
    return today;
  }

  /** Whether the row states this value; it is made now if nobody asked before. */
  boolean states(int value) {
    if (stamp[value] != row.number) {
      stamp[value] = row.number;
      make(value);
    }
    return to[value] > from[value];
  }

  private void make(int value) {
    mark = made.size();
    boolean stated = plan.value(value).write(this, made);
    if (!stated) {
      made.cutTo(mark);
    }
    from[value] = mark;
    to[value] = made.size();
    mark = made.size();
  }

  /**
   * Whether this value, a record's id, stood with the same time in an earlier row of a delivery that lists each record once.
   * With another time it is a later state of the record.
   */
  boolean repeats(int value, long time) {
    return lists && recordIds.again(made.bytes(), from[value], to[value], time);
  }

  /** The text of a value that is stated; one String a row, however many claims hold it. */
  String text(int value) {
    if (textStamp[value] != row.number) {
      textStamp[value] = row.number;
      texts[value] = made.textAt(from[value], to[value]);
    }
    return texts[value];
  }

  int from(int value) {
    return from[value];
  }

  int to(int value) {
    return to[value];
  }

  /** The address of this row. */
  Address address(int address) {
    Address known = addresses[address];
    Address whole = known == null ? new Address(plan.addresses().get(address)) : known;
    if (addressStamp[address] != row.number) {
      addressStamp[address] = row.number;
      addresses[address] = whole;
      whole.read(row);
    }
    return whole;
  }

  void find(Rule rule, Cell at) {
    find(rule, at.column);
  }

  /** Notes a flaw of what a column holds as it came. */
  void find(Rule rule, int column) {
    find(rule, column,
        column < 0 ? "" : new String(row.chars, row.from[column], row.to[column] - row.from[column]).strip());
  }

  /** Notes a flaw of this row, once for a column and rule. */
  void find(Rule rule, int column, String raw) {
    Finding finding = new Finding(row.number, columns().name(column), rule.word(), raw, rule.mend());
    for (Finding before : findings) {
      if (before.rule().equals(finding.rule()) && before.column().equals(finding.column())) {
        return;
      }
    }
    findings.add(finding);
  }

  /** The row stands: make its claims and hand them on. */
  void use() {
    made.cutTo(0);
    List<Claim> claims;
    try {
      claims = plan.claims(this);
    } catch (RuntimeException fault) {
      failed(fault);
      return;
    }
    if (claims.isEmpty()) {
      if (findings.isEmpty()) {
        find(NothingToTake.RULE, -1, "");
      }
      List<Finding> why = taken();
      List<String> records = plan.records(this);
      findings.clear();
      rows.accept(new MappedRow.Rejected(row.number, row.raw(), why, records));
    } else {
      rows.accept(new MappedRow.Used(row.number, claims, findings.isEmpty() ? List.of() : taken()));
    }
  }

  /**
   * The program broke on this row, which alone is kept. Its finding tells kind and place of the fault, never the exception's
   * text, which may quote the row.
   */
  void failed(RuntimeException fault) {
    StackTraceElement[] at = fault.getStackTrace();
    find(MappingFailed.RULE, -1, fault.getClass().getName() + (at.length == 0 ? "" : " " + at[0]));
    rows.accept(new MappedRow.Rejected(row.number, row.raw(), taken()));
  }

  /** The row is broken in its structure. */
  void reject(Rule rule, String raw) {
    find(rule, -1, "");
    rows.accept(new MappedRow.Rejected(row.number, raw, taken()));
  }

  private List<Finding> taken() {
    List<Finding> list = findings;
    findings = new ArrayList<>(4);
    return List.copyOf(list);
  }

  /** Something is to be said of the delivery as a whole. */
  void note(Rule rule, String column, String raw) {
    notes.add(new Finding(0, column, rule.word(), raw, rule.mend()));
  }

  /** Notes something that the source has and nobody takes, once for a delivery. */
  void unmapped(Rule rule, String what) {
    if (told.size() < MOST_NAMES && told.add(what)) {
      note(rule, what, "");
    }
  }

  /** The source has a column that may not be mapped; each is noted once for a delivery, the first hundred by name. */
  void unmapped(String column) {
    if (told.size() < MOST_NAMES && !columns().isIgnored(column) && told.add(column)) {
      unmapped.add(column);
    }
  }

  /** Hands on what there is to say of the whole so far. */
  void tell() {
    unmapped.forEach(column -> note(ColumnUnmapped.RULE, column, ""));
    unmapped.clear();
    if (!notes.isEmpty()) {
      rows.accept(new MappedRow.Noted(List.copyOf(notes)));
      notes.clear();
    }
  }
}
