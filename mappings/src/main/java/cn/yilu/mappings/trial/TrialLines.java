package cn.yilu.mappings.trial;

import cn.yilu.mappings.Finding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trial as JSON, one object a line: each row, then what is to be said of the whole. */
final class TrialLines {
  private final JsonGenerator json;

  private TrialLines(JsonGenerator json) {
    this.json = json;
  }

  static void write(Trial trial, OutputStream out) throws IOException {
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      TrialLines lines = new TrialLines(json);
      for (TriedRow row : trial.rows()) {
        lines.row(row);
      }
      lines.whole(trial);
    }
  }

  private void row(TriedRow row) throws IOException {
    json.writeStartObject();
    json.writeNumberField("row", row.row());
    Optional<String> rejected = row.rejected();
    if (rejected.isPresent()) {
      json.writeStringField("rejected", rejected.get());
    }
    json.writeArrayFieldStart("claims");
    for (TriedClaim claim : row.claims()) {
      claim(claim);
    }
    json.writeEndArray();
    findings("findings", row.findings());
    end();
  }

  private void claim(TriedClaim claim) throws IOException {
    json.writeStartObject();
    json.writeStringField("dataset", claim.dataset());
    json.writeStringField("record", claim.record());
    json.writeObjectFieldStart("identifiers");
    for (var identifier : claim.identifiers()) {
      json.writeStringField(identifier.kind(), identifier.value());
    }
    json.writeEndObject();
    if (claim.time().isPresent()) {
      json.writeStringField("time", claim.time().get().toString());
    }
    json.writeBooleanField("withdrawn", claim.withdrawn());
    json.writeObjectFieldStart("values");
    for (Map.Entry<String, Object> value : claim.values().entrySet()) {
      json.writeFieldName(value.getKey());
      json.writeObject(value.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void findings(String name, List<Finding> findings) throws IOException {
    json.writeArrayFieldStart(name);
    for (Finding finding : findings) {
      json.writeStartObject();
      json.writeStringField("rule", finding.rule());
      json.writeStringField("column", finding.column());
      json.writeStringField("raw", finding.raw());
      json.writeStringField("zh", finding.mend().zh());
      json.writeStringField("en", finding.mend().en());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void whole(Trial trial) throws IOException {
    json.writeStartObject();
    findings("notes", trial.notes());
    json.writeArrayFieldStart("untouched");
    for (String column : trial.untouched()) {
      json.writeString(column);
    }
    json.writeEndArray();
    if (trial.unreadable().isPresent()) {
      json.writeObjectFieldStart("unreadable");
      json.writeStringField("zh", trial.unreadable().get().zh());
      json.writeStringField("en", trial.unreadable().get().en());
      json.writeEndObject();
    }
    json.writeBooleanField("cut", trial.cut());
    end();
  }

  private void end() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }
}
