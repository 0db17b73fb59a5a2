package io.peregrine.venue.coinbase;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.capture.ObservedDecimals;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * The products of a capture, which holds no reference data: decimals, and the tick as the greatest common divisor of all prices. A product
 * that is seen once beside another that is seen more often is damage.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> freely; not for the hot path.
 */
public final class ObservedProducts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Observed> byProduct = new TreeMap<>();

    private static final class Observed {
        private final ObservedDecimals price = new ObservedDecimals();
        private final ObservedDecimals quantity = new ObservedDecimals();
        private long messages;
    }

    /** The message as a tree; an empty one where it is not JSON. */
    public static JsonNode parse(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] bytes = new byte[length];
        buffer.getBytes(offset, bytes);
        try {
            final JsonNode message = JSON.readTree(bytes);
            return message == null ? JSON.missingNode() : message;
        } catch (final IOException e) {
            // A capture may hold damaged lines; replaying it counts them.
            return JSON.missingNode();
        }
    }

    /** One level or trade of a product's message. */
    public void see(final String product, final JsonNode price, final JsonNode quantity) {
        final long priceMantissa = Decimals.parse(price.asText(), ObservedDecimals.DECIMALS);
        final long quantityMantissa = Decimals.parse(quantity.asText(), ObservedDecimals.DECIMALS);
        if (priceMantissa > 0 && quantityMantissa >= 0) {
            final Observed observed = observed(product);
            observed.price.see(priceMantissa);
            observed.quantity.see(quantityMantissa);
        }
    }

    /** One price, where a message need not have both. */
    public void seePrice(final String product, final String price) {
        final long mantissa = Decimals.parse(price, ObservedDecimals.DECIMALS);
        if (mantissa > 0) {
            observed(product).price.see(mantissa);
        }
    }

    /** One quantity, likewise. */
    public void seeQuantity(final String product, final String quantity) {
        final long mantissa = Decimals.parse(quantity, ObservedDecimals.DECIMALS);
        if (mantissa > 0) {
            observed(product).quantity.see(mantissa);
        }
    }

    private Observed observed(final String product) {
        return byProduct.computeIfAbsent(product, key -> new Observed());
    }

    /** Ends a product's message; a snapshot counts as seen often. */
    public void endMessage(final String product, final boolean isSnapshot) {
        final Observed observed = byProduct.get(product);
        if (observed != null) {
            observed.price.endMessage(isSnapshot);
            observed.quantity.endMessage(isSnapshot);
            observed.messages += isSnapshot ? 2 : 1;
        }
    }

    /** What has been seen, in order of the names, with ids from 0. */
    public List<Instrument> instruments(final Venue venue) {
        final long most = byProduct.values().stream().mapToLong(observed -> observed.messages).max().orElse(0);
        final List<Instrument> instruments = new ArrayList<>();
        byProduct.forEach((name, observed) -> {
            if (observed.messages > 1 || most == 1) {
                final int dash = Math.max(0, name.lastIndexOf('-'));
                instruments.add(new Instrument(
                        instruments.size(), venue, name.replace('-', '/'), name, name.substring(0, dash),
                        name.substring(Math.min(name.length(), dash + 1)), observed.price.decimals(), observed.quantity.decimals(),
                        observed.price.divisor(), 1, 0, Long.MAX_VALUE, 0));
            }
        });
        return instruments;
    }
}
