package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.VenueClock;
import io.peregrine.net.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeProbeTest {
    private static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final List<URI> REST = List.of(URI.create("http://venue"));

    private final VenueClock clock = new VenueClock();
    private long nowNs = TimeUnit.DAYS.toNanos(20_000);

    @Test
    void asksAFewTimesAtFirstAndThenNowAndThen() {
        final TimeProbe probe = new TimeProbe(new TimeOfDay(), REST, clock);
        for (int i = 0; i < 5; i++) {
            assertTrue(probe.isDue(nowNs));
            probe.asked(nowNs);
            assertFalse(probe.isDue(nowNs + 60 * SECOND_NS), "one at a time");
            answer(probe, 200, Long.toString(nowNs / MS_NS));
            assertFalse(probe.isDue(nowNs + SECOND_NS / 2));
            nowNs += i < 4 ? SECOND_NS : 30 * SECOND_NS;
        }
        assertFalse(probe.isDue(nowNs - 1));
        assertTrue(probe.isDue(nowNs));
    }

    @Test
    void theAnswerBoundsTheClock() {
        final TimeProbe probe = new TimeProbe(new TimeOfDay(), REST, clock);
        probe.asked(nowNs);
        nowNs += 10 * MS_NS;
        answer(probe, 200, Long.toString(nowNs / MS_NS + 2_000));
        assertEquals(2_005 * MS_NS, clock.offsetNs(), 6.0 * MS_NS);
        assertTrue(clock.uncertaintyNs() <= 6 * MS_NS);
    }

    @Test
    void whatIsNoTimeTellsNothing() {
        final TimeProbe probe = new TimeProbe(new TimeOfDay(), REST, clock);
        probe.asked(nowNs);
        answer(probe, 503, "1700000000000");
        probe.asked(nowNs);
        answer(probe, 200, "soon");
        assertEquals(Long.MAX_VALUE, clock.uncertaintyNs());
    }

    @Test
    void aVenueThatDoesNotTellItsTimeIsNotAsked() {
        assertFalse(new TimeProbe(new TestProtocol(TestProtocol.LIMITS, List.of()), REST, clock).isDue(nowNs));
    }

    private void answer(final TimeProbe probe, final int status, final String body) {
        probe.onAnswer(new HttpAnswer(-1, status, body.getBytes(StandardCharsets.US_ASCII), 0, null), nowNs);
    }

    /** Tells its time in milliseconds, as a number alone. */
    private record TimeOfDay() implements FeedProtocol {
        @Override
        public Venue venue() {
            return Venue.BINANCE_SPOT;
        }

        @Override
        public List<Instrument> instruments() {
            return List.of();
        }

        @Override
        public URI streamUri(final URI base) {
            return base;
        }

        @Override
        public List<String> subscriptions() {
            return List.of();
        }

        @Override
        public URI snapshotUri(final URI base, final Instrument instrument) {
            return null;
        }

        @Override
        public URI timeUri(final URI base) {
            return base.resolve("/time");
        }

        @Override
        public long venueTimeNs(final String body) {
            return body.matches("\\d+") ? Long.parseLong(body) * MS_NS : Instrument.NULL_VALUE;
        }

        @Override
        public FeedLimits limits() {
            return TestProtocol.LIMITS;
        }
    }
}
