package cn.yilu.mappings;

import cn.yilu.mappings.rule.ResidentIdDisagrees;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.identifier.CalendarDay;
import cn.yilu.schemas.identifier.ResidentIdScan;
import java.util.Optional;

/**
 * A resident ID number and what it says of birth and sex, against the birth day and the sex stated beside it. Values are
 * named by their place in the plan, -1 for none.
 */
record Agreement(int id, int birth, int birthColumn, int sex, int sexColumn) {

  /** Where a target's fields can disagree, if they can. */
  static Optional<Agreement> of(SharedSchema schema, int[] fields, ValueCompiler values) {
    int id = place(schema, fields, "residentId");
    int birth = place(schema, fields, "birthDate");
    int sex = place(schema, fields, "sex");
    return id < 0 || (birth < 0 && sex < 0)
        ? Optional.empty()
        : Optional.of(new Agreement(id, birth, values.column(birth), sex, values.column(sex)));
  }

  private static int place(SharedSchema schema, int[] fields, String name) {
    return schema.field(name).map(SharedField::index).map(index -> fields[index]).orElse(-1);
  }

  void check(Reading reading) {
    if (!reading.states(id) || reading.to(id) - reading.from(id) != ResidentIdScan.LENGTH + 2) {
      return;
    }
    byte[] made = reading.made().bytes();
    int at = reading.from(id) + 2;
    if (birth >= 0 && reading.states(birth) && reading.made().numberAt(reading.from(birth)) != day(made, at)) {
      reading.find(ResidentIdDisagrees.RULE, birthColumn);
    }
    if (sex >= 0 && reading.states(sex)) {
      byte code = made[reading.to(sex) - 1];
      boolean man = (made[at + 16] & 1) == 1;
      if ((code == '1' && !man) || (code == '2' && man)) {
        reading.find(ResidentIdDisagrees.RULE, sexColumn);
      }
    }
  }

  private static long day(byte[] made, int at) {
    return CalendarDay.epochDay(number(made, at + 6, 4), number(made, at + 10, 2), number(made, at + 12, 2));
  }

  private static int number(byte[] made, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = number * 10 + made[i] - '0';
    }
    return number;
  }
}
