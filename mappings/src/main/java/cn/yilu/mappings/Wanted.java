package cn.yilu.mappings;

import cn.yilu.schemas.SharedField;
import java.util.Optional;

/** What a value is to become. */
record Wanted(ValueKind kind, Optional<String> codeList, boolean reference) {
  static final Wanted TEXT = new Wanted(ValueKind.TEXT, Optional.empty(), false);
  static final Wanted TIME = new Wanted(ValueKind.TIMESTAMP, Optional.empty(), false);

  static Wanted by(SharedField field) {
    return new Wanted(ValueKind.of(field.type()), field.codeList(), field.reference().isPresent());
  }

  Wanted withoutReference() {
    return new Wanted(kind, codeList, false);
  }
}
