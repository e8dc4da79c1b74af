package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import java.nio.charset.StandardCharsets;

/**
 * A field of the view.
 *
 * @param index place in the shared record
 * @param mask for everybody but children
 * @param childMask for children; may be {@link Mask#DROP}
 */
record GrantedField(int index, String name, Kind kind, boolean reference, Mask mask, Mask childMask, byte[] utf8) {

  GrantedField(SharedField field, Mask mask) {
    this(field.index(), field.name(), Kind.of(field), field.reference().isPresent(), mask,
        ChildRule.mask(field, mask), field.name().getBytes(StandardCharsets.UTF_8));
  }

  Mask mask(boolean child) {
    return child ? childMask : mask;
  }
}
