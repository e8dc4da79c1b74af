package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern USED = Pattern.compile("#\\{([a-z][a-zA-Z.]*)[}(]");

  @Test
  void bothLanguagesSayTheSameThings() throws IOException {
    assertThat(messages("zh").stringPropertyNames()).isEqualTo(messages("en").stringPropertyNames());
  }

  @Test
  void bothLanguagesFillTheSamePlaces() throws IOException {
    Properties en = messages("en");

    messages("zh").forEach((key, text) -> assertThat(places(text.toString())).as(key.toString())
        .isEqualTo(places(en.getProperty(key.toString()))));
  }

  @Test
  void everythingTheTemplatesSayIsThere() throws IOException {
    Properties zh = messages("zh");
    try (Stream<Path> templates = Files.list(RESOURCES.resolve("templates"))) {
      for (Path template : templates.toList()) {
        USED.matcher(Files.readString(template)).results().map(found -> found.group(1))
            .forEach(key -> assertThat(zh).as(template.toString()).containsKey(key));
      }
    }
  }

  private static Properties messages(String language) throws IOException {
    Properties messages = new Properties();
    try (Reader reader = Files.newBufferedReader(RESOURCES.resolve("messages_" + language + ".properties"))) {
      messages.load(reader);
    }
    return messages;
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    Matcher matcher = Pattern.compile("\\{\\d}").matcher(text);
    while (matcher.find()) {
      places.add(matcher.group());
    }
    return places;
  }
}
