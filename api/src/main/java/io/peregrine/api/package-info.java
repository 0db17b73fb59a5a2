/** The main program. */
package io.peregrine.api;
