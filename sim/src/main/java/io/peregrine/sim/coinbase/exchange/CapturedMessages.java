package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.capture.DamagedLineException;
import io.peregrine.sim.capture.Fields;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.capture.RecordedMessage;
import io.peregrine.sim.coinbase.CapturedSides;
import java.util.List;

/**
 * Reads captures of the channels {@code level2}, {@code level2_batch} and {@code matches}. The match that a subscription begins with was
 * before it and is passed over. The channels carry no number that shows a loss.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class CapturedMessages implements MessageReader {
    private static final String SYMBOL = "product_id";

    @Override
    public String source() {
        return "Coinbase Exchange level2";
    }

    @Override
    public Assets assets(final String symbol) {
        return Assets.split(symbol, '-');
    }

    @Override
    public List<RecordedMessage> read(final JsonNode json) throws DamagedLineException {
        return switch (json.path("type").asText()) {
            case "snapshot" -> List.of(new RecordedMessage.Snapshot(Fields.time(json.path("time")), Fields.text(json, SYMBOL),
                    RecordedMessage.NO_ID, RecordedMessage.WHOLE, Fields.levels(json, "bids"), Fields.levels(json, "asks")));
            case "l2update" -> List.of(change(json));
            case "match" -> List.of(new RecordedMessage.PublicTrade(Fields.time(json.path("time")), Fields.text(json, SYMBOL),
                    CapturedSides.aggressor(json.path("side")), Fields.positive(json.path("price"), "a match without a price"),
                    Fields.positive(json.path("size"), "a match without a size")));
            default -> List.of();
        };
    }

    private static RecordedMessage change(final JsonNode json) throws DamagedLineException {
        final CapturedSides sides = new CapturedSides();
        for (final JsonNode change : json.path("changes")) {
            sides.add(change.path(0), change.path(1), change.path(2));
        }
        return new RecordedMessage.DepthChange(Fields.time(json.path("time")), Fields.text(json, SYMBOL), RecordedMessage.NO_ID,
                RecordedMessage.NO_ID, sides.bids(), sides.asks());
    }
}
