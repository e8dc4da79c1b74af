package cn.yilu.catalogue.log;

class InMemoryCompactionTest extends CompactionContract {

  @Override
  Log open() {
    return new InMemoryLog();
  }

  @Override
  Compaction compaction() {
    return (InMemoryLog) log;
  }
}
