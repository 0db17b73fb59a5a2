package io.peregrine.trade;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.strategy.quoting.MarketMaker;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A snapshot and the rest of the journal make the same core as the whole journal: by its state and by what it does next. */
class TradeSnapshotPropertyTest {
    private static final long SEED = 11;
    private static final int CUTS = 60;

    private final JournalLines lines = new JournalLines();

    @Test
    void snapshotAndTailEqualTheJournal() {
        snapshotAndTailEqualTheJournal(TradingSession.run(SEED, 3_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCEL_OLDEST", "DECREMENT"})
    void snapshotAndTailEqualTheJournalWithOrdersThatWaitForOthers(final SelfTradePrevention mode) {
        snapshotAndTailEqualTheJournal(TradingSession.run(SEED, 3_000, false, TradingSession.selfTrades(mode)));
    }

    private void snapshotAndTailEqualTheJournal(final TradeFixture session) {
        assertTrue(session.counter(TradeCounter.FILLS) > 100, "a session worth its name");
        final Random random = new Random(SEED);
        for (int i = 0; i < CUTS; i++) {
            final int cut = random.nextInt(session.records.size() + 1);
            final int at = random.nextInt(cut + 1);
            final String label = "seed " + SEED + ", snapshot at " + at + " of " + cut;
            final TradeFixture whole = core(session);
            read(session, 0, cut, whole);
            final TradeFixture first = core(session);
            read(session, 0, at, first);
            final TradeFixture second = core(session);
            snapshot(first).forEach(message -> second.core.restoring().onMessage(new UnsafeBuffer(message), 0, message.length));
            assertArrayEquals(bytes(snapshot(first)), bytes(snapshot(second)), label + ": restored");
            read(session, at, cut, second);
            assertArrayEquals(bytes(snapshot(whole)), bytes(snapshot(second)), label);
            assertEquals(next(whole), next(second), label);
        }
    }

    /** What the core does when it starts and the venue answers everything that it asks. */
    private static List<String> next(final TradeFixture recovered) {
        final RandomVenue venue = new RandomVenue(SEED);
        venue.connect(recovered);
        recovered.start();
        recovered.book(TradeFixture.BTC, BookState.LIVE);
        for (int i = 0; i < 40; i++) {
            recovered.after(TradeFixture.SECOND_NS / 4);
            recovered.quote(TradeFixture.BTC, 9_990 + i, 10_010 + i);
            venue.act();
        }
        for (int i = 1; i < 400; i++) {
            recovered.fill(TradeFixture.id(i), 1, 9_900, 1_000 + i);
        }
        final List<String> transcript = new ArrayList<>(recovered.take());
        transcript.add("position " + recovered.position(TradeFixture.BTC));
        return transcript;
    }

    private static TradeFixture core(final TradeFixture session) {
        final TradeFixture fixture = new TradeFixture(
                TradeFixture.RUN_ID + 1,
                TradingSession.ORDERS,
                TradeFixture.RISK,
                List.of(
                        TradeFixture.strategy(1, MarketMaker.TYPE, Map.of()),
                        TradeFixture.strategy(2, MarketMaker.TYPE, Map.of())),
                null);
        fixture.nowNs = session.nowNs;
        return fixture;
    }

    private void read(final TradeFixture session, final int from, final int to, final TradeFixture into) {
        for (int i = from; i < to; i++) {
            lines.dispatch(i, new UnsafeBuffer(session.records.get(i)), into.core.recovery());
        }
    }

    private static List<byte[]> snapshot(final TradeFixture fixture) {
        final List<byte[]> messages = new ArrayList<>();
        fixture.core.snapshot((buffer, offset, length) -> {
            final byte[] message = new byte[length];
            buffer.getBytes(offset, message);
            messages.add(message);
        });
        return messages;
    }

    private static byte[] bytes(final List<byte[]> messages) {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        messages.forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }
}
