package io.peregrine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.instrument.Decimals;
import io.peregrine.message.BookState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.QuoteEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The best prices of recorded markets, and the signals that another program computed from them. */
class InlineSignalsGoldenTest {
    private static final int DECIMALS = 8;
    private static final double SCALE = 1e8;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final QuoteEncoder encoder = new QuoteEncoder();
    private final QuoteDecoder decoder = new QuoteDecoder();
    private final InlineSignals signals = new InlineSignals();

    @ParameterizedTest
    @ValueSource(strings = {"signals-binance-spot-btcusdt-20240808.csv.gz", "signals-binance-usdm-btcusdt-20240808.csv.gz"})
    void equalsTheGoldenSignals(final String name) throws IOException {
        final Path file = Path.of(System.getProperty("peregrine.data", "../shared/data"), "golden", name);
        assumeTrue(Files.exists(file), () -> "golden data are not here: " + file);
        signals.onBookState(BookState.LIVE);
        int rows = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String[] cells = line.split(",");
                if (cells.length == 13 && !cells[0].startsWith("#")) {
                    check(cells, name + " row " + cells[0]);
                    rows++;
                }
            }
        }
        assertTrue(rows > 1_000, name + " has rows: " + rows);
    }

    private void check(final String[] cells, final String label) {
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .updateId(Long.parseLong(cells[1]))
                .bidPrice(mantissa(cells[2])).bidQuantity(mantissa(cells[3]))
                .askPrice(mantissa(cells[4])).askQuantity(mantissa(cells[5]));
        signals.onQuote(decoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
        assertClose(cells[6], signals.mid() / SCALE, label + " mid");
        assertClose(cells[7], signals.microprice() / SCALE, label + " microprice");
        assertClose(cells[8], signals.imbalance(), label + " imbalance");
        assertClose(cells[10], signals.orderFlowImbalance() / SCALE, label + " order flow");
        assertClose(cells[11], signals.orderFlowImbalanceSum() / SCALE, label + " order flow, summed");
    }

    private static long mantissa(final String text) {
        return Decimals.parse(text, DECIMALS);
    }

    /** The golden values are doubles added up in order; ours are exact until they are shown. */
    private static void assertClose(final String expected, final double actual, final String label) {
        final double value = Double.parseDouble(expected);
        assertEquals(value, actual, Math.max(1e-9, Math.abs(value) * 1e-12), label);
    }
}
