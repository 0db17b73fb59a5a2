package io.peregrine.api.alert;

import io.peregrine.api.rest.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Alerts as lines of the log: errors from severe on, else warnings. */
final class LogChannel implements AlertChannel {
    private static final Logger LOG = LoggerFactory.getLogger("io.peregrine.alert");

    @Override
    public void send(final Alert alert) {
        final Level level = switch (alert.severity()) {
            case SEVERE, CRITICAL -> Level.ERROR;
            default -> Level.WARN;
        };
        LOG.atLevel(level).log("alert {}: {}", alert.title(), Json.text(alert.body()));
    }
}
