/**
 * Snapshots of the core's state: files that are whole or not used. Written and read off the hot path. Imports messages only; each part of
 * the state writes itself.
 */
package io.peregrine.snapshot;
