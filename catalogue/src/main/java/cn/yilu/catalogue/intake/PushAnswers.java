package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.PushReceipt;
import cn.yilu.catalogue.secret.Hmac;
import cn.yilu.catalogue.secret.Keys;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Answers to pushes that named themselves, for a day; of their names a keyed hash is kept, of the answers a sealed text. */
@Component
class PushAnswers {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final JdbcClient database;
  private final Sealer sealer;
  private final Hmac keys;

  PushAnswers(JdbcClient database, Sealer sealer, Keys keys) {
    this.database = database;
    this.sealer = sealer;
    this.keys = keys.derive("push");
  }

  byte[] key(String source, String name) {
    return keys.of(source.getBytes(StandardCharsets.UTF_8), name.getBytes(StandardCharsets.UTF_8));
  }

  private record Given(byte[] digest, byte[] answer) {}

  /** The answer this push was given before; 422 {@link Problem} when it was another body that had this name. */
  Optional<PushReceipt> given(String source, byte[] key, byte[] digest) {
    Optional<Given> given = database.sql("select digest, answer from intake_push where source = ? and key = ?")
        .params(source, key).query(Given.class).optional();
    if (given.isPresent() && !MessageDigest.isEqual(given.get().digest(), digest)) {
      throw new Problem(422, "idempotency-key-reused", "此 Idempotency-Key 已用于另一份正文,请换一个。",
          "This Idempotency-Key was used with another body; take another one.");
    }
    return given.flatMap(g -> sealer.open(g.answer())).map(text -> JSON.readValue(text, PushReceipt.class));
  }

  /** Keeps an answer, and forgets those of the day before. */
  void keep(String source, byte[] key, byte[] digest, PushReceipt answer) {
    database.sql("delete from intake_push where at < now() - interval '1 day'").update();
    database.sql("insert into intake_push (source, key, digest, answer) values (?, ?, ?, ?) on conflict do nothing")
        .params(source, key, digest, sealer.seal(JSON.writeValueAsBytes(answer))).update();
  }
}
