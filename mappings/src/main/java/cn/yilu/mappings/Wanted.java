package cn.yilu.mappings;

import cn.yilu.schemas.SharedField;
import java.util.Optional;

/**
 * What a value is to become.
 *
 * @param past whether it is a day that has happened, such as a birth
 */
record Wanted(ValueKind kind, Optional<String> codeList, boolean reference, boolean past) {
  static final Wanted TEXT = new Wanted(ValueKind.TEXT, Optional.empty(), false, false);
  static final Wanted TIME = new Wanted(ValueKind.TIMESTAMP, Optional.empty(), false, false);

  static Wanted by(SharedField field) {
    return new Wanted(ValueKind.of(field.type()), field.codeList(), field.reference().isPresent(),
        field.name().equals("birthDate"));
  }

  Wanted withoutReference() {
    return new Wanted(kind, codeList, false, past);
  }
}
