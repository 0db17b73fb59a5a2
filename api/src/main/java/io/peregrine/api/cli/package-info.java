/** The commands of the launcher, one class each. Results go to standard output as JSON, everything else to standard error. */
package io.peregrine.api.cli;
