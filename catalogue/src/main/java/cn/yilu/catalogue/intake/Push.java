package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * A body that is arriving, with what its headers say of it.
 *
 * @param mediaType without parameters
 */
record Push(InputStream body, String mediaType, Optional<Charset> charset, boolean compressed) {

  /** Reads the headers; one that cannot be honoured is a 415 {@link Problem}. */
  static Push of(InputStream body, @Nullable String contentType, @Nullable String encoding) {
    try {
      MediaType type = MediaType.parseMediaType(String.valueOf(contentType));
      return new Push(body, type.getType() + "/" + type.getSubtype(), Optional.ofNullable(type.getCharset()),
          compressed(encoding));
    } catch (IllegalArgumentException e) {
      throw new Problem(415, "unsupported-media-type", "无法识别 Content-Type 或其中的字符集。",
          "The Content-Type, or its charset, is not known.");
    }
  }

  private static boolean compressed(@Nullable String encoding) {
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> false;
      case "gzip", "x-gzip" -> true;
      default -> throw new Problem(415, "unsupported-media-type", "Content-Encoding 仅支持 gzip。",
          "The only Content-Encoding taken is gzip.");
    };
  }
}
