package io.peregrine.venue.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.capture.CaptureScan;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.coinbase.ObservedProducts;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Derives the instruments of a capture of the Exchange feed from its snapshots, changes and trades.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for the hot path.
 */
public final class ExchangeScan implements CaptureScan {
    private final ObservedProducts products = new ObservedProducts();

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final JsonNode message = ObservedProducts.parse(buffer, offset, length);
        final String product = message.path("product_id").asText();
        if (product.isEmpty()) {
            return;
        }
        switch (message.path("type").asText()) {
            case "snapshot" -> {
                message.path("bids").forEach(level -> products.see(product, level.path(0), level.path(1)));
                message.path("asks").forEach(level -> products.see(product, level.path(0), level.path(1)));
                products.endMessage(product, true);
            }
            case "l2update" -> {
                message.path("changes").forEach(change -> products.see(product, change.path(1), change.path(2)));
                products.endMessage(product, false);
            }
            case "match" -> {
                products.see(product, message.path("price"), message.path("size"));
                products.endMessage(product, false);
            }
            default -> { }
        }
    }

    @Override
    public List<Instrument> instruments(final Venue venue) {
        return products.instruments(venue);
    }
}
