package cn.yilu.catalogue.log;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The log's tables on a connection of the caller's, within the caller's transaction if it has one. */
final class LogTables {
  private static final String APPEND = "select refused, firsts from log_append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String READ = """
                                     select first, last, count, format, checksum, bytes from (
                                       select *, sum(length(bytes)) over near - length(bytes) as bytes_before,
                                         sum(least(count, last - ?)) over near - least(count, last - ?) as before
                                       from (select * from log_block
                                         where topic = (select id from log_topic where name = ?)
                                           and first >= coalesce((select first from log_block
                                             where topic = (select id from log_topic where name = ?) and first <= ?
                                             order by first desc limit 1), 0)
                                         order by first limit ?) picked
                                       where last > ?
                                       window near as (order by first)) blocks
                                     where bytes_before < ? and before < ? order by first""";
  private static final long MOST_BYTES_READ = 16 * 1024 * 1024;

  /** Ids never change, so that they may be remembered. */
  private final Map<String, Integer> topicIds = new ConcurrentHashMap<>();

  Log.Identity identity(Connection connection) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select id, generation from log_identity");
        ResultSet result = query.executeQuery()) {
      result.next();
      return new Log.Identity(result.getString(1), result.getInt(2));
    }
  }

  /** Raises the generation, to one that an earlier restore of the same backup did not have. */
  void raise(Connection connection) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        "update log_identity set generation = greatest(generation + 1, (extract(epoch from now()) / 60)::integer)")) {
      update.executeUpdate();
    }
  }

  /** How each member ended, in one round trip unless a topic is new. */
  List<Appended> append(Connection connection, Group group) throws SQLException {
    SortedMap<Integer, String> byId = new TreeMap<>();
    for (String topic : group.topics()) {
      byId.put(id(connection, topic), topic);
    }
    List<String> topics = List.copyOf(byId.values());
    List<Group.Placed> blocks = group.blocks();
    try (PreparedStatement call = connection.prepareStatement(APPEND)) {
      call.setArray(1, array(connection, "int4", List.copyOf(byId.keySet()), id -> id));
      call.setInt(2, group.members().size());
      call.setArray(3, array(connection, "int4", blocks, block -> block.member() + 1));
      call.setArray(4, array(connection, "int4", blocks, block -> topics.indexOf(block.topic()) + 1));
      call.setArray(5, array(connection, "int4", blocks, block -> block.block().count()));
      call.setArray(6, array(connection, "int2", blocks, block -> block.block().format()));
      call.setArray(7, array(connection, "int8", blocks, block -> block.block().checksum()));
      call.setArray(8, bytes(connection, blocks.size(), i -> blocks.get(i).block().bytes()));
      setMoves(connection, call, group);
      try (ResultSet result = call.executeQuery()) {
        result.next();
        return outcomes(group, blocks, result.getArray(1), result.getArray(2));
      }
    }
  }

  private static void setMoves(Connection connection, PreparedStatement call, Group group) throws SQLException {
    List<Integer> members = new ArrayList<>();
    List<Batch.Move> moves = new ArrayList<>();
    for (int i = 0; i < group.members().size(); i++) {
      for (Batch.Move move : group.members().get(i).moves()) {
        members.add(i + 1);
        moves.add(move);
      }
    }
    call.setArray(9, array(connection, "int4", members, member -> member));
    call.setArray(10, array(connection, "text", moves, Batch.Move::name));
    call.setArray(11, bytes(connection, moves.size(), i -> moves.get(i).expected()));
    call.setArray(12, bytes(connection, moves.size(), i -> moves.get(i).next()));
  }

  private static <T> Array array(Connection connection, String type, List<T> values,
      Function<T, Object> part) throws SQLException {
    return connection.createArrayOf(type, values.stream().map(part).toArray());
  }

  private static Array bytes(Connection connection, int size, IntFunction<byte @Nullable []> value)
      throws SQLException {
    byte[][] values = new byte[size][];
    for (int i = 0; i < size; i++) {
      values[i] = value.apply(i);
    }
    return connection.createArrayOf("bytea", values);
  }

  private static List<Appended> outcomes(Group group, List<Group.Placed> blocks, Array refused, Array firsts)
      throws SQLException {
    @Nullable
    String[] refusals = (String[]) refused.getArray();
    @Nullable
    Long[] numbers = (Long[]) firsts.getArray();
    List<Map<String, Long>> first = new ArrayList<>();
    group.members().forEach(member -> first.add(new HashMap<>()));
    for (int i = 0; i < numbers.length; i++) {
      Long number = numbers[i];
      if (number != null) {
        first.get(blocks.get(i).member()).putIfAbsent(blocks.get(i).topic(), number);
      }
    }
    List<Appended> outcomes = new ArrayList<>();
    for (int i = 0; i < refusals.length; i++) {
      String position = refusals[i];
      outcomes
          .add(position == null ? new Appended.Committed(Map.copyOf(first.get(i))) : new Appended.Refused(position));
    }
    return outcomes;
  }

  private int id(Connection connection, String topic) throws SQLException {
    Integer known = topicIds.get(topic);
    return known != null ? known : learnId(connection, topic);
  }

  /** Not remembered within a transaction of the caller's, since that may be rolled back. */
  private int learnId(Connection connection, String topic) throws SQLException {
    try (PreparedStatement make = connection
        .prepareStatement(
            "insert into log_topic (name) select ? where not exists (select from log_topic where name = ?)"
                + " on conflict do nothing");
        PreparedStatement query = connection.prepareStatement("select id from log_topic where name = ?")) {
      make.setString(1, topic);
      make.setString(2, topic);
      make.executeUpdate();
      query.setString(1, topic);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        int id = result.getInt(1);
        if (connection.getAutoCommit()) {
          topicIds.put(topic, id);
        }
        return id;
      }
    }
  }

  List<Block> read(Connection connection, String topic, long after, int maxEntries) throws SQLException {
    List<Block> blocks = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(READ)) {
      query.setLong(1, after);
      query.setLong(2, after);
      query.setString(3, topic);
      query.setString(4, topic);
      query.setLong(5, after + 1);
      query.setLong(6, maxEntries + 1L);
      query.setLong(7, after);
      query.setLong(8, MOST_BYTES_READ);
      query.setLong(9, maxEntries);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          blocks.add(block(topic, after, result));
        }
      }
    }
    return blocks;
  }

  private static Block block(String topic, long after, ResultSet row) throws SQLException {
    return StoredRow.of(row).block(topic).after(after);
  }

  /** Heads of all topics that hold something. */
  Map<String, Long> heads(Connection connection) throws SQLException {
    Map<String, Long> heads = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement("select name, head from log_topic where head > 0");
        ResultSet result = query.executeQuery()) {
      while (result.next()) {
        heads.put(result.getString(1), result.getLong(2));
      }
    }
    return heads;
  }

  long head(Connection connection, String topic) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select head from log_topic where name = ?")) {
      query.setString(1, topic);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? result.getLong(1) : 0;
      }
    }
  }

  /** Makes others wait who want to append to this topic, until the transaction ends. */
  void lock(Connection connection, String topic) throws SQLException {
    id(connection, topic);
    try (PreparedStatement query = connection
        .prepareStatement("select from log_topic where name = ? for no key update")) {
      query.setString(1, topic);
      query.executeQuery().close();
    }
  }

  Optional<byte[]> position(Connection connection, String name) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement("select value from log_position where name = ?")) {
      query.setString(1, name);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? Optional.ofNullable(result.getBytes(1)) : Optional.empty();
      }
    }
  }

  List<String> topics(Connection connection, String prefix) throws SQLException {
    return names(connection, "select name from log_topic where head > 0 and starts_with(name, ?) order by name",
        prefix);
  }

  List<String> positions(Connection connection, String prefix) throws SQLException {
    return names(connection,
        "select name from log_position where value is not null and starts_with(name, ?) order by name", prefix);
  }

  private static List<String> names(Connection connection, String sql, String prefix) throws SQLException {
    List<String> names = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, prefix);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      }
    }
    return names;
  }
}
