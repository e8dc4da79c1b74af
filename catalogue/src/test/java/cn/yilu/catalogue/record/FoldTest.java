package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class FoldTest {
  private static final SharedSchema RESIDENT = SharedSchemas.released().get("resident");
  private final Subjects subjects = new Subjects(new Keys(new byte[32]).derive("subject"));
  private final Fold fold = new Fold(RESIDENT, subjects);

  @Test
  void theDepartmentNamedFirstIsBelievedWhateverItsTime() {
    HeldClaim police = claim("registry", "police", "1", 100, Map.of("name", "王桂兰"));
    HeldClaim property = claim("property-files", "property", "1", 900, Map.of("name", "王桂蘭"));

    SharedRecord record = fold.of(List.of(property, police));

    assertThat(read(record).get("name")).hasToString("王桂兰");
    assertThat(said(record, "name")).isEqualTo(new SharedRecord.Saying("registry", 100));
    assertThat(record.claims()).isEqualTo(2);
  }

  @Test
  void withinADepartmentTheLaterTimeWinsAndNoTimeComesLast() {
    HeldClaim early = claim("registry", "police", "1", 100, Map.of("name", "早"));
    HeldClaim late = claim("registry", "police", "2", 200, Map.of("name", "晚"));
    HeldClaim never = claim("registry", "police", "0", Entry.NO_TIME, Map.of("name", "无"));

    assertThat(read(fold.of(List.of(never, early, late))).get("name")).hasToString("晚");
    assertThat(read(fold.of(List.of(never, early))).get("name")).hasToString("早");
  }

  @Test
  void equalTimesAreDecidedBySourceThenRecord() {
    HeldClaim a = claim("a", "police", "9", 100, Map.of("name", "甲"));
    HeldClaim b1 = claim("b", "police", "1", 100, Map.of("name", "乙"));
    HeldClaim b2 = claim("b", "police", "2", 100, Map.of("name", "丙"));

    assertThat(read(fold.of(List.of(b2, b1, a))).get("name")).hasToString("甲");
    assertThat(read(fold.of(List.of(b2, b1))).get("name")).hasToString("乙");
  }

  @Test
  void anUnnamedDepartmentRanksLast() {
    HeldClaim stranger = claim("x", "weather", "1", 900, Map.of("name", "错", "education", "20"));
    HeldClaim property = claim("property-files", "property", "1", 1, Map.of("name", "对"));

    SharedRecord record = fold.of(List.of(stranger, property));

    assertThat(read(record).get("name")).hasToString("对");
    assertThat(read(record).get("education")).hasToString("20");
  }

  @Test
  void aReferenceBecomesTheSubjectsKey() {
    HeldClaim claim = claim("registry", "police", "1", 1, Map.of("dwelling", "address:般阳路5号/3/2/501"));

    GenericRecord record = read(fold.of(List.of(claim)));

    assertThat(record.get("dwelling"))
        .hasToString(subjects.reference("dwelling", "address:般阳路5号/3/2/501").toString());
  }

  @Test
  void theOrderOfArrivalNeverMatters() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<HeldClaim> claims = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(6); i++) {
        claims.add(claim("s" + random.nextInt(2), List.of("police", "civil", "other").get(random.nextInt(3)), "r" + i,
            random.nextInt(3), random.nextBoolean() ? Map.of("name", "名" + i) : Map.of("phone", "1380000000" + i)));
      }
      byte[] first = fold.of(claims).encode();
      Collections.shuffle(claims, random);

      assertThat(fold.of(claims).encode()).isEqualTo(first);
    }
  }

  @Test
  void whatIsWrittenIsReadBack() {
    SharedRecord record = fold.of(List.of(claim("registry", "police", "1", 5, Map.of("name", "𠮷田", "sex", "2"))));

    SharedRecord read = SharedRecord.decode(record.encode());

    assertThat(read.encode()).isEqualTo(record.encode());
    assertThat(read.sayings()).containsExactly(new SharedRecord.Saying("registry", 5));
  }

  private static SharedRecord.Saying said(SharedRecord record, String field) {
    return record.sayings().get(record.saidBy()[RESIDENT.field(field).orElseThrow().index()]);
  }

  private static GenericRecord read(SharedRecord record) {
    return Values.read(RESIDENT, record.values());
  }

  private static HeldClaim claim(String source, String department, String recordId, long time, Map<String, ?> fields) {
    return new HeldClaim(new Key(source.hashCode(), recordId.hashCode()), source, department, recordId, time, 0,
        Values.of(RESIDENT, fields));
  }
}
