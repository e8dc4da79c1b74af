package cn.yilu.examples.town;

import java.util.random.RandomGenerator;

/** Composes names from common surnames and given-name characters; a few rare ones, and a few with a middle dot. */
final class Names {
  private static final String[] SURNAMES = ("王 王 王 王 李 李 李 李 张 张 张 张 刘 刘 刘 陈 陈 杨 杨 赵 赵 黄 周 吴 徐 孙 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 "
      + "萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 "
      + "汤 尹 黎 易 常 武 乔 贺 赖 龚 文 欧阳 司马 上官 䶮").split(" ");
  private static final String MALE = "伟强磊洋勇军杰涛超明刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢建国志文德福庆海山峰松柏东亮民诚信仁义安泰康成立业振兴保全永长贵";
  private static final String FEMALE = "芳娜秀敏静丽艳娟霞燕玲桂兰英华慧巧美珍莲云红梅琴凤洁琳素莉真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤贞婷宁蓓纨仪荷丹蓉眉君琪萱";
  private static final String[] RARE = {"䶮", "𠮷", "㐂", "㛃", "頔"};
  private static final String[] DOTTED_FIRST = {"古丽", "阿依", "买买提", "艾山", "阿迪力", "热娜"};
  private static final String[] DOTTED_LAST = {"吐尔逊", "阿不都", "肉孜", "克里木", "司马义"};

  private static final String SIMPLIFIED = "兰国华丽东陈张刘赵黄杨吴孙马罗郑谢韩冯萧邓许彭吕苏卢蒋贾阎叶钟陆龙钱汤贺赖龚强军杰鹏飞宁欢庆亮诚义业兴长贵娟莲云凤爱莺莉环荣琼贞纨仪";
  private static final String TRADITIONAL = "蘭國華麗東陳張劉趙黃楊吳孫馬羅鄭謝韓馮蕭鄧許彭呂蘇盧蔣賈閻葉鍾陸龍錢湯賀賴龔強軍傑鵬飛寧歡慶亮誠義業興長貴娟蓮雲鳳愛鶯莉環榮瓊貞紈儀";

  private Names() {}

  static String surname(RandomGenerator random) {
    return SURNAMES[random.nextInt(SURNAMES.length)];
  }

  /** A given name of one or two characters; about one in three hundred has a rare character. */
  static String given(RandomGenerator random, Sex sex) {
    String characters = sex == Sex.MALE ? MALE : FEMALE;
    String first = one(random, characters);
    if (random.nextInt(300) == 0) {
      return first + RARE[random.nextInt(RARE.length)];
    }
    return random.nextInt(5) == 0 ? first : first + one(random, characters);
  }

  static String dotted(RandomGenerator random) {
    return DOTTED_FIRST[random.nextInt(DOTTED_FIRST.length)] + "·" + DOTTED_LAST[random.nextInt(DOTTED_LAST.length)];
  }

  /** The name as somebody writes it who keeps to traditional characters. */
  static String traditional(String name) {
    StringBuilder written = new StringBuilder();
    name.codePoints().forEach(c -> {
      int at = SIMPLIFIED.indexOf(c);
      written.appendCodePoint(at < 0 ? c : TRADITIONAL.codePointAt(at));
    });
    return written.toString();
  }

  private static String one(RandomGenerator random, String characters) {
    return String.valueOf(characters.charAt(random.nextInt(characters.length())));
  }
}
