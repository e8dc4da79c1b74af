package cn.yilu.catalogue.intake;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what is pushed.
 *
 * @param largest body, after decompression
 * @param atOnce bodies of one source that may be under way together
 * @param perMebibyte how long each mebibyte of a body may take to arrive
 * @param patience how long a body may wait for its commit
 */
@Validated
@ConfigurationProperties("yilu.push")
record PushProperties(@DefaultValue("4GB") @NotNull DataSize largest, @DefaultValue("8") @Positive int atOnce,
    @DefaultValue("5m") @NotNull Duration perMebibyte, @DefaultValue("30m") @NotNull Duration patience) {}
