package cn.yilu.catalogue.registry;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The registry client of others, from the jar that the build puts beside the classes, in a class loader of its own: it
 * shares nothing with us but the wire.
 */
final class OtherClient {
  private static final String SHADED = "org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.";
  private static final ClassLoader LOADER = loader();
  private final Object client;

  /** A client of the registry at this address, with settings by the names that it documents. */
  OtherClient(String address, Map<String, String> settings) {
    try {
      client = type("client.CachedSchemaRegistryClient").getConstructor(String.class, int.class, Map.class)
          .newInstance(address, 100, settings);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static ClassLoader loader() {
    try {
      URL client = Path.of("target/registry-client/registry-client.jar").toUri().toURL();
      URL core = Path.of("target/registry-client/flink-core.jar").toUri().toURL();
      URL logging = org.slf4j.Logger.class.getProtectionDomain().getCodeSource().getLocation();
      return new URLClassLoader(new URL[]{client, core, logging}, ClassLoader.getPlatformClassLoader());
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return load(SHADED + name);
  }

  /** A class of what the jar brings along. */
  static Class<?> load(String name) throws ClassNotFoundException {
    return Class.forName(name, true, LOADER);
  }

  /** A schema as the client holds it. */
  static Object schema(String json) {
    try {
      return type("avro.AvroSchema").getConstructor(String.class).newInstance(json);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Calls a method by its name; a refusal is a {@link Refused}. */
  Object call(String name, Object... arguments) {
    return callOn(client, name, arguments);
  }

  /** A property of something the client answered. */
  static Object get(Object answer, String name) {
    return callOn(answer, name);
  }

  static Object callOn(Object target, String name, Object... arguments) {
    try {
      Method method = Arrays.stream(target.getClass().getMethods())
          .filter(each -> each.getName().equals(name) && fits(each.getParameterTypes(), arguments)).findFirst()
          .orElseThrow(() -> new AssertionError("the client has no method " + name));
      return Objects.requireNonNullElse(method.invoke(target, arguments), "");
    } catch (InvocationTargetException e) {
      throw refused(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static boolean fits(Class<?>[] types, Object[] arguments) {
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Class<?> type = types[i] == int.class ? Integer.class : types[i] == boolean.class ? Boolean.class : types[i];
      if (!type.isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  /** What the client was told, wherever it wrapped it. */
  static RuntimeException refused(@Nullable Throwable cause) {
    for (Throwable why = cause; why != null; why = why.getCause()) {
      if (why.getClass().getSimpleName().equals("RestClientException")) {
        return new Refused((int) callOn(why, "getStatus"), (int) callOn(why, "getErrorCode"));
      }
    }
    return new IllegalStateException(cause);
  }

  /** What the client understood of a refusal. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;
    private final int code;

    Refused(int status, int code) {
      super("status " + status + ", code " + code);
      this.status = status;
      this.code = code;
    }

    int status() {
      return status;
    }

    int code() {
      return code;
    }
  }
}
