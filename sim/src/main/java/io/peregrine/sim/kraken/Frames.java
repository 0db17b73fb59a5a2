package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Frames of the public channels: {@code {"channel","type","data"}} (section 4).
 *
 * <p><b>Threading:</b> stateless.
 */
final class Frames {
    /** Sent where nothing else was for a second. */
    static final String HEARTBEAT = "{\"channel\":\"heartbeat\"}";

    private Frames() {
    }

    /** A frame with one entry. */
    static String of(final String channel, final String type, final ObjectNode entry) {
        return ofData(channel, type, Json.array().add(entry));
    }

    /** A frame with any data. */
    static String ofData(final String channel, final String type, final JsonNode data) {
        final ObjectNode frame = Json.object().put("channel", channel).put("type", type);
        frame.set("data", data);
        return Json.text(frame);
    }
}
