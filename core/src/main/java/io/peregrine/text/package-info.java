/** Text as bytes, for protocols. */
package io.peregrine.text;
