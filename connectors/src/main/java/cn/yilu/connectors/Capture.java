package cn.yilu.connectors;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tables of which PostgreSQL are captured, as whom, and under which names the server keeps our place. */
record Capture(String source, Server server, Set<String> tables, String slot, String publication, Duration beat,
    Duration timeout) {
  private static final Pattern URL = Pattern
      .compile("jdbc:postgresql://(?<host>[^:/?#\\s]+)(:(?<port>\\d{1,5}))?/(?<database>[^?#\\s]+)");
  private static final Pattern TABLE = Pattern.compile("[\\w$]+[.][\\w$]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,63}");

  /** Where the database is, and as whom we come. */
  record Server(String host, String port, String database, Optional<String> user, Optional<String> password,
      Map<String, String> tls) {
    Server {
      tls = Map.copyOf(tls);
    }

    /** Nothing but the host: the rest may be secret. */
    @Override
    public String toString() {
      return "Server[" + host + "]";
    }

    String url() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    Properties login() {
      Properties login = new Properties();
      user.ifPresent(name -> login.setProperty("user", name));
      password.ifPresent(word -> login.setProperty("password", word));
      login.putAll(tls);
      login.setProperty("connectTimeout", "10");
      login.setProperty("socketTimeout", "60");
      return login;
    }
  }

  Capture {
    tables = Set.copyOf(tables);
  }

  static Capture of(String source, Settings settings) {
    Matcher url = URL.matcher(settings.text("url").strip());
    if (!url.matches()) {
      throw Settings.wrong("url", "应是 jdbc:postgresql://主机:端口/数据库", "must be jdbc:postgresql://host:port/database");
    }
    Server server = new Server(url.group("host"), Optional.ofNullable(url.group("port")).orElse("5432"),
        url.group("database"), settings.optional("user"), settings.optional("password"), tls(settings));
    String name = "yilu_" + source.replace('-', '_');
    return new Capture(source, server, tables(settings), name(settings, "slot", name),
        name(settings, "publication", name), settings.duration("beat", Duration.ofMinutes(1)),
        settings.duration("timeout", Duration.ofMinutes(5)));
  }

  /** Whether rows have to say which table they are of. */
  boolean several() {
    return tables.size() > 1;
  }

  /** How long nothing may be heard: a beat is due, and then its answer. */
  Duration silence() {
    return beat.plus(timeout);
  }

  /** @param offset the committed place in Debezium's own words; empty to begin with all rows */
  Properties engine(Optional<String> offset) {
    Properties engine = new Properties();
    engine.putAll(Map.of(
        "name", source, "topic.prefix", source,
        "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
        "offset.storage", CommittedOffset.class.getName(), CommittedOffset.SETTING, offset.orElse(""),
        "offset.flush.interval.ms", "0", "tasks.max", "1", "record.processing.threads", "1"));
    engine.putAll(Map.of(
        "database.hostname", server.host(), "database.port", server.port(), "database.dbname", server.database(),
        "plugin.name", "pgoutput", "slot.name", slot, "publication.name", publication,
        "table.include.list", tables.stream().map(Capture::exactly).collect(Collectors.joining(",")),
        "snapshot.mode", "initial", "slot.max.retries", "0"));
    // The server may forget what it needs for us as far as we have committed it, and not as far as the driver believes we
    // have: it takes any place that the server tells once the last message began before what we have confirmed, and
    // messages of transactions that ran side by side do not come in the order in which they began.
    // While only others write there is nothing to commit, so now and then a message is written that only we read.
    engine.putAll(Map.of(
        "lsn.flush.mode", "connector", "offset.mismatch.strategy", "trust_greater_lsn",
        "heartbeat.interval.ms", Long.toString(beat.toMillis()),
        "heartbeat.action.query", "select pg_logical_emit_message(false, 'yilu', '')",
        "message.prefix.exclude.list", ".*", "status.update.interval.ms",
        Long.toString(Math.min(beat.toMillis(), 5_000))));
    engine.putAll(Map.of(
        "max.batch.size", "2000", "max.queue.size", "4000", "max.queue.size.in.bytes", Integer.toString(16 << 20),
        "snapshot.fetch.size", "50", "errors.max.retries", "0", "tombstones.on.delete", "false",
        "skipped.operations", "none", "decimal.handling.mode", "string", "interval.handling.mode", "string"));
    // What an update did not touch and the server did not send is asked for.
    engine.putAll(Map.of(
        "post.processors", "whole",
        "whole.type", "io.debezium.processors.reselect.ReselectColumnsPostProcessor",
        "whole.reselect.unavailable.values", "true", "whole.reselect.null.values", "false",
        "whole.reselect.error.handling.mode", "WARN", "binary.handling.mode", "bytes"));
    // Whatever waits for the server is given up then; an engine whose thread waits cannot even be ended.
    engine.setProperty("driver.socketTimeout", Long.toString(Math.max(1, timeout.toSeconds())));
    server.user().ifPresent(name -> engine.setProperty("database.user", name));
    server.password().ifPresent(word -> engine.setProperty("database.password", word));
    server.tls().forEach((name, value) -> engine.setProperty("database." + name, value));
    return engine;
  }

  private static String exactly(String table) {
    return table.replace("$", "[$]").replace(".", "[.]");
  }

  private static Set<String> tables(Settings settings) {
    settings.text("tables");
    Set<String> tables = settings.words("tables");
    if (!tables.stream().allMatch(table -> TABLE.matcher(table).matches())) {
      throw Settings.wrong("tables", "应是 模式.表,多个以逗号分隔", "must be schema.table, several parted by commas");
    }
    return tables;
  }

  private static String name(Settings settings, String setting, String otherwise) {
    String name = settings.text(setting, otherwise).strip();
    if (!NAME.matcher(name).matches()) {
      throw Settings.wrong(setting, "应由小写字母、数字和下划线组成", "must be of lower-case letters, digits and underscores");
    }
    return name;
  }

  private static Map<String, String> tls(Settings settings) {
    Map<String, String> tls = new TreeMap<>();
    tls.put("sslmode", settings.oneOf("ssl", "prefer", "disable", "require", "verify-ca", "verify-full"));
    settings.optional("trustFile").ifPresent(file -> tls.put("sslrootcert", file));
    return tls;
  }
}
