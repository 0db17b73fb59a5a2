package io.peregrine.emergency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.killswitch.KillSwitch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was done about each trip, as JSON lines in the data directory: by whom, and what became of the orders. Whoever cancels adds a line
 * when it is through, the engine as well as the watchdog; a line goes in at once, so that two do not mix.
 *
 * <p><b>Threading:</b> any. <b>Errors:</b> what can not be written is logged, and hinders nothing.
 */
public final class CancelLog {
    /** Its name in the data directory. */
    public static final String FILE_NAME = "kill-switch.log";

    private static final Logger LOG = LoggerFactory.getLogger(CancelLog.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** @param directory the data directory */
    public CancelLog(final Path directory) {
        file = directory.resolve(FILE_NAME);
    }

    /**
     * Adds a line.
     *
     * @param by      who cancelled: {@code engine}, {@code watchdog}, {@code command}
     * @param further facts about the sender
     */
    public void append(final String by, final KillSwitch killSwitch, final Map<String, ?> further, final List<CancelReport> reports) {
        final KillSwitch.Status status = killSwitch.status();
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put("by", by);
        line.put("pid", ProcessHandle.current().pid());
        line.put("tripped_ns", status.timeNs());
        line.put("trip_tick_ns", killSwitch.tripTickNs());
        line.put("reason", status.reason());
        line.putAll(further);
        line.put("venues", reports.stream().map(CancelReport::facts).toList());
        try {
            Files.write(file, (JSON.writeValueAsString(line) + '\n').getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("facts are JSON", e);
        } catch (final IOException e) {
            LOG.error("{} can not be written: {}", file, e.getMessage());
        }
    }

    /** The last whole line, or null where there is none. */
    public String last() {
        try {
            final List<String> lines = Files.readAllLines(file);
            return lines.isEmpty() ? null : lines.getLast();
        } catch (final IOException e) {
            return null;
        }
    }
}
