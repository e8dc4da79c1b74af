package cn.yilu.catalogue.web;

import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Gives every template {@code page} and {@code words}, also those shown when a request failed. */
@Configuration(proxyBeanMethods = false)
class TemplateVariables {

  @Autowired
  void give(ThymeleafViewResolver templates, PageState page, Words words) {
    templates.setStaticVariables(Map.of("page", page, "words", words));
  }
}
