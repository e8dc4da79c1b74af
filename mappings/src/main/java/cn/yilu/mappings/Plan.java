package cn.yilu.mappings;

import java.util.ArrayList;
import java.util.List;

/**
 * What a mapping file was compiled into.
 *
 * @param lists whether what the formats read lists each record once
 */
record Plan(Columns columns, Formats formats, List<AddressSource> addresses, Value[] values, Target[] targets,
    boolean lists) {

  Plan(Columns columns, Formats formats, List<AddressSource> addresses, Value[] values, Target[] targets) {
    this(columns, formats, List.copyOf(addresses), values, targets, formats.lists());
  }

  Value value(int index) {
    return values[index];
  }

  /** Ids of all records that the row is about; none when one of them cannot be read. */
  List<String> records(Reading reading) {
    List<String> records = new ArrayList<>(targets.length);
    for (Target target : targets) {
      if (!reading.states(target.recordId())) {
        return List.of();
      }
      records.add(reading.text(target.recordId()));
    }
    return records.stream().distinct().toList();
  }

  List<Claim> claims(Reading reading) {
    List<Claim> claims = new ArrayList<>(targets.length);
    for (Target target : targets) {
      Claim claim = target.claim(reading);
      if (claim != null) {
        claims.add(claim);
      }
    }
    return claims;
  }
}
