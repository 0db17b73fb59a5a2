package io.peregrine.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.capture.CaptureReader;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.signal.InlineSignals;
import io.peregrine.venue.binance.BinanceProvider;
import io.peregrine.venue.binance.feed.BinanceReferenceScan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From recorded wire bytes through feed handler and book to the signals, each against what an independent program computed. */
class SignalsReplayGoldenTest {
    /** Enough of each capture to be worth its time; the rest is compared by the golden test of the signals alone. */
    private static final int ROWS = 2_000;
    private static final Path DATA = Path.of(System.getProperty("peregrine.data", "../shared/data"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"binance-spot-btcusdt-20240808", "binance-usdm-btcusdt-20240808"})
    void everyAppliedDepthMessage(final String name) throws IOException {
        final Path capture = DATA.resolve("captures").resolve(name + ".gz");
        final Path golden = DATA.resolve("golden").resolve("signals-" + name + ".csv.gz");
        assumeTrue(Files.exists(capture) && Files.exists(golden), () -> "no recorded data: " + capture + ", " + golden);
        final Venue venue = Venue.byProtocol(name.substring(0, name.indexOf('-', "binance-".length())));
        final List<String> rows = rows(golden);
        final BinanceReferenceScan scan = scan(capture);
        final List<Instrument> instruments = scan.instruments(venue);
        final Checker checker = new Checker(rows, instruments.get(0));
        try (ReplaySession session = new ReplaySession(
                new BinanceProvider().wireFormat(), scan, instruments, directory.resolve("books").toFile(), book -> { }, checker);
                CaptureReader reader = new CaptureReader(capture)) {
            session.connect(0);
            while (checker.row < ROWS && reader.next()) {
                session.onLine(reader.buffer(), reader.offset(), reader.length(), reader.receiveTimeNs());
            }
        }
        assertEquals(ROWS, checker.row);
    }

    private static BinanceReferenceScan scan(final Path capture) throws IOException {
        final BinanceReferenceScan scan = new BinanceReferenceScan();
        try (CaptureReader reader = new CaptureReader(capture)) {
            while (reader.next()) {
                scan.onMessage(reader.buffer(), reader.offset(), reader.length());
            }
        }
        return scan;
    }

    private static List<String> rows(final Path golden) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(golden)), StandardCharsets.US_ASCII))) {
            return lines.lines().filter(line -> Character.isDigit(line.charAt(0)) && line.split(",").length == 13).limit(ROWS).toList();
        }
    }

    /** Compares after each depth message; the venue's ticker is left out, as in the golden data. */
    private static final class Checker implements MarketDataListener {
        private final InlineSignals signals = new InlineSignals();
        private final List<String> rows;
        private final double priceScale;
        private final double quantityScale;
        private int row;
        private double flowBefore;

        Checker(final List<String> rows, final Instrument instrument) {
            this.rows = rows;
            priceScale = Decimals.power(instrument.priceDecimals());
            quantityScale = Decimals.power(instrument.quantityDecimals());
        }

        @Override
        public void onDepth(final DepthDecoder depth, final long nowNs) {
            signals.onDepth(depth);
            final boolean first = row == 0;
            while (first && !rows.get(row).contains("," + depth.updateId() + ",")) {
                row++;
            }
            final String[] cells = rows.get(row++).split(",");
            if (first) {
                // Updates that were applied while the book was synchronised were not told, and order flow begins after them.
                flowBefore = Double.parseDouble(cells[11]);
            } else {
                assertClose(cells[10], signals.orderFlowImbalance() / quantityScale);
            }
            assertEquals(Long.parseLong(cells[1]), depth.updateId());
            assertClose(cells[2], signals.bidPrice() / priceScale);
            assertClose(cells[3], signals.bidQuantity() / quantityScale);
            assertClose(cells[4], signals.askPrice() / priceScale);
            assertClose(cells[5], signals.askQuantity() / quantityScale);
            assertClose(cells[6], signals.mid() / priceScale);
            assertClose(cells[7], signals.microprice() / priceScale);
            assertClose(cells[8], signals.imbalance());
            assertClose(cells[9], signals.imbalance5());
            assertClose(cells[11], flowBefore + signals.orderFlowImbalanceSum() / quantityScale);
        }

        private void assertClose(final String expected, final double actual) {
            final double value = Double.parseDouble(expected);
            assertEquals(value, actual, Math.max(1e-9, Math.abs(value) * 1e-12), () -> "row " + (row - 1) + ": " + rows.get(row - 1));
        }

        @Override
        public void onQuote(final QuoteDecoder quote, final long nowNs) {
        }

        @Override
        public void onTrade(final TradeDecoder trade, final long nowNs) {
        }

        @Override
        public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
            signals.onBookState(status.state());
        }
    }
}
