package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.capture.DamagedLineException;
import io.peregrine.sim.capture.Fields;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.capture.RecordedMessage;
import io.peregrine.sim.coinbase.CapturedSides;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads captures of the channels {@code level2} and {@code market_trades}. Numbers of the connection that are missing are a loss. A frame
 * happens when the last of its changes did; where that is long before the frame, as of a snapshot that dates its levels at 1970, when it
 * was sent. A frame of trades has the newest first.
 *
 * <p><b>Threading:</b> confined to the thread of the capture.
 */
public final class CapturedMessages implements MessageReader {
    private static final String SYMBOL = "product_id";
    private static final long FRAME_AGE_MAX_US = 60_000_000;

    private long lastSequence = -1;

    @Override
    public String source() {
        return "Coinbase Advanced Trade";
    }

    @Override
    public Assets assets(final String symbol) {
        return Assets.split(symbol, '-');
    }

    @Override
    public List<RecordedMessage> read(final JsonNode json) throws DamagedLineException {
        final List<RecordedMessage> said = new ArrayList<>();
        if (json.has("sequence_num")) {
            final long sequence = Fields.number(json, "sequence_num");
            if (lastSequence >= 0 && sequence > lastSequence + 1) {
                said.add(new RecordedMessage.Loss(Fields.time(json.path("timestamp"))));
            }
            lastSequence = sequence;
        }
        switch (json.path("channel").asText()) {
            case "l2_data" -> {
                for (final JsonNode event : json.path("events")) {
                    said.add(book(event, Fields.time(json.path("timestamp"))));
                }
            }
            case "market_trades" -> {
                for (final JsonNode event : json.path("events")) {
                    if ("update".equals(event.path("type").asText())) {
                        trades(event.path("trades"), said);
                    }
                }
            }
            default -> {
            }
        }
        return said;
    }

    private static RecordedMessage book(final JsonNode event, final long sentUs) throws DamagedLineException {
        final CapturedSides sides = new CapturedSides();
        long changedUs = RecordedMessage.UNDATED;
        for (final JsonNode update : event.path("updates")) {
            sides.add(update.path("side"), update.path("price_level"), update.path("new_quantity"));
            changedUs = Math.max(changedUs, Fields.time(update.path("event_time")));
        }
        final long timeUs = changedUs < sentUs - FRAME_AGE_MAX_US ? sentUs : changedUs;
        final String symbol = Fields.text(event, SYMBOL);
        return switch (event.path("type").asText()) {
            case "snapshot" -> new RecordedMessage.Snapshot(timeUs, symbol, RecordedMessage.NO_ID, RecordedMessage.WHOLE, sides.bids(),
                    sides.asks());
            case "update" -> new RecordedMessage.DepthChange(timeUs, symbol, RecordedMessage.NO_ID, RecordedMessage.NO_ID, sides.bids(),
                    sides.asks());
            default -> throw new DamagedLineException("neither a snapshot nor an update");
        };
    }

    private static void trades(final JsonNode trades, final List<RecordedMessage> said) throws DamagedLineException {
        for (int i = trades.size() - 1; i >= 0; i--) {
            final JsonNode trade = trades.path(i);
            said.add(new RecordedMessage.PublicTrade(Fields.time(trade.path("time")), Fields.text(trade, SYMBOL),
                    CapturedSides.aggressor(trade.path("side")), Fields.positive(trade.path("price"), "a trade without a price"),
                    Fields.positive(trade.path("size"), "a trade without a size")));
        }
    }
}
