package io.peregrine.api.stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.rest.Json;

/**
 * One message, rendered once for all clients but for its sequence number.
 *
 * @param channel who wants it
 * @param symbol  about which symbol, or null
 * @param key     messages of the same key replace each other in a slow client's queue; null for one that must never be lost
 * @param type    its type
 * @param timeNs  when it happened
 * @param data    its body as JSON
 */
record StreamMessage(Channel channel, String symbol, String key, String type, long timeNs, String data) {
    /** An event: every client gets it. */
    static StreamMessage event(final Channel channel, final String symbol, final String type, final long timeNs, final JsonNode data) {
        return new StreamMessage(channel, symbol, null, type, timeNs, Json.text(data));
    }

    /** The newest state of something: a slow client gets only the last. */
    static StreamMessage state(
            final Channel channel, final String symbol, final String type, final String of, final long timeNs, final JsonNode data) {
        return new StreamMessage(channel, symbol, type + '/' + of, type, timeNs, Json.text(data));
    }

    String text(final long sequence) {
        return "{\"type\":\"" + type + "\",\"ts\":" + timeNs + ",\"seq\":" + sequence + ",\"data\":" + data + '}';
    }

    int length() {
        return data.length();
    }
}
