package cn.yilu.catalogue.web;

import cn.yilu.catalogue.http.model.Source;
import cn.yilu.catalogue.intake.SourceChanges;
import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The sources at work. */
@Controller
class SourcePages {
  private final SourceViews sources;
  private final SourceChanges changes;

  SourcePages(SourceViews sources, SourceChanges changes) {
    this.sources = sources;
    this.changes = changes;
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
}
