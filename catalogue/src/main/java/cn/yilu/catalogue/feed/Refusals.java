package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.grant.Decision;

/** Why a feed answers nothing. */
final class Refusals {
  private Refusals() {}

  static Problem unknownDataset() {
    return new Problem(404, "unknown-dataset", "没有这个数据集的推送。", "There is no feed of such a dataset.");
  }

  static Problem badCursor() {
    return new Problem(400, "bad-cursor", "游标无效：请原样使用上一页给出的游标，或不带游标从头读取。",
        "The cursor is not one of ours for this reader and dataset: use the one given with the last page as it stands, "
            + "or none to begin anew.");
  }

  static Problem goneCursor() {
    return new Problem(410, "bad-cursor", "数据已恢复到较早状态，此游标不再有效：请不带游标从头读取并替换已有数据。",
        "The log was restored since this cursor was given: begin anew without a cursor and replace what you hold.");
  }

  static Problem forgotten() {
    return new Problem(410, "bad-cursor", "此游标已过期：其后的删除信息已不再保留。请不带游标从头读取，并替换已有数据。",
        "The cursor is too old: deletes since it was given are no longer kept. "
            + "Begin anew without a cursor and replace what you hold.");
  }

  static Problem grantChanged() {
    return new Problem(410, "grant-changed", "授权已变更：请不带游标从头读取并替换已有数据。",
        "The grant has changed since this cursor was given: begin anew without a cursor and replace what you hold.");
  }

  static Problem unavailable() {
    return new Problem(503, "unavailable", "服务暂时无法提供数据，请稍后重试。",
        "Data cannot be served at the moment, please try again later.");
  }

  static Problem denied(Decision.Reason reason) {
    return switch (reason) {
      case NO_GRANT -> noGrant("没有读取此数据集的授权。", "There is no grant to read this dataset.");
      case NOT_YET -> noGrant("授权尚未开始。", "The grant has not begun yet.");
      case ENDED -> noGrant("授权已到期。", "The grant has ended.");
      case WITHDRAWN -> noGrant("授权已撤回。", "The grant was withdrawn.");
      case UNKNOWN -> new Problem(503, "unavailable", "暂时无法核实授权，请稍后重试。",
          "Grants cannot be checked at the moment, please try again later.");
    };
  }

  private static Problem noGrant(String zh, String en) {
    return new Problem(403, "no-grant", zh, en);
  }
}
