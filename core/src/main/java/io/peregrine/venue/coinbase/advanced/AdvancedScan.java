package io.peregrine.venue.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.capture.CaptureScan;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.coinbase.ObservedProducts;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Derives the instruments of a capture of Advanced Trade from its books.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> yes; not for the hot path.
 */
public final class AdvancedScan implements CaptureScan {
    private final ObservedProducts products = new ObservedProducts();

    @Override
    public void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final JsonNode message = ObservedProducts.parse(buffer, offset, length);
        if (!message.path("channel").asText().equals("l2_data")) {
            return;
        }
        for (final JsonNode event : message.path("events")) {
            final String product = event.path("product_id").asText();
            if (!product.isEmpty()) {
                event.path("updates").forEach(level -> products.see(product, level.path("price_level"), level.path("new_quantity")));
                products.endMessage(product, event.path("type").asText().equals("snapshot"));
            }
        }
    }

    @Override
    public List<Instrument> instruments(final Venue venue) {
        return products.instruments(venue);
    }
}
