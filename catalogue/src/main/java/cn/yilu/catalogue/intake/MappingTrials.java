package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.MappingCheck;
import cn.yilu.catalogue.http.model.MappingSample;
import cn.yilu.catalogue.http.model.MappingTarget;
import cn.yilu.catalogue.http.model.MappingTrial;
import cn.yilu.catalogue.http.model.Rule;
import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.InvalidMapping;
import cn.yilu.mappings.Lineage;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.rule.Rules;
import cn.yilu.mappings.trial.Trial;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchemas;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Checks and tries mapping files for integrators; few at a time, since each may take a processor for a while. */
@Component
public class MappingTrials {
  private static final int AT_ONCE = 2;

  private final SharedSchemas schemas;
  private final Clock clock;
  private final ZoneId zone;
  private final Semaphore room = new Semaphore(AT_ONCE);

  MappingTrials(SharedSchemas schemas, Clock clock, ZoneId zone) {
    this.schemas = schemas;
    this.clock = clock;
    this.zone = zone;
  }

  /** What is wrong in a mapping file, or what it makes of which columns. */
  public MappingCheck check(String mapping) {
    return alone(() -> {
      try {
        return new MappingCheck(true, List.of(),
            Mapping.compile(mapping, schemas).targets().stream().map(this::target).toList());
      } catch (InvalidMapping e) {
        return new MappingCheck(false, TrialViews.faults(e.faults()), List.of());
      }
    });
  }

  private MappingTarget target(Lineage lineage) {
    return new MappingTarget(lineage.dataset(), lineage.columns(), schemas.get(lineage.dataset()).fields().stream()
        .map(SharedField::name).filter(field -> !lineage.columns().containsKey(field)).toList());
  }

  /** What a sample becomes. */
  public MappingTrial attempt(MappingSample sample) {
    byte[] bytes = bytes(sample);
    Optional<Charset> charset = sample.getBytes() == null ? Optional.of(StandardCharsets.UTF_8) : charset(sample);
    String name = Optional.ofNullable(sample.getName()).orElse("sample");
    return alone(() -> TrialViews.of(Trial.of(sample.getMapping(), new Delivery(name,
        new Delivery.Stream(new ByteArrayInputStream(bytes)), charset, clock.instant(), zone), schemas)));
  }

  private static byte[] bytes(MappingSample sample) {
    String text = sample.getText();
    String bytes = sample.getBytes();
    if (text != null && bytes == null) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    if (text == null && bytes != null) {
      return decoded(bytes);
    }
    throw new Problem(400, "bad-request", "请提供 text 或 bytes 之一作为样本。", "Give either text or bytes as the sample.");
  }

  private static byte[] decoded(String bytes) {
    try {
      return Base64.getDecoder().decode(bytes);
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "bad-request", "bytes 不是有效的 Base64。", "bytes is not Base64.");
    }
  }

  private static Optional<Charset> charset(MappingSample sample) {
    try {
      return Optional.ofNullable(sample.getCharset()).map(Charset::forName);
    } catch (IllegalArgumentException e) {
      throw new Problem(400, "bad-request", "charset 不是已知的字符集。", "charset is not known.");
    }
  }

  private <T> T alone(Supplier<T> work) {
    if (!room.tryAcquire()) {
      throw Problem.later(429, "too-many-requests", 2, "正在试运行的映射较多，请稍后再试。",
          "As many mappings as allowed are being tried; try again soon.");
    }
    try {
      return work.get();
    } finally {
      room.release();
    }
  }

  /** All rules of this release. */
  public List<Rule> rules() {
    return Rules.all().stream().map(TrialViews::of).toList();
  }
}
