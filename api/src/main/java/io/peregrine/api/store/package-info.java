/**
 * The SQL store: tables that are filled from the journal and from nothing else, so that they can be made again at any time. One cold thread
 * writes; nothing that trades waits for it or knows of it. JDBC, H2 and Flyway are used here only.
 */
package io.peregrine.api.store;
