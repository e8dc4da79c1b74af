package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.grant.Grant;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NextPagesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private static final int LIMIT = 2;
  private final InMemoryLog log = new InMemoryLog();
  private final PageRoom room = new PageRoom(1 << 20);
  private final int all = room.freeBytes();
  private final AtomicLong time = new AtomicLong();
  private final Search search = new Search(SharedSchemas.released(), new Views(new Keys(new byte[32])), log);
  private final NextPages pages = new NextPages(search, room, time::get);

  @BeforeEach
  void fill() {
    new ResidentEntries(log).upsert(1, ROAD).upsert(2, ROAD).upsert(3, ROAD).append();
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void aPageMadeAheadIsTheOneThatWouldBeFoundAndIsGivenOnce() {
    pages.prepare(sought(1, 0));

    Found ahead = pages.take(sought(1, 0)).orElseThrow();
    Found now = search.find(sought(1, 0), room.take(1));

    assertThat(ahead.lines().content()).hasSameContentAs(now.lines().content());
    assertThat(ahead.to()).isEqualTo(now.to()).isEqualTo(2);
    assertThat(ahead.full()).isTrue();
    assertThat(pages.take(sought(1, 0))).isEmpty();
  }

  @Test
  void anotherVersionOfTheGrantFindsNothingMadeAhead() {
    pages.prepare(sought(1, 0));

    assertThat(pages.take(sought(2, 0))).isEmpty();
    assertThat(pages.take(sought(1, 1))).isEmpty();
  }

  @Test
  void aPageNobodyAsksForGivesItsRoomBack() {
    pages.prepare(sought(1, 0));
    Optional<Found> made = pages.take(sought(1, 0));
    made.orElseThrow().room().close();
    pages.prepare(sought(1, 0));
    assertThat(room.freeBytes()).isLessThan(all);

    time.addAndGet(Duration.ofSeconds(3).toNanos());

    assertThat(pages.take(sought(1, 0))).isEmpty();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (room.freeBytes() < all && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(room.freeBytes()).isEqualTo(all);
  }

  @Test
  void whereRoomIsScarceNothingIsMadeAhead() {
    PageRoom.Part taken = room.take(all / 2);

    pages.prepare(sought(1, 0));

    assertThat(pages.take(sought(1, 0))).isEmpty();
    taken.close();
  }

  private static Sought sought(int version, long since) {
    Grant grant = new Grant("g-1", version, "clinic", "resident", Map.of("name", "default"), "", "follow-up",
        "article 1", TODAY, TODAY, false);
    return new Sought("resident", LIMIT, Format.JSON, grant, TODAY, since, since);
  }
}
