/**
 * The schema registry (模式注册中心): Avro schemas by subject, version and id, answered as Confluent's registry answers, so
 * that existing serialisers and their clients work. The released shared schemas stand in it as they are; what programs
 * register besides can be used by serialisers, and nothing can be granted on it.
 */
@NullMarked
package cn.yilu.catalogue.registry;

import org.jspecify.annotations.NullMarked;
