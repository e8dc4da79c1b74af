package cn.yilu.catalogue.log;

class InMemoryLogTest extends LogContract {

  @Override
  Log open() {
    return new InMemoryLog();
  }
}
