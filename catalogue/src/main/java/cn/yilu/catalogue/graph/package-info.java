/** The catalogue as a graph: a TDB2 store that follows the entries, served as RDF and through a read-only SPARQL service. */
@NullMarked
package cn.yilu.catalogue.graph;

import org.jspecify.annotations.NullMarked;
