/**
 * Commands from people and programs to the trade core: encoded by the API's threads into a ring, read by the trade thread between two
 * events.
 */
package io.peregrine.command;
