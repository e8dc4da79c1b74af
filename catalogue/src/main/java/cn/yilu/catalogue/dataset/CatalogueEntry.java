package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;

/**
 * Payload of the topic {@code entries}: one version of a catalogue entry.
 *
 * @param id slug of the dataset
 * @param version from 1
 * @param triples the graph as sorted N-Triples without blank nodes; equal graphs have equal text
 */
public record CatalogueEntry(String id, int version, String triples) {
  /** Topic of the log that holds the entries. */
  public static final String TOPIC = "entries";

  static CatalogueEntry of(String id, int version, Model model) {
    StringWriter out = new StringWriter();
    RDFDataMgr.write(out, model, Lang.NTRIPLES);
    return new CatalogueEntry(id, version, out.toString().lines().sorted().collect(Collectors.joining("\n", "", "\n")));
  }

  /** Reads what {@link #encode} wrote. */
  public static CatalogueEntry decode(byte[] payload) {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(payload, null);
    try {
      return new CatalogueEntry(decoder.readString(), decoder.readInt(), decoder.readString());
    } catch (IOException e) {
      throw new UncheckedIOException("not a catalogue entry", e);
    }
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(triples.length() + 64);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeString(id);
      encoder.writeInt(version);
      encoder.writeString(triples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The key of all versions of the entry with this id. */
  static Key key(String id) {
    try {
      return Key.of(MessageDigest.getInstance("SHA-256").digest(("entry/" + id).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The graph with the names it has in the log. */
  public Graph graph() {
    return RDFParser.fromString(triples, Lang.NTRIPLES).toGraph();
  }

  /** The entry as people read it; records are not counted. */
  public DatasetView view() {
    return new EntryReader(ModelFactory.createModelForGraph(graph()), id).view();
  }
}
