package io.peregrine.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.flatten.FlattenClaims.Claim;
import io.peregrine.order.FlattenOrderId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One claim for an instrument and a trip, whoever asks. Each opened file stands for a process. */
class FlattenClaimsTest {
    private static final long TRIP_NS = 1_700_000_000_123L * 1_000_000;
    private static final String BTC = "binance:BTC/USDT";

    @TempDir
    private Path directory;
    private FlattenClaims engine;
    private FlattenClaims watchdog;

    @BeforeEach
    void open() throws IOException {
        engine = FlattenClaims.open(directory);
        watchdog = FlattenClaims.open(directory);
    }

    @Test
    void theFirstHasItAndTheOthersSeeWhatItSaid() {
        final Claim first = engine.claim(TRIP_NS, BTC, -300, 305, 5);
        assertTrue(first.mine());
        final Claim second = watchdog.claim(TRIP_NS, BTC, -290, 290, 5);
        assertFalse(second.mine());
        assertEquals(new Claim(false, first.clientOrderId(), BTC, -300, 305, 5, ProcessHandle.current().pid()), second);
        assertEquals(second, watchdog.find(TRIP_NS, BTC));
        assertNull(watchdog.find(TRIP_NS, "binance:ETH/USDT"));
        assertNull(watchdog.find(TRIP_NS + 1, BTC));
    }

    @Test
    void eachTripAndEachInstrumentHasItsOwnOrder() {
        final Set<Long> ids = new HashSet<>();
        for (final Claim claim : List.of(engine.claim(TRIP_NS, BTC, 1, 0, 5), engine.claim(TRIP_NS, "kraken:BTC/USD", 1, 0, 5),
                engine.claim(TRIP_NS + 1, BTC, 1, 0, 5), engine.claim(TRIP_NS + 5_000_000_000L, BTC, 1, 0, 5))) {
            assertTrue(claim.mine());
            assertTrue(FlattenOrderId.is(claim.clientOrderId()));
            assertTrue(ids.add(claim.clientOrderId()));
        }
    }

    @Test
    void ofManyThatAskAtTheSameTimeOneHasIt() throws Exception {
        for (int round = 0; round < 100; round++) {
            final String name = "binance:C" + round;
            final int threads = 4;
            final CountDownLatch start = new CountDownLatch(1);
            final AtomicInteger mine = new AtomicInteger();
            final List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                final FlattenClaims claims = i % 2 == 0 ? engine : watchdog;
                all.add(Thread.ofPlatform().start(() -> {
                    try {
                        start.await();
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    mine.addAndGet(claims.claim(TRIP_NS, name, 1, 1, 5).mine() ? 1 : 0);
                }));
            }
            start.countDown();
            for (final Thread thread : all) {
                thread.join();
            }
            assertEquals(1, mine.get());
        }
    }

    @Test
    void theEngineTakesEachOnceAndForgetsThemWhenItHasAll() {
        final long before = engine.count();
        watchdog.claim(TRIP_NS, BTC, -300, 300, 5);
        assertNotEquals(before, engine.count());
        assertEquals(-300, engine.untaken(0).quantity());
        assertEquals(watchdog.find(TRIP_NS, BTC).clientOrderId(), engine.untaken(0).clientOrderId());
        engine.clear();
        assertFalse(watchdog.claim(TRIP_NS, BTC, -300, 300, 5).mine(), "kept until the engine has it");
        engine.taken(0);
        assertNull(engine.untaken(0));
        assertFalse(watchdog.claim(TRIP_NS, BTC, -300, 300, 5).mine(), "taken by the engine is not free");
        engine.clear();
        assertTrue(watchdog.claim(TRIP_NS + 1, BTC, -300, 300, 5).mine());
    }

    @Test
    void withoutRoomThereIsNoClaim() {
        for (int i = 0; i < FlattenClaims.CLAIMS_MAX; i++) {
            assertTrue(engine.claim(TRIP_NS, "venue:" + i, 1, 1, 0).mine());
        }
        assertNull(engine.claim(TRIP_NS, BTC, 1, 1, 0));
    }

    @Test
    void aFileThatIsSomethingElseIsAnError() throws IOException {
        Files.write(directory.resolve(FlattenClaims.FILE_NAME), "something else entirely".getBytes());
        assertTrue(assertThrows(IOException.class, () -> FlattenClaims.open(directory)).getMessage().contains("damaged"));
    }
}
