/** Tests of the assembly, on a venue without sockets. */
package io.peregrine.runtime;
