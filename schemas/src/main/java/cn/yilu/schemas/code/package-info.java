/** Code lists (代码表) as versioned data: every code with its labels in Chinese and English and the words it goes by. */
@NullMarked
package cn.yilu.schemas.code;

import org.jspecify.annotations.NullMarked;
