package io.peregrine.flatten;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.Allocation;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.Side;
import io.peregrine.position.PositionBook;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine writes is what another process reads, or it is told that it can not be read. */
class PositionFileTest {
    private static final int HEADER_LENGTH = 64;
    private static final int SLOT_LENGTH = 256;
    private static final Instruments INSTRUMENTS = new Instruments(List.of(
            instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT"), instrument(1, Venue.KRAKEN, "BTC/USD", "BTC/USD"),
            instrument(2, Venue.BINANCE_SPOT, "ETH/BTC", "ETHBTC")));

    @TempDir
    private Path directory;
    private final PositionBook positions = new PositionBook(INSTRUMENTS, 3);

    private static Instrument instrument(final int id, final Venue venue, final String symbol, final String venueSymbol) {
        final String[] assets = symbol.split("/");
        return new Instrument(id, venue, symbol, venueSymbol, assets[0], assets[1], 2, 5, 1, 10, 20, 1_000_000_000, 0);
    }

    private PositionFile begin() throws IOException {
        final PositionFile file = PositionFile.begin(directory, INSTRUMENTS);
        positions.listener(file);
        file.valid();
        return file;
    }

    private KnownPosition read(final int index) throws IOException {
        return PositionFile.read(directory, "binance").get(index);
    }

    @Test
    void holdsThePositionOfAllStrategiesTogether() throws IOException {
        final PositionFile file = begin();
        positions.onFill(1, 0, Side.BUY, 10_000, 300, 150, INSTRUMENTS.assetId("BTC"));
        positions.onFill(2, 0, Side.SELL, 10_100, 100, 0, INSTRUMENTS.assetId("BTC"));
        file.onBaseline(0, 5_00000000L);
        assertEquals(new KnownPosition("binance", "BTC/USDT", "BTCUSDT", "BTC", "USDT", new KnownPosition.Terms(5, 10, 20), 200,
                200_000 - 150, -19_900_000L, 5_00000000L, ""), read(0));
        assertEquals(0, read(1).quantity());
        assertEquals(PositionFile.UNKNOWN, read(1).baselineE8());
        assertEquals(1, PositionFile.read(directory, "kraken").size());
        assertEquals(List.of(), PositionFile.read(directory, "coinbase"));
    }

    @Test
    void theNextEngineBeginsWithWhatItHas() throws IOException {
        begin();
        positions.onFill(1, 0, Side.BUY, 10_000, 300, 0, -1);
        PositionFile.begin(directory, INSTRUMENTS);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("an engine is starting"));
        begin();
        assertEquals(300, read(0).quantity());
    }

    @Test
    void anEngineOnPaperHasNone() throws IOException {
        PositionFile.invalidate(directory);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("there is no file"));
        begin();
        PositionFile.invalidate(directory);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("does not count"));
    }

    @Test
    void aWriteThatWasCutOffIsNoPosition() throws IOException {
        begin();
        positions.onFill(1, 0, Side.BUY, 10_000, 300, 0, -1);
        overwrite(HEADER_LENGTH, 7);
        assertTrue(read(0).damage().contains("half written"), read(0).damage());
        assertEquals("", read(1).damage(), "the others are what they are");
        positions.onFill(1, 0, Side.BUY, 10_000, 300, 0, -1);
        assertEquals(600, read(0).quantity(), "the next write makes it whole");
    }

    @Test
    void numbersThatAreNotWhatWasWrittenAreNoPosition() throws IOException {
        begin();
        overwrite(HEADER_LENGTH + 8, 12_345);
        assertTrue(read(0).damage().contains("damaged"), read(0).damage());
    }

    @Test
    void aDamagedNameOrStepOrHeadIsAnError() throws IOException {
        begin();
        overwrite(HEADER_LENGTH + 80, 1);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("damaged"));
        begin();
        overwrite(16, 1_000);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("damaged: 1000 instruments"));
        Files.write(directory.resolve(PositionFile.FILE_NAME), new byte[10]);
        assertTrue(assertThrows(IOException.class, () -> read(0)).getMessage().contains("damaged"));
    }

    @Test
    void whoeverReadsWhileItIsWrittenReadsOnePositionOrTheOther() throws Exception {
        begin();
        final AtomicBoolean done = new AtomicBoolean();
        final Thread writer = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                positions.onFill(1, 0, Side.BUY, 10_000, 100, 0, -1);
            }
        });
        long last = 0;
        for (int i = 0; i < 2_000; i++) {
            final KnownPosition position = read(0);
            assertEquals("", position.damage());
            assertEquals(position.quantity() * 1_000, position.heldE8(), "of one moment");
            assertTrue(position.quantity() >= last);
            last = position.quantity();
        }
        done.set(true);
        writer.join();
    }

    @Test
    void aWriteAllocatesNothing() throws IOException {
        begin();
        assertEquals(0, Allocation.leastBytes(5, () -> {
            for (int i = 0; i < 10_000; i++) {
                positions.onFill(1, 0, i % 2 == 0 ? Side.BUY : Side.SELL, 10_000, 100, 1, 0);
            }
        }));
    }

    private void overwrite(final int offset, final long value) throws IOException {
        final ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(0, value);
        try (FileChannel channel = FileChannel.open(directory.resolve(PositionFile.FILE_NAME), StandardOpenOption.WRITE)) {
            channel.write(bytes, offset);
        }
        assertEquals(HEADER_LENGTH + 3 * SLOT_LENGTH, Files.size(directory.resolve(PositionFile.FILE_NAME)));
    }
}
