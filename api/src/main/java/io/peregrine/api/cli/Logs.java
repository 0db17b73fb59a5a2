package io.peregrine.api.cli;

import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/**
 * Logging goes to standard error: JSON lines by default, readable text on a terminal.
 *
 * <p><b>Threading:</b> before the first logger is made, on the main thread.
 */
final class Logs {
    private Logs() {
    }

    /** Chooses the form; must come before any class that has a logger is loaded. */
    static void choose(final List<String> arguments) {
        System.setProperty("java.util.logging.manager", "org.apache.logging.log4j.jul.LogManager");
        if (System.getProperty("peregrine.log") == null) {
            final boolean terminal = System.console() != null && System.console().isTerminal();
            System.setProperty("peregrine.log", terminal || arguments.contains("demo") ? "text" : "json");
        }
    }

    /** Sets the level: debug, info, warn or error. */
    static void level(final String level) {
        Configurator.setRootLevel(Level.toLevel(level));
    }
}
