package io.peregrine.sim.binance;

import io.peregrine.sim.account.Account;

/**
 * A request on its way to a method.
 *
 * @param parameters all parameters
 * @param account    whose key it came with, or null
 * @param session    the WebSocket API connection it came on, or null over REST
 */
record Call(Parameters parameters, Account account, WsApiSession session) {
}
