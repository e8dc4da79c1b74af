package cn.yilu.connectors;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import tools.jackson.databind.json.JsonMapper;

/** One message as an envelope. */
final class KafkaMessage {
  private static final byte[] NOTHING = {};

  private KafkaMessage() {}

  /** Its name is topic, partition and offset, which say where to look for it at the broker; the key may be personal. */
  static Envelope envelope(String source, Topic topic, ConsumerRecord<byte[], byte[]> record, Instant received,
      Optional<String> position) {
    return new Envelope(source, record.topic() + "/" + record.partition() + "/" + record.offset(),
        new Envelope.Bytes(bytes(topic, record)), mediaType(topic, record), topic.charset(), received, position,
        Optional.empty());
  }

  private static byte[] bytes(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null) {
      return record.value();
    }
    return topic.deletesAsJson() ? deleted(record) : NOTHING;
  }

  private static byte[] deleted(ConsumerRecord<byte[], byte[]> record) {
    String name = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    return JsonMapper.shared().writeValueAsBytes(Map.of("__key", name, "__deleted", "true", "__time",
        Instant.ofEpochMilli(Math.max(0, record.timestamp())).toString()));
  }

  private static String mediaType(Topic topic, ConsumerRecord<byte[], byte[]> record) {
    return topic.mediaTypeHeader().map(name -> record.headers().lastHeader(name)).map(Header::value)
        .map(value -> new String(value, StandardCharsets.UTF_8).strip())
        .filter(value -> !value.isEmpty() && value.length() <= 200).orElse(topic.mediaType());
  }
}
