package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who listens to which stream.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class StreamHub {
    private final Map<String, Set<StreamSession>> listeners = new HashMap<>();

    void subscribe(final StreamSession session, final String stream) {
        listeners.computeIfAbsent(stream, name -> new LinkedHashSet<>()).add(session);
    }

    void unsubscribe(final StreamSession session, final String stream) {
        final Set<StreamSession> sessions = listeners.get(stream);
        if (sessions != null && sessions.remove(session) && sessions.isEmpty()) {
            listeners.remove(stream);
        }
    }

    /** Writes an event once and sends it to all who listen, if anyone does. */
    void publish(final String stream, final Supplier<? extends JsonNode> event) {
        if (listeners.containsKey(stream)) {
            publishText(stream, event.get().toString());
        }
    }

    /** Sends a written event to all who listen. */
    void publishText(final String stream, final String event) {
        listeners.getOrDefault(stream, Set.of()).forEach(session -> session.deliver(stream, event));
    }
}
