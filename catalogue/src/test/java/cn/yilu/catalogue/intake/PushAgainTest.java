package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.http.model.PushReceipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Pushes that come again since their answer was lost, or was too long in coming. */
class PushAgainTest extends RunningService {

  @Test
  void whoseAnswerWasLostGetsTheSameAnswerAndIsTakenOnce() throws IOException {
    peopleBy("lost", "");
    String body = "[{\"id\":\"l-1\",\"name\":\"王桂兰\"},{\"name\":\"某\"},{\"id\":\"l-3\",\"name\":\"李四光\"}]";
    PushReceipt first = push(application.getBean(Pushes.class), "lost", body);
    assertThat(forget("lost")).isEqualTo(1);

    PushReceipt again = push(application.getBean(Pushes.class), "lost", body);

    assertThat(again).isEqualTo(first);
    assertThat(List.of(again.getReceived(), again.getUsed(), again.getRejected())).isEqualTo(List.of(3L, 2L, 1L));
    assertThat(views.of("lost").getReceived()).isEqualTo(3L);
  }

  @Test
  void whoseCommitTakesTooLongKeepsItsPlaceItsNameAndItsBodyUntilItIsThere() throws IOException, SQLException {
    peopleBy("long", "");
    String body = "{\"id\":\"long-1\",\"name\":\"王桂兰\"}";
    Pushes impatient = new Pushes(data, new PushProperties(DataSize.ofMegabytes(1), 2, Duration.ofMillis(1)),
        application.getBean(PushAnswers.class), application.getBean(Clock.class));
    try (Connection database = application.getBean(DataSource.class).getConnection()) {
      database.setAutoCommit(false);
      database.createStatement().execute("lock table log_block in exclusive mode");

      assertThatThrownBy(() -> push(impatient, "long", body)).hasMessageContaining("send it again");
      assertThatThrownBy(() -> push(impatient, "long", body)).hasMessageContaining("is being taken in");
      assertThat(bodies()).hasSize(1);
      database.rollback();
    }

    await().atMost(Duration.ofSeconds(30)).until(() -> bodies().isEmpty());
    PushReceipt answer = push(application.getBean(Pushes.class), "long", body);
    assertThat(answer.getUsed()).isEqualTo(1);
    assertThat(views.of("long").getReceived()).isEqualTo(1L);
  }

  @Test
  void whatAServiceThatWasKilledLeftBehindIsGoneWhenItIsBack() throws IOException {
    Path left = Files.createTempFile(data.tmp(), "push", ".part");

    application.getBean(Pushes.class).sweep();

    assertThat(left).doesNotExist();
  }

  private PushReceipt push(Pushes pushes, String source, String body) throws IOException {
    LiveSource live = application.getBean(Sources.class).source(source).orElseThrow();
    return pushes.take(live, Push.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
        "application/json", null), Optional.of("monday"));
  }

  /** As if the service had ended between the commit and the note of the answer. */
  private int forget(String source) {
    return application.getBean(JdbcClient.class).sql("delete from intake_push where source = ?").param(source).update();
  }

  private List<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.list(data.tmp())) {
      return files.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
    }
  }
}
