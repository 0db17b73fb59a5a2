package io.peregrine.sim.coinbase;

import io.peregrine.sim.account.Account;

/**
 * A client of a venue.
 *
 * <p><b>Threading:</b> immutable; the account belongs to the exchange thread.
 *
 * @param account   its money and orders
 * @param userId    24 hexadecimal digits
 * @param profileId a UUID
 */
public record Profile(Account account, String userId, String profileId) {
}
