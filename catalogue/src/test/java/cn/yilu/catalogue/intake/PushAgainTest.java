package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.http.model.PushReceipt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** Pushes that come again since their answer was lost, or was too long in coming. */
class PushAgainTest extends RunningService {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int AT_ONCE = 8;

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
    Pushes impatient = new Pushes(data, new PushProperties(DataSize.ofMegabytes(1), 2, LONG, Duration.ofMillis(1)),
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

  /** From a socket, byte by byte, and without an end. */
  @Test
  void aBodyThatTricklesIsGivenUpAndLeavesItsPlace() throws Exception {
    peopleBy("trickle", "");
    Pushes one = new Pushes(data, new PushProperties(DataSize.ofMegabytes(1), 1, Duration.ofSeconds(1), LONG),
        application.getBean(PushAnswers.class), application.getBean(Clock.class));
    LiveSource live = application.getBean(Sources.class).source("trickle").orElseThrow();
    CountDownLatch over = new CountDownLatch(1);

    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket sender = new Socket(InetAddress.getLoopbackAddress(), door.getLocalPort());
        Socket came = door.accept()) {
      Thread.ofVirtual().start(() -> trickle(sender, over));

      assertThatThrownBy(() -> one.take(live, Push.of(came.getInputStream(), "application/json", null),
          Optional.of("monday"))).hasMessageContaining("too slowly");
    } finally {
      over.countDown();
    }

    assertThat(bodies()).isEmpty();
    assertThat(push(one, "trickle", "{\"id\":\"trickle-1\",\"name\":\"王桂兰\"}").getUsed()).isEqualTo(1);
  }

  private static void trickle(Socket to, CountDownLatch over) {
    try {
      while (!over.await(10, TimeUnit.MILLISECONDS)) {
        to.getOutputStream().write(' ');
      }
    } catch (IOException closed) {
      // given up
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void sendersThatBreakOffLeaveNoPlaceTakenAndNothingOnTheDisk() throws IOException {
    peopleBy("broken", "");
    String head = """
                  POST /api/v1/intake/broken HTTP/1.1
                  Host: localhost
                  Authorization: Bearer %s
                  Content-Type: application/json
                  Content-Length: 1000000

                  [{"id":"broken-1","name":"王桂兰"},""".formatted(program("vendor")).replace("\n", "\r\n");
    List<Socket> senders = new ArrayList<>();
    for (int n = 0; n < AT_ONCE; n++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      senders.add(socket);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> bodies().size() == AT_ONCE);
    for (Socket socket : senders) {
      socket.setSoLinger(true, 0);
      socket.close();
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> bodies().isEmpty());

    HttpResponse<String> answer = post("/api/v1/intake/broken", "application/json",
        "{\"id\":\"broken-2\",\"name\":\"王桂兰\"}", program("vendor"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(views.of("broken").getReceived()).isEqualTo(1L);
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
    try (DirectoryStream<Path> files = Files.newDirectoryStream(data.tmp(), PushedBody.FILES)) {
      return StreamSupport.stream(files.spliterator(), false).toList();
    }
  }
}
