package cn.yilu.examples.town;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * An elder as the elder-care centre knows them.
 *
 * @param level ability level, 0 able to 4 wholly disabled
 * @param device worn or, when {@code wornFrom} is absent, lying ready
 */
public record ElderCare(String recordId, int level, LocalDate assessed, boolean alone, boolean emptyNest, boolean aid,
    boolean destitute, Optional<String> device, Optional<LocalDateTime> wornFrom, String visitor) {}
