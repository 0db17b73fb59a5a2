package io.peregrine.api.view;

import java.util.function.Predicate;

/**
 * Which orders to list, newest first.
 *
 * @param accepts which
 * @param before  only orders with a lower id; {@code Long.MAX_VALUE} for all
 * @param limit   at most so many
 */
public record OrderFilter(Predicate<Order> accepts, long before, int limit) {
}
