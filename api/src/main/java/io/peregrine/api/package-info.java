/** The main program: what the launcher starts. */
package io.peregrine.api;
