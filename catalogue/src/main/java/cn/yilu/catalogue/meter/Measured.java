package cn.yilu.catalogue.meter;

import java.util.stream.Stream;

/** A part of the service that tells how it is doing, in figures without personal data. */
public interface Measured {

  /** The figures as they stand now; of each name and thing at most one. */
  Stream<Figure> figures();
}
