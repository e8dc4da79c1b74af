package cn.yilu.catalogue.registry;

import java.util.List;

/** A schema as it was sent. */
record Draft(String text, List<Reference> references) {

  Draft {
    references = List.copyOf(references);
  }
}
