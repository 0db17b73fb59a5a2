package io.peregrine.venue.kraken.feed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.capture.CaptureScan;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * Derives the instruments of a capture from its book and trade frames. The venue writes every price and quantity of a pair with the same
 * number of decimals, which are those of its checksum; the tick is the greatest common divisor of all prices. A symbol that is seen once
 * beside another that is seen more often is damage, and so is a number with other decimals than most.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for the hot path.
 */
public final class KrakenReferenceScan implements CaptureScan {
    private static final int DECIMALS_MAX = 18;
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final Map<String, Observed> bySymbol = new TreeMap<>();

    private static final class Observed {
        private final Numbers prices = new Numbers();
        private final Numbers quantities = new Numbers();
        private long frames;
    }

    /** Values by the number of decimals that they were written with. */
    private static final class Numbers {
        private final long[] counts = new long[DECIMALS_MAX + 1];
        private final BigInteger[] divisors = new BigInteger[DECIMALS_MAX + 1];

        private void see(final JsonNode node) {
            if (node == null || !node.isNumber()) {
                return;
            }
            final BigDecimal value = node.decimalValue();
            final int decimals = Math.max(0, value.scale());
            if (decimals <= DECIMALS_MAX) {
                counts[decimals]++;
                final BigInteger mantissa = value.movePointRight(decimals).toBigInteger();
                divisors[decimals] = divisors[decimals] == null ? mantissa.abs() : divisors[decimals].gcd(mantissa);
            }
        }

        private int decimals() {
            int decimals = 0;
            for (int i = 1; i <= DECIMALS_MAX; i++) {
                decimals = counts[i] > 0 && counts[i] >= counts[decimals] ? i : decimals;
            }
            return decimals;
        }

        private long divisor() {
            final BigInteger divisor = divisors[decimals()];
            return divisor == null || divisor.signum() == 0 || divisor.bitLength() >= Long.SIZE ? 1 : divisor.longValueExact();
        }
    }

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] text = new byte[length];
        buffer.getBytes(offset, text);
        final JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (final IOException e) {
            // Damage, which the replay itself counts.
            return;
        }
        final String channel = frame.path("channel").asText();
        if (!channel.equals("book") && !channel.equals("trade")) {
            return;
        }
        for (final JsonNode entry : frame.path("data")) {
            final String symbol = entry.path("symbol").asText();
            if (!symbol.isEmpty()) {
                see(bySymbol.computeIfAbsent(symbol, key -> new Observed()), entry);
            }
        }
    }

    private static void see(final Observed observed, final JsonNode entry) {
        observed.frames++;
        seeLevel(observed, entry);
        entry.path("bids").forEach(level -> seeLevel(observed, level));
        entry.path("asks").forEach(level -> seeLevel(observed, level));
    }

    private static void seeLevel(final Observed observed, final JsonNode level) {
        observed.prices.see(level.get("price"));
        observed.quantities.see(level.get("qty"));
    }

    @Override
    public List<Instrument> instruments(final Venue venue) {
        final long most = bySymbol.values().stream().mapToLong(observed -> observed.frames).max().orElse(0);
        final List<Instrument> instruments = new ArrayList<>();
        bySymbol.forEach((symbol, observed) -> {
            if (observed.frames > 1 || most == 1) {
                final int slash = Math.max(0, symbol.indexOf('/'));
                instruments.add(new Instrument(
                        instruments.size(), venue, symbol, symbol, symbol.substring(0, slash), symbol.substring(slash),
                        observed.prices.decimals(), observed.quantities.decimals(), observed.prices.divisor(), 1, 0, Long.MAX_VALUE, 0));
            }
        });
        return instruments;
    }
}
