package cn.yilu.catalogue.search;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.Text;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarksTest {

  @Test
  void everythingElseIsEscaped() {
    Text marked = new Marks(Set.of("养老")).in(new Text("<b>养老</b> & 服务", "a \"b\" <script>"));

    assertThat(marked.zh()).isEqualTo("&lt;b&gt;<mark>养老</mark>&lt;/b&gt; &amp; 服务");
    assertThat(marked.en()).isEqualTo("a &quot;b&quot; &lt;script&gt;");
  }

  @Test
  void aWordWithinALongerOneIsMarkedAlone() {
    assertThat(new Marks(Set.of("老人")).in(new Text("独居老人探访", "x")).zh()).isEqualTo("独居<mark>老人</mark>探访");
  }

  @Test
  void neighboursShareAMark() {
    assertThat(new Marks(Set.of("独居老人", "独居", "老人", "探访")).in(new Text("对独居老人探访。", "x")).zh())
        .isEqualTo("对<mark>独居老人探访</mark>。");
  }
}
