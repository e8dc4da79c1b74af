/** The property companies (物业): files in a folder, some comma-separated in GB18030, some Excel. */
@NullMarked
package cn.yilu.examples.property;

import org.jspecify.annotations.NullMarked;
