package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.duplicate.Candidates.Candidate;
import cn.yilu.catalogue.http.model.DuplicateItem;
import cn.yilu.catalogue.http.model.DuplicateItem.ComparedEnum;
import cn.yilu.catalogue.http.model.DuplicateValue;
import cn.yilu.catalogue.http.model.Text;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.record.Records;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.mappings.view.Masked;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.code.Code;
import cn.yilu.schemas.code.CodeLists;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What each side of a candidate says, as the merge holds it, and how the two compare. */
@Component
class Sides {
  private static final int SHORT = 8;
  private final Records records;

  Sides(Records records) {
    this.records = records;
  }

  /** What would stay, and what would become part of it; nothing of a side whose claims are gone. */
  record Two(Optional<SharedRecord> one, Optional<SharedRecord> other) {

    /** Whether both are one record by now, although the list has not heard of the decision yet. */
    boolean isOne() {
      return one.isPresent() && other.isPresent() && Arrays.equals(one.get().encode(), other.get().encode());
    }
  }

  Two of(Suspected suspected, Candidate candidate) {
    String dataset = suspected.schema().dataset();
    Pair pair = candidate.pair();
    if (pair.kind() == Pair.Kind.CLAIM) {
      Key alone = records.alone(suspected.schema().subject(), pair.other());
      return new Two(records.record(dataset, pair.one(), claim -> !claim.equals(pair.other())),
          records.record(dataset, pair.one(), pair.other()::equals)
              .or(() -> records.record(dataset, alone, pair.other()::equals)));
    }
    Two own = new Two(own(dataset, pair.one()), own(dataset, pair.other()));
    if (candidate.decided().isPresent()) {
      return own;
    }
    Two now = new Two(records.record(dataset, pair.one()).or(own::one),
        records.record(dataset, pair.other()).or(own::other));
    return now.isOne() ? own : now;
  }

  /** What a subject says itself: of two that a decision has made one, together they would say the same. */
  private Optional<SharedRecord> own(String dataset, Key subject) {
    return records.record(dataset, subject, claim -> true);
  }

  /** The fields that either side states, those that differ first as they stand in the schema. */
  List<DuplicateItem> items(Suspected suspected, Two two, Caller by) {
    List<DuplicateItem> items = new ArrayList<>();
    Optional<GenericRecord> one = two.one().map(record -> values(suspected.schema(), record));
    Optional<GenericRecord> other = two.other().map(record -> values(suspected.schema(), record));
    for (SharedField field : suspected.schema().fields()) {
      String left = one.map(record -> text(field, record.get(field.index()))).orElse("");
      String right = other.map(record -> text(field, record.get(field.index()))).orElse("");
      if (!left.isEmpty() || !right.isEmpty()) {
        boolean whole = by.role() == Role.OPERATOR
            || (by.role() == Role.OFFICER && field.departments().contains(by.organisation()));
        items.add(new DuplicateItem(field.name(), text(field.title()), compared(left, right),
            List.of(value(field, left, two.one(), whole), value(field, right, two.other(), whole))));
      }
    }
    return items;
  }

  private static ComparedEnum compared(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return ComparedEnum.ONE_SIDED;
    }
    return left.equals(right)
        ? ComparedEnum.SAME
        : Folded.of(left).equals(Folded.of(right)) ? ComparedEnum.WRITTEN_OTHERWISE : ComparedEnum.DIFFERS;
  }

  private static DuplicateValue value(SharedField field, String text, Optional<SharedRecord> record, boolean whole) {
    DuplicateValue value = new DuplicateValue().masked(false);
    int said = record.map(each -> each.saidBy()[field.index()]).orElse(-1);
    if (text.isEmpty() || said < 0) {
      return value;
    }
    SharedRecord.Saying saying = record.orElseThrow().sayings().get(said);
    value.source(saying.source());
    if (saying.time() != Entry.NO_TIME) {
      value.time(Instant.ofEpochMilli(saying.time()).atOffset(ZoneOffset.UTC));
    }
    Optional<String> shown = whole ? Optional.of(text) : Masked.of(field.mask(), text);
    value.masked(!shown.equals(Optional.of(text)));
    shown.ifPresent(value::value);
    shown.flatMap(code -> field.codeList().flatMap(list -> CodeLists.of(list).entry(code))).map(Code::label)
        .ifPresent(label -> value.label(text(label)));
    return value;
  }

  static Text text(cn.yilu.schemas.Text text) {
    return new Text(text.zh(), text.en());
  }

  private static GenericRecord values(SharedSchema schema, SharedRecord record) {
    try {
      return new GenericDatumReader<GenericRecord>(schema.avro()).read(null,
          DecoderFactory.get().binaryDecoder(record.values(), null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A value as people write it; of a reference as much of its key as tells two apart. */
  private static String text(SharedField field, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (field.reference().isPresent()) {
      return text.substring(0, Math.min(SHORT, text.length()));
    }
    return value instanceof Integer day && field.type().getLogicalType() instanceof LogicalTypes.Date
        ? LocalDate.ofEpochDay(day).toString()
        : text;
  }
}
