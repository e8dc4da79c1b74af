package cn.yilu.catalogue.registry;

import java.lang.reflect.InvocationTargetException;
import java.util.Map;

/**
 * Serialisers of others that keep their schemas in the registry: a zero byte, the schema's id, the record. As lonely as
 * {@link OtherClient}, down to an Avro of their own.
 */
final class OtherSerialiser {
  private static final String AVRO = "org.apache.flink.avro.shaded.org.apache.avro.";
  private static final String FORMAT = "org.apache.flink.formats.avro.registry.confluent.ConfluentRegistryAvro";
  private final String address;
  private final Map<String, String> settings;

  /** Serialisers on the registry at this address, with the client's settings. */
  OtherSerialiser(String address, Map<String, String> settings) {
    this.address = address;
    this.settings = Map.copyOf(settings);
  }

  /** A record of this schema as bytes; registers the schema under the subject unless it is known there. */
  byte[] write(String subject, String schema, Map<String, Object> fields) {
    try {
      Object parsed = schema(schema);
      Object record = OtherClient.load(AVRO + "generic.GenericData$Record").getConstructor(type("Schema"))
          .newInstance(parsed);
      fields.forEach((name, value) -> OtherClient.callOn(record, "put", name, value));
      Object writer = OtherClient.load(FORMAT + "SerializationSchema")
          .getMethod("forGeneric", String.class, type("Schema"), String.class, Map.class)
          .invoke(null, subject, parsed, address, settings);
      return (byte[]) OtherClient.callOn(writer, "serialize", record);
    } catch (InvocationTargetException e) {
      throw OtherClient.refused(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** The record as JSON, as a reader with this schema sees it. */
  String read(String readerSchema, byte[] bytes) {
    try {
      Object reader = OtherClient.load(FORMAT + "DeserializationSchema")
          .getMethod("forGeneric", type("Schema"), String.class, Map.class)
          .invoke(null, schema(readerSchema), address, settings);
      return OtherClient.callOn(reader, "deserialize", (Object) bytes).toString();
    } catch (InvocationTargetException e) {
      throw OtherClient.refused(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return OtherClient.load(AVRO + name);
  }

  private static Object schema(String json) throws ReflectiveOperationException {
    return OtherClient.callOn(type("Schema$Parser").getConstructor().newInstance(), "parse", json);
  }
}
