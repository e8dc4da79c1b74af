package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A resource only refers to another, which is not there, so nobody knows whom it is about. */
public final class ReferenceUnresolved extends Rule {
  public static final ReferenceUnresolved RULE = new ReferenceUnresolved();

  private ReferenceUnresolved() {
    super(Effect.EMPTIED,
        new Text("引用的资源不在投递中", "Reference leads nowhere"),
        new Text("资源只写了对另一资源的引用(如 Patient/123),同一份投递中没有该资源,也没有写它的标识。",
            "A resource only refers to another (such as Patient/123), which is not in the same delivery, and does not state"
                + " its identifier."),
        new Text("请在引用中附上标识(如 subject.identifier),或让被引用的资源出现在同一份投递中(查询加 _include)",
            "state the identifier in the reference (such as subject.identifier), or deliver what is referred to together"
                + " with it (a search does by _include)"));
  }
}
