package io.peregrine.api.alert;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.RiskEventType;
import io.peregrine.message.Severity;
import java.util.concurrent.TimeUnit;

/** One alert that says that it is a test, sent at once and once. */
public final class TestAlert {
    private TestAlert() {
    }

    /**
     * What became of it.
     *
     * @param delivered does the other side have it?
     * @param error     why not, or null
     * @param tookMs    how long that took
     */
    public record Result(boolean delivered, String error, long tookMs) {
    }

    /** Opens the channel, sends, and closes it. */
    public static Result send(final ChannelSettings settings, final long nowNs) throws InterruptedException {
        final long startNs = System.nanoTime();
        final String id = "test-" + nowNs;
        final ObjectNode body = Json.object().put("id", id).put("test", true);
        body.putObject("event").put("type", "TEST").put("severity", Severity.INFO.name()).put("time_ns", nowNs);
        final AlertChannel channel = settings.open();
        try {
            channel.send(new Alert(
                    id, nowNs, RiskEventType.TRADING_RESUMED, Severity.INFO, "TEST of alert channel " + settings.id(), body));
            return new Result(true, null, tookMs(startNs));
        } catch (final AlertException e) {
            return new Result(false, e.getMessage(), tookMs(startNs));
        } finally {
            channel.close();
        }
    }

    private static long tookMs(final long startNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
    }
}
