package cn.yilu.catalogue.web;

import cn.yilu.catalogue.dataset.Department;
import cn.yilu.schemas.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Writes values the way the reader's language does; templates know it as {@code words}. */
@Component("pageWords")
class Words {
  private static final String NONE = "–";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final MessageSource messages;
  private final Clock clock;
  private final ZoneId zone;

  Words(MessageSource messages, Clock clock, ZoneId zone) {
    this.messages = messages;
    this.clock = clock;
    this.zone = zone;
  }

  public String of(Text text) {
    return text.in(locale());
  }

  /** The same text in the language the page is not in. */
  public String otherOf(Text text) {
    return isEnglish() ? text.zh() : text.en();
  }

  public String of(cn.yilu.catalogue.http.model.Text text) {
    return isEnglish() ? text.getEn() : text.getZh();
  }

  public String join(List<Department> departments) {
    return departments.stream().map(department -> of(department.name()))
        .collect(Collectors.joining(isEnglish() ? ", " : "、"));
  }

  public String list(List<Text> texts) {
    return texts.stream().map(this::of).collect(Collectors.joining(isEnglish() ? ", " : "、"));
  }

  /** Departments in the order in which they are believed. */
  public String order(List<Department> departments) {
    return departments.stream().map(department -> of(department.name())).collect(Collectors.joining(" › "));
  }

  public String department(String word) {
    return cn.yilu.schemas.code.Department.of(word).map(found -> of(found.name())).orElse(word);
  }

  public String number(@Nullable Number number) {
    return number == null ? NONE : String.format(Locale.ROOT, "%,d", number.longValue());
  }

  /** A count that is read rather than reckoned with: 54.0 万, 540 thousand. */
  public String big(long number) {
    if (isEnglish()) {
      return number < 100_000
          ? number(number)
          : number < 1_000_000
              ? number / 1_000 + " thousand"
              : String.format(Locale.ROOT, "%.1f million", number / 1e6);
    }
    return number < 10_000
        ? number(number)
        : number < 100_000_000
            ? String.format(Locale.ROOT, "%.1f 万", number / 1e4)
            : String.format(Locale.ROOT, "%.1f 亿", number / 1e8);
  }

  /** Such as {@code 2026-03-05 14:02}, in the zone of the service. */
  public String time(@Nullable Instant instant) {
    return instant == null ? NONE : MINUTE.format(instant.atZone(zone));
  }

  public String time(@Nullable OffsetDateTime time) {
    return time(time == null ? null : time.toInstant());
  }

  public String ago(@Nullable OffsetDateTime time) {
    return ago(time == null ? null : time.toInstant());
  }

  /** Such as {@code 3 天前}. */
  public String ago(@Nullable Instant instant) {
    if (instant == null) {
      return say("ago.never");
    }
    Duration since = Duration.between(instant, clock.instant());
    if (since.toSeconds() < 2) {
      return say("ago.now");
    }
    return since.toMinutes() < 1
        ? say("ago.seconds", since.toSeconds())
        : since.toHours() < 1
            ? say("ago.minutes", since.toMinutes())
            : since.toDays() < 1 ? say("ago.hours", since.toHours()) : say("ago.days", since.toDays());
  }

  /** A sign that tells share types apart without their colour. */
  public String sign(String shareType) {
    return switch (shareType) {
      case "1" -> "●";
      case "2" -> "◐";
      default -> "○";
    };
  }

  public String stateSign(String state) {
    return switch (state) {
      case "working", "quiet" -> "●";
      case "starting" -> "◌";
      case "stopped" -> "■";
      default -> "▲";
    };
  }

  private String say(String key, Object... values) {
    return messages.getMessage(key, values, locale());
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  private static boolean isEnglish() {
    return locale().getLanguage().equals("en");
  }
}
