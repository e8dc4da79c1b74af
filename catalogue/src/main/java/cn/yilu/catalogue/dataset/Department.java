package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.util.Optional;

/**
 * A body that provides data or answers for items of it (提供方、数源部门).
 *
 * @param id as schemas and source files name it, such as {@code civil}
 * @param uscc unified social credit code (统一社会信用代码), when the organisation is registered here with one
 */
public record Department(String id, Text name, Optional<String> uscc) {}
