package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Mapping files by name: an installation's own in {@code sources/mappings} go before those that come with the release. */
@Component
class MappingFiles {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");

  private final Path folder;
  private final SharedSchemas schemas;

  MappingFiles(DataDirectory data, SharedSchemas schemas) {
    this.folder = data.sources().resolve("mappings");
    this.schemas = schemas;
  }

  /** The compiled mapping; an unknown or faulty one is an {@link IllegalArgumentException} that says where. */
  Mapping get(String name) {
    return Mapping.compile(text(name), schemas);
  }

  /** The file's text as it stands. */
  String text(String name) {
    if (!SLUG.matcher(name).matches()) {
      throw new Complaint(new Text("映射文件名“" + name + "”不符合 [a-z0-9-]{1,64}",
          "mapping name '" + name + "' is not [a-z0-9-]{1,64}"));
    }
    Path own = folder.resolve(name + ".yaml");
    try {
      return Files.exists(own)
          ? read(own)
          : MappingLibrary.released(name)
              .orElseThrow(() -> new Complaint(
                  new Text("没有名为“" + name + "”的映射文件", "there is no mapping named '" + name + "'")));
    } catch (IOException e) {
      throw new UncheckedIOException("mapping " + name + " cannot be read", e);
    }
  }

  /** The text of a file that a person put there; one in another charset than UTF-8 is a {@link Complaint}. */
  static String read(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new Complaint(new Text("文件 " + file.getFileName() + " 不是UTF-8编码,请另存为UTF-8",
          "the file " + file.getFileName() + " is not UTF-8; save it as UTF-8"), e);
    }
  }
}
