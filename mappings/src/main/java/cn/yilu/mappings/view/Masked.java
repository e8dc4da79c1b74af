package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Masks one value for a person's eyes; in doubt as strictly as for a child. */
public final class Masked {
  private static final int YEAR = 4;

  private Masked() {}

  /** What is left of a value as it is shown; nothing where the mask leaves nothing that could be shown. */
  public static Optional<String> of(Mask mask, String value) {
    return switch (mask) {
      case HASH, DROP -> Optional.empty();
      case YEAR -> Optional.of(value.substring(0, Math.min(YEAR, value.length())));
      case NONE, ID, PHONE, NAME, ADDRESS, TAIL, CHAPTER -> {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        yield Optional.of(new String(new TextMask().apply(mask, true, text, 0, text.length).toBytes(),
            StandardCharsets.UTF_8));
      }
    };
  }
}
