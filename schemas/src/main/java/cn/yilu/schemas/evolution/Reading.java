package cn.yilu.schemas.evolution;

import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Resolver;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whether everything that can be written with one schema can be read with another. The answer is that of Avro's own
 * decoder, because it is taken from the plan the decoder follows ({@link Resolver}) and not from Avro's separate
 * compatibility check, which differs from it in enumeration defaults, names within unions and more. An obstacle counts
 * only when a finite datum can meet it: a type nobody can write an instance of harms nobody. Of Avro's two readers the
 * decoder that resolves is the measure; the fast one reads all of that, and some schemas that the decoder cannot take in.
 */
public final class Reading {
  private final Inhabited inhabited = new Inhabited();
  private final Set<Resolver.Action> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Obstacle> obstacles = new ArrayList<>();

  private Reading() {}

  /** What keeps a reader from reading the writer's data; empty when every datum can be read. */
  public static List<Obstacle> obstacles(Schema writer, Schema reader) {
    Reading reading = new Reading();
    try {
      Schema actual = Schema.applyAliases(writer, reader);
      reading.decoder(actual, reader);
      reading.follow(Resolver.resolve(actual, reader, GenericData.get()), "");
    } catch (AvroRuntimeException e) {
      reading.add("", Obstacle.Kind.READER, "读方模式无法使用:" + e.getMessage(),
          "the reader cannot be made: " + e.getMessage());
    }
    return List.copyOf(reading.obstacles);
  }

  /** A record that must hold itself, or one nested beyond reason, makes Avro's decoder recurse without end. */
  private void decoder(Schema writer, Schema reader) {
    try {
      DecoderFactory.get().resolvingDecoder(writer, reader, null);
    } catch (StackOverflowError e) {
      if (inhabited.is(writer)) {
        add("", Obstacle.Kind.READER, "模式中有必须包含自身的记录", "a record of the schema must hold itself");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(Resolver.@Nullable Action action, String path) {
    if (action == null || !inhabited.is(action.writer)) {
      return;
    }
    switch (action.type) {
      case ERROR -> refuse((Resolver.ErrorAction) action, path);
      case ENUM -> symbols((Resolver.EnumAdjust) action, path);
      case CONTAINER -> follow(((Resolver.Container) action).elementAction,
          path + (action.writer.getType() == Schema.Type.MAP ? "{}" : "[]"));
      case RECORD -> fields((Resolver.RecordAdjust) action, path);
      case WRITER_UNION -> branches((Resolver.WriterUnion) action, path);
      case READER_UNION -> follow(((Resolver.ReaderUnion) action).actualAction, path);
      case DO_NOTHING, PROMOTE, SKIP -> {
        // Always readable.
      }
    }
  }

  private void fields(Resolver.RecordAdjust record, String path) {
    if (!visited.add(record)) {
      return;
    }
    List<Field> fields = record.writer.getFields();
    for (int i = 0; i < fields.size(); i++) {
      follow(record.fieldActions[i], path + "/" + fields.get(i).name());
    }
  }

  private void branches(Resolver.WriterUnion union, String path) {
    if (!union.unionEquiv) {
      for (Resolver.Action branch : union.actions) {
        follow(branch, path);
      }
    }
  }

  private void symbols(Resolver.EnumAdjust choice, String path) {
    List<String> symbols = choice.writer.getEnumSymbols();
    for (int i = 0; i < symbols.size(); i++) {
      if (choice.adjustments[i] < 0) {
        add(path, Obstacle.Kind.SYMBOL, "读方没有枚举值 " + symbols.get(i) + ",也没有默认值",
            "the reader has no symbol " + symbols.get(i) + " and no default");
      }
    }
  }

  private void refuse(Resolver.ErrorAction error, String path) {
    String written = error.writer.getFullName();
    String wanted = error.reader.getFullName();
    switch (error.error) {
      case INCOMPATIBLE_SCHEMA_TYPES -> add(path, Obstacle.Kind.TYPE, "写方为 " + written + ",读方为 " + wanted + ",不能转换",
          "written as " + written + ", which cannot be read as " + wanted);
      case NAMES_DONT_MATCH -> add(path, Obstacle.Kind.NAME, "名称不同:写方 " + written + ",读方 " + wanted,
          "named " + written + " by the writer and " + wanted + " by the reader");
      case SIZES_DONT_MATCH -> add(path, Obstacle.Kind.SIZE, "定长字节数不同", "fixed sizes differ");
      case MISSING_REQUIRED_FIELD -> missing(error, path);
      case NO_MATCHING_BRANCH -> add(path, Obstacle.Kind.BRANCH, "读方的联合没有分支 " + written,
          "the reader's union has no branch for " + written);
    }
  }

  private void missing(Resolver.ErrorAction error, String path) {
    for (Field field : error.reader.getFields()) {
      if (error.writer.getField(field.name()) == null && !field.hasDefaultValue()) {
        add(path + "/" + field.name(), Obstacle.Kind.MISSING_DEFAULT, "读方字段 " + field.name() + " 写方没有,且无默认值",
            "the reader's field " + field.name() + " is not written and has no default");
      }
    }
  }

  private void add(String path, Obstacle.Kind kind, String zh, String en) {
    obstacles.add(new Obstacle(path.isEmpty() ? "/" : path, kind, new Text(zh, en)));
  }
}
