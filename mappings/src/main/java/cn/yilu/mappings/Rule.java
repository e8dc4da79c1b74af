package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import cn.yilu.schemas.identifier.ResidentIdFlaw;
import java.util.Locale;

/** A rule that a delivered value can break, with what is wrong and how to mend it. */
public enum Rule {
  RESIDENT_ID_LENGTH("公民身份号码应为18位(或旧式15位),请核对后补全",
      "a resident ID number has 18 characters (or 15 of the old form); complete it"),
  RESIDENT_ID_CHARACTER("公民身份号码只能由数字组成,末位可为X,请删除其他字符",
      "a resident ID number is digits, the last may be X; remove other characters"),
  RESIDENT_ID_DAMAGED("号码末位变成了0或科学计数,多为电子表格按数值保存所致;请将该列设为文本后重新导出",
      "the last digits became zeros or an exponent, as spreadsheets do to numbers; set the column to text and export again"),
  RESIDENT_ID_CHECKSUM("校验码不符,号码中至少有一位录错,请对照证件更正",
      "the check character does not fit, so at least one digit is wrong; compare with the card"),
  RESIDENT_ID_DATE("号码中的出生日期不存在,请对照证件更正", "the day of birth in the number does not exist; compare with the card"),
  RESIDENT_ID_FUTURE("号码中的出生日期晚于报送日期,请对照证件更正",
      "the day of birth in the number lies in the future; compare with the card"),
  RESIDENT_ID_DERIVED("15位旧号码已补为18位,请在来源系统更新", "15 digits were completed to 18; update the number at the source"),
  RESIDENT_ID_ABOLISHED_DIVISION("号码开头的行政区划已撤销,号码仍有效,无需更改",
      "the division this number begins with no longer exists; the number stays valid, nothing to do"),
  RESIDENT_ID_IS_ORGANISATION("此处填写的是统一社会信用代码,不是个人证件号码", "this is the code of an organisation, not of a person"),
  NAME_DAMAGED("姓名含问号或无法显示的字符,生僻字在传送中丢失;请来源系统改用GB18030或UTF-8重新报送",
      "the name holds a question mark or a private-use character: a rare character was lost on the way; send again in GB18030 or UTF-8"),
  PHONE_FORM("不是有效的手机或固定电话号码,请核对", "not a mobile or landline number; check it"),
  CODE_UNKNOWN("代码或名称不在代码表内,请改用标准代码,或在映射文件中补充对照",
      "neither a code nor a word of the code list; use a standard code or add it to the mapping's table"),
  DATE_FORM("日期或时间无法识别,请使用如2025-09-01或20250901的写法",
      "not a date or time we can read; write it like 2025-09-01 or 20250901"),
  DATE_SENTINEL("占位日期(如1900-01-01),按未填处理;没有日期请留空",
      "a placeholder such as 1900-01-01, taken as empty; leave unknown dates empty"),
  NUMBER_FORM("不是数字,请只填数值", "not a number; give digits only"),
  NUMBER_RANGE("数值超出合理范围,请核对", "the number is out of range; check it"),
  BOOLEAN_FORM("请填是或否(1或0)", "say yes or no (是 or 否, 1 or 0)"),
  DIGITS_FORM("编码位数或字符不对,请核对", "a code of the wrong length or with other characters than digits; check it"),
  USCC_FORM("统一社会信用代码不正确,请核对18位代码", "not a valid unified social credit code; check its 18 characters"),
  REAL_ESTATE_UNIT_FORM("不动产单元号应为28位,请核对", "a real-estate unit number has 28 characters; check it"),
  ADDRESS_PARTS("地址中认不出楼栋和房号,请写成如3号楼2单元501", "no building and room found in the address; write it like 3号楼2单元501"),
  PRESSURE_FORM("血压无法识别,请分别填写收缩压和舒张压", "not a blood pressure; give systolic and diastolic"),
  PRESSURE_SWAPPED("收缩压与舒张压填反,已对调,请在来源系统更正",
      "systolic and diastolic were swapped and have been put right; correct them at the source"),
  GLUCOSE_CONVERTED("血糖单位为mg/dL,已换算为mmol/L", "glucose was given in mg/dL and converted to mmol/L"),
  GLUCOSE_UNIT("血糖单位无法识别,请使用mmol/L或mg/dL", "unknown unit of glucose; use mmol/L or mg/dL"),
  EVENT_TIME_MISSING("缺少变动时间,合并时排在所有已知时间之前", "no time of change; ranks before every known time"),
  EVENT_TIME_FUTURE("变动时间晚于接收时间5分钟以上,按未知处理;请校准来源系统时钟",
      "the time of change is more than 5 minutes ahead of receipt and taken as unknown; set the source's clock"),
  RECORD_ID_MISSING("缺少记录编号,无法确定是哪一条记录;请补上后重新报送",
      "no record id, so nobody could tell which record this is; add it and send again"),
  NOTHING_TO_TAKE("本行没有任何可用内容,请对照映射文件检查", "nothing in this row can be used; compare it with the mapping"),
  COLUMN_COUNT("列数与表头不符,请检查分隔符和引号", "the number of columns differs from the heading; check separators and quotes"),
  QUOTE_UNCLOSED("引号没有成对,本行无法拆分;请补上引号", "a quote is never closed, so the row cannot be split; close it"),
  ROW_TOO_LONG("一行过长,请检查换行符", "the row is too long; check the line ends"),
  ELEMENT_TOO_LONG("一个值过长,已拒收", "a value is too long and was refused"),
  COLUMN_UNMAPPED("来源有此列,但映射文件没有使用;请补充映射或列入忽略",
      "the source has this column but the mapping does not use it; map it or list it as ignored"),
  COLUMN_MISSING("映射文件需要此列,但来源没有;请检查表头", "the mapping needs this column but the source lacks it; check the heading"),
  CHARSET_DIFFERS("实际编码与声明不符,已按实际编码读取;请更正声明",
      "the charset is not as declared; it was read as it is, correct the declaration"),
  UNDECODABLE("有无法解码的字节,已用替代符代替", "bytes that do not decode were replaced");

  private final String word;
  private final String zh;
  private final String en;

  Rule(String zh, String en) {
    word = name().toLowerCase(Locale.ROOT).replace('_', '-');
    this.zh = zh;
    this.en = en;
  }

  static Rule of(ResidentIdFlaw flaw) {
    return switch (flaw) {
      case LENGTH -> RESIDENT_ID_LENGTH;
      case CHARACTER -> RESIDENT_ID_CHARACTER;
      case DAMAGED -> RESIDENT_ID_DAMAGED;
      case CHECKSUM -> RESIDENT_ID_CHECKSUM;
      case DATE -> RESIDENT_ID_DATE;
      case FUTURE -> RESIDENT_ID_FUTURE;
    };
  }

  /** The name it has in findings. */
  public String word() {
    return word;
  }

  /** What is wrong and how to mend it. */
  public Text mend() {
    return new Text(zh, en);
  }

  Finding finding(long row, String column, String raw) {
    return new Finding(row, column, word, raw, mend());
  }
}
