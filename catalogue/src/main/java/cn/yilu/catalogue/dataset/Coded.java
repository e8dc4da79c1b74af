package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;

/** A code of a code list with its label; the label is what people read, the code stands small beside it. */
public record Coded(String code, Text label) {}
