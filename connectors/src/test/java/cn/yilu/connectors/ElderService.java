package cn.yilu.connectors;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;

/** A vendor's SOAP service, which answers its rows as XML within a text, as they do. */
@WebService(targetNamespace = "urn:elder-care", serviceName = "ElderService")
public class ElderService {
  private final Runnable before;

  /** @param before what is done before each answer */
  ElderService(Runnable before) {
    this.before = before;
  }

  /** Answers who changed since a time. */
  @WebMethod(operationName = "GetElders", action = "urn:elder-care/GetElders")
  @WebResult(name = "document")
  public String elders(@WebParam(name = "since") String since) {
    before.run();
    if (since.startsWith("9999")) {
      throw new IllegalArgumentException("王桂兰 " + since);
    }
    return "<老人列表><老人 since=\"" + since + "\"><姓名>王桂兰</姓名></老人></老人列表>";
  }
}
