/** Own processes: starting and ending them, finding those a killed run left behind, ports, and files of settings. */
@NullMarked
package cn.yilu.examples.process;

import org.jspecify.annotations.NullMarked;
