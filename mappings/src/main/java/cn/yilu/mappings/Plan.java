package cn.yilu.mappings;

import java.util.ArrayList;
import java.util.List;

/** What a mapping file was compiled into. */
record Plan(Columns columns, Formats formats, List<AddressSource> addresses, List<Value> values, List<Target> targets) {

  Plan {
    addresses = List.copyOf(addresses);
    values = List.copyOf(values);
    targets = List.copyOf(targets);
  }

  Value value(int index) {
    return values.get(index);
  }

  List<Claim> claims(Reading reading) {
    List<Claim> claims = new ArrayList<>(targets.size());
    for (int i = 0; i < targets.size(); i++) {
      Claim claim = targets.get(i).claim(reading);
      if (claim != null) {
        claims.add(claim);
      }
    }
    return claims;
  }
}
