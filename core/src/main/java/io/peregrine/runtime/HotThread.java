package io.peregrine.runtime;

import java.util.List;

/**
 * What runs on one hot thread.
 *
 * @param name   of the thread
 * @param duties in their order
 */
record HotThread(String name, List<Duty> duties) {
}
