/**
 * Reading venue JSON in place, without garbage. Runs on whichever agent owns the bytes; imports nothing but Agrona's buffers and
 * {@code io.peregrine.instrument.Decimals}.
 */
package io.peregrine.json;
