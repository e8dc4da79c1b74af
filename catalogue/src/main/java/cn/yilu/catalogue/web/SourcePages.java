package cn.yilu.catalogue.web;

import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.intake.RejectionFilter;
import cn.yilu.catalogue.intake.RejectionViews;
import cn.yilu.catalogue.intake.SourceChanges;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.List;
import java.util.Objects;
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
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** The sources at work, and the rows that could not be used with what is wrong with them. */
@Controller
class SourcePages {
  private static final int ROWS = 50;
  private final SourceViews sources;
  private final SourceChanges changes;
  private final RejectionViews rejections;
  private final Words words;

  SourcePages(SourceViews sources, SourceChanges changes, RejectionViews rejections, Words words) {
    this.sources = sources;
    this.changes = changes;
    this.rejections = rejections;
    this.words = words;
  }

  /** The whole page, or only its lanes for a page that renews them. */
  @GetMapping(path = "/sources", produces = MediaType.TEXT_HTML_VALUE)
  String sources(@RequestHeader("HX-Request") Optional<String> part, Model model) {
    Caller caller = staff();
    List<Source> all = sources.all();
    model.addAttribute("sources", all);
    model.addAttribute("mine", all.stream().map(Source::getId).filter(id -> changes.own(id, caller)).toList());
    model.addAttribute("operator", caller.role() == Role.OPERATOR);
    model.addAttribute("paces",
        all.stream().collect(Collectors.toMap(Source::getId,
            source -> Sparkline.of(Objects.requireNonNullElse(source.getPace(), List.of())))));
    return part.isPresent() ? "lanes :: lanes" : "sources";
  }

  @PostMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/{act:pause|resume}")
  String pause(@PathVariable String id, @PathVariable String act) {
    changes.pause(id, act.equals("pause"), staff());
    return "redirect:/sources";
  }

  @PostMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/snapshot/{decision:yes|no}")
  String decide(@PathVariable String id, @PathVariable String decision) {
    changes.decide(id, decision.equals("yes"), staff());
    return "redirect:/sources";
  }

  /** Says what rewinding means before it is done. */
  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rewind", produces = MediaType.TEXT_HTML_VALUE)
  String rewind(@PathVariable String id, Model model) {
    staff().require(Role.OPERATOR);
    model.addAttribute("source", sources.of(id));
    return "rewind";
  }

  @PostMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rewind")
  String rewound(@PathVariable String id) {
    changes.rewind(id, Optional.empty(), staff());
    return "redirect:/sources";
  }

  private static Caller staff() {
    return Caller.current().require(Role.OPERATOR, Role.OFFICER, Role.AUDITOR);
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rejections", produces = MediaType.TEXT_HTML_VALUE)
  String rejections(@PathVariable String id, @RequestParam Optional<Long> before, @RequestParam Optional<String> rule,
      @RequestParam Optional<String> delivery, Model model) {
    Caller caller = staff();
    RejectionViews.Rows found = rejections.list(id, Math.max(before.orElse(Long.MAX_VALUE), 1), ROWS,
        RejectionFilter.of(rule.orElse(null), delivery.orElse(null), null, null), false, caller);
    Source source = sources.of(id);
    model.addAttribute("source", source);
    model.addAttribute("title", words.of(source.getTitle()));
    model.addAttribute("rows", found.rows());
    model.addAttribute("rule", rule.orElse(""));
    model.addAttribute("delivery", delivery.orElse(""));
    model.addAttribute("mine", changes.own(id, caller));
    model.addAttribute("replay", rejections.replay(id));
    model.addAttribute("first", before.isEmpty());
    model.addAttribute("older", found.before());
    return "rejections";
  }

  @PostMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/replay")
  String replay(@PathVariable String id, @RequestParam Optional<String> rule, @RequestParam Optional<String> delivery) {
    rejections.replay(id, RejectionFilter.of(rule.orElse(null), delivery.orElse(null), null, null), staff());
    return "redirect:/sources/" + id + "/rejections";
  }

  @GetMapping(path = "/sources/{id:[a-z0-9-]{1,64}}/rejected.{format:csv|xlsx}")
  ResponseEntity<byte[]> export(@PathVariable String id, @PathVariable String format,
      @RequestParam Optional<String> rule, @RequestParam Optional<String> delivery) {
    boolean workbook = format.equals("xlsx");
    byte[] table = rejections.export(id, RejectionFilter.of(rule.orElse(null), delivery.orElse(null), null, null),
        workbook, staff());
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(workbook
            ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            : "text/csv;charset=UTF-8"))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"rejected-" + id + "." + format + "\"")
        .body(table);
  }
}
