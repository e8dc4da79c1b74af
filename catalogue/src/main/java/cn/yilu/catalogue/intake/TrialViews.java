package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.MappingFault;
import cn.yilu.catalogue.http.model.MappingTrial;
import cn.yilu.catalogue.http.model.Rule;
import cn.yilu.catalogue.http.model.Text;
import cn.yilu.catalogue.http.model.TriedClaim;
import cn.yilu.catalogue.http.model.TriedRow;
import cn.yilu.mappings.Identifier;
import cn.yilu.mappings.trial.Trial;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;

/** Trials and rules as the HTTP contract shows them. */
final class TrialViews {

  private TrialViews() {}

  static MappingTrial of(Trial trial) {
    MappingTrial view = new MappingTrial(faults(trial.faults()), trial.rows().stream().map(TrialViews::of).toList(),
        FindingViews.of(trial.notes()), trial.untouched(), trial.cut());
    trial.unreadable().ifPresent(why -> view.unreadable(text(why)));
    return view;
  }

  static List<MappingFault> faults(List<cn.yilu.mappings.MappingFault> faults) {
    return faults.stream().map(fault -> new MappingFault(fault.line(), fault.column(), text(fault.message()))
        .suggestion(fault.suggestion().map(TrialViews::text).orElse(null))).toList();
  }

  private static TriedRow of(cn.yilu.mappings.trial.TriedRow row) {
    TriedRow view = new TriedRow(row.row(), row.claims().stream().map(TrialViews::of).toList(),
        FindingViews.of(row.findings()));
    row.rejected().ifPresent(view::rejected);
    return view;
  }

  private static TriedClaim of(cn.yilu.mappings.trial.TriedClaim claim) {
    TriedClaim view = new TriedClaim(claim.dataset(), claim.record(), claim.identifiers().stream()
        .collect(Collectors.toMap(Identifier::kind, Identifier::value, (one, other) -> one)), claim.withdrawn(),
        claim.values());
    claim.time().ifPresent(time -> view.time(time.atOffset(ZoneOffset.UTC)));
    return view;
  }

  static Rule of(cn.yilu.mappings.rule.Rule rule) {
    return new Rule(rule.word(), Rule.EffectEnum.valueOf(rule.effect().name()), text(rule.title()),
        text(rule.meaning()), text(rule.mend()));
  }

  private static Text text(cn.yilu.schemas.Text text) {
    return new Text(text.zh(), text.en());
  }
}
