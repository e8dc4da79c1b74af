package cn.yilu.catalogue.position;

import cn.yilu.catalogue.log.Log;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a log was (位点): the newest entry of each topic that answers are made of. Opaque to callers, and so free to
 * change; it says nothing but counts.
 */
record Position(Log.Identity log, Map<String, Long> heads) {
  private static final int LONGEST = 8_192;

  Position {
    heads = Map.copyOf(heads);
  }

  /** As it stands in a header. */
  String encode() {
    StringBuilder text = new StringBuilder(log.id()).append(' ').append(log.generation());
    new TreeMap<>(heads).forEach((topic, head) -> text.append(' ').append(topic).append('=').append(head));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #encode} wrote; nothing for anything else. */
  static Optional<Position> parse(String header) {
    if (header.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8).split(" ", -1);
      Map<String, Long> heads = new HashMap<>();
      for (int i = 2; i < parts.length; i++) {
        int equals = parts[i].lastIndexOf('=');
        heads.put(parts[i].substring(0, equals), Long.parseLong(parts[i].substring(equals + 1)));
      }
      return Optional.of(new Position(new Log.Identity(parts[0], Integer.parseInt(parts[1])), heads));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }
}
