package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Log;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/** What every lane works with. */
@Component
record LaneTools(Log log, ClaimEntries claims, Sealer sealer, Clock clock, ZoneId zone) {}
