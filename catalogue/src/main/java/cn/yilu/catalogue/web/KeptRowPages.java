package cn.yilu.catalogue.web;

import cn.yilu.catalogue.http.model.Rule;
import cn.yilu.catalogue.http.model.RuleCount;
import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.intake.FlawViews;
import cn.yilu.catalogue.intake.KeptFilter;
import cn.yilu.catalogue.intake.MappingTrials;
import cn.yilu.catalogue.intake.RejectionViews;
import cn.yilu.catalogue.intake.SourceChanges;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** The rows of a source that could not be used, and those that were used all the same, with what is wrong with them. */
@Controller
class KeptRowPages {
  private static final int ROWS = 50;
  private static final int RULES = 12;

  private final SourceViews sources;
  private final SourceChanges changes;
  private final RejectionViews rejections;
  private final FlawViews flaws;
  private final MappingTrials trials;
  private final Words words;

  KeptRowPages(SourceViews sources, SourceChanges changes, RejectionViews rejections, FlawViews flaws,
      MappingTrials trials, Words words) {
    this.sources = sources;
    this.changes = changes;
    this.rejections = rejections;
    this.flaws = flaws;
    this.trials = trials;
    this.words = words;
  }

  /** What a visitor asks for. */
  record Asked(Optional<Long> before, Optional<String> rule, Optional<String> delivery) {
    KeptFilter filter() {
      return KeptFilter.of(rule.orElse(null), delivery.orElse(null), null, null);
    }

    long below() {
      return Math.max(before.orElse(Long.MAX_VALUE), 1);
    }
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rejections", produces = MediaType.TEXT_HTML_VALUE)
  String rejections(@PathVariable String id, Asked asked, Model model) {
    Caller caller = staff();
    RejectionViews.Rows found = rejections.list(id, asked.below(), ROWS, asked.filter(), false, caller);
    fill(model, id, asked, caller, rejections.rules(id));
    model.addAttribute("rows", found.rows());
    model.addAttribute("older", found.before());
    model.addAttribute("replay", rejections.replay(id));
    return "rejections";
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/findings", produces = MediaType.TEXT_HTML_VALUE)
  String findings(@PathVariable String id, Asked asked, Model model) {
    Caller caller = staff();
    FlawViews.Rows found = flaws.list(id, asked.below(), ROWS, asked.filter(), caller);
    fill(model, id, asked, caller, flaws.rules(id));
    model.addAttribute("rows", found.rows());
    model.addAttribute("older", found.before());
    return "findings";
  }

  private void fill(Model model, String id, Asked asked, Caller caller, List<RuleCount> rules) {
    Source source = sources.of(id);
    model.addAttribute("source", source);
    model.addAttribute("title", words.of(source.getTitle()));
    model.addAttribute("rule", asked.rule().orElse(""));
    model.addAttribute("delivery", asked.delivery().orElse(""));
    model.addAttribute("first", asked.before().isEmpty());
    model.addAttribute("mine", changes.own(id, caller));
    model.addAttribute("names",
        trials.rules().stream().collect(Collectors.toMap(Rule::getRule, one -> words.of(one.getTitle()))));
    model.addAttribute("rules", rules.stream().limit(RULES).toList());
  }

  @PostMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/replay")
  String replay(@PathVariable String id, Asked asked) {
    rejections.replay(id, asked.filter(), staff());
    return "redirect:/sources/" + id + "/rejections";
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rejected.{format:csv|xlsx}")
  ResponseEntity<byte[]> rejected(@PathVariable String id, @PathVariable String format, Asked asked) {
    return table("rejected-" + id, format, rejections.export(id, asked.filter(), format.equals("xlsx"), staff()));
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/findings.{format:csv|xlsx}")
  ResponseEntity<byte[]> flawed(@PathVariable String id, @PathVariable String format, Asked asked) {
    return table("findings-" + id, format, flaws.export(id, asked.filter(), format.equals("xlsx"), staff()));
  }

  private static ResponseEntity<byte[]> table(String name, String format, byte[] table) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(format.equals("xlsx")
            ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            : "text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + format + "\"")
        .body(table);
  }

  private static Caller staff() {
    return Caller.current().require(Role.OPERATOR, Role.OFFICER, Role.AUDITOR);
  }
}
