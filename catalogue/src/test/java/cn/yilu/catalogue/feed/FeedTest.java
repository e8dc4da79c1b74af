package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.LANE;
import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static cn.yilu.catalogue.feed.ResidentEntries.TOWN;
import static cn.yilu.catalogue.feed.ResidentEntries.leftNow;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest extends FeedReading {

  @Test
  void aReaderSeesOnlyTheGrantedFieldsMaskedAndWhoSaidThem() {
    residents.upsert(1, ROAD).append();

    String line = text(read("", 10));

    assertThat(line).contains("\"record\":{\"name\":\"王**\",\"phone\":\"138****0000\"}")
        .contains("\"said\":{\"name\":{\"source\":\"registry\",\"time\":\"2023-11-14T22:13:20Z\"},"
            + "\"phone\":{\"source\":\"elder-xml\"}}")
        .contains("\"claims\":4").doesNotContain(ResidentEntries.ID, "residentId", "grid",
            ResidentEntries.key(1).toString());
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 1; i <= 7; i++) {
      residents.upsert(i, ROAD);
    }
    residents.append();

    Page first = read("", 3);
    Page second = read(first.next(), 3);
    Page third = read(second.next(), 3);
    Page last = read(third.next(), 3);

    assertThat(List.of(first.lines().count(), second.lines().count(), third.lines().count(), last.lines().count()))
        .containsExactly(3, 3, 1, 0);
    assertThat((text(first) + text(second) + text(third)).lines().map(line -> line.substring(0, 41)))
        .hasSize(7).doesNotHaveDuplicates();
    assertThat(bytes(last)).isEmpty();
  }

  @Test
  void aReaderOfAnAreaSeesWhatIsInItAndHearsOnceOfWhatLeft() {
    decision = allowed(1, "370302001001");
    residents.upsert(1, ROAD).upsert(2, TOWN).upsert(3, "").append();
    Page before = read("", 10);

    residents.upsert(1, LANE, leftNow(ROAD)).append();
    Page within = read(before.next(), 10);
    residents.upsert(1, TOWN, new Entry.Left(ROAD, 4), leftNow(LANE)).append();
    Page left = read(within.next(), 10);
    residents.upsert(1, TOWN, new Entry.Left(ROAD, 4), new Entry.Left(LANE, 5)).append();
    Page after = read(left.next(), 10);

    assertThat(operations(before)).containsExactly("upsert");
    assertThat(operations(within)).containsExactly("upsert");
    assertThat(operations(left)).containsExactly("delete");
    assertThat(operations(after)).isEmpty();
  }

  @Test
  void whoReadsFromBeforeALeaveHearsOfItEvenWhenOnlyALaterEntryIsKept() {
    decision = allowed(1, "370302");
    residents.upsert(2, ROAD).append();
    Page before = read("", 10);
    residents.upsert(3, TOWN).upsert(1, TOWN, new Entry.Left(ROAD, 2)).append();

    Page page = read(before.next(), 10);

    assertThat(operations(page)).containsExactly("delete");
  }

  @Test
  void aDeletedRecordIsGoneForThoseWhoseAreaItWasIn() {
    residents.upsert(1, ROAD).delete(1, leftNow(ROAD)).append();

    decision = allowed(1, "370302");
    assertThat(operations(read("", 10))).containsExactly("upsert", "delete");
    decision = allowed(1, "370303");
    assertThat(operations(read("", 10))).isEmpty();
    decision = allowed(1, "");
    assertThat(operations(read("", 10))).containsExactly("upsert", "delete");
  }

  @Test
  void anEmptyPageMeansThatThereIsNothingNewHoweverFarTheNextLineIs() {
    decision = allowed(1, "370302");
    for (int i = 0; i < Stretch.MOST_ENTRIES * 2 + 10; i++) {
      residents.upsert(i, TOWN);
    }
    residents.upsert(1_000_000, ROAD).append();

    Page page = read("", 10);

    assertThat(page.lines().count()).isEqualTo(1);
    assertThat(read(page.next(), 10).lines().count()).isZero();
  }

  @Test
  void aProvinceOrCityHoldsWhatLiesInIt() {
    residents.upsert(1, ROAD).upsert(2, TOWN).append();

    decision = allowed(1, "370300");
    assertThat(read("", 10).lines().count()).isEqualTo(2);
    decision = allowed(1, "370400");
    assertThat(read("", 10).lines().count()).isZero();
  }
}
