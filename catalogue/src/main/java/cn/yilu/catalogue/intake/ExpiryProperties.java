package cn.yilu.catalogue.intake;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long rows that could not be used, and findings, are kept.
 *
 * @param days whole days after the day they came; longer than the longest gap between two deliveries that mend them
 */
@Validated
@ConfigurationProperties("yilu.rejections")
record ExpiryProperties(@DefaultValue("90") @Min(1) @Max(3650) int days) {}
