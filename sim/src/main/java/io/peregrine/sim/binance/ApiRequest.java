package io.peregrine.sim.binance;

/**
 * A request as it came in.
 *
 * <p><b>Threading:</b> immutable but for reading the parameters.
 *
 * @param parameters    all parameters
 * @param apiKey        key that came with it, or null
 * @param signedPayload what its signature must be of
 * @param address       the client's address
 * @param session       the WebSocket API connection it came on, or null over REST
 */
record ApiRequest(Parameters parameters, String apiKey, String signedPayload, String address, WsApiSession session) {
}
