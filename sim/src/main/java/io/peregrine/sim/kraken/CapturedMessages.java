package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.capture.DamagedLineException;
import io.peregrine.sim.capture.Fields;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.capture.RecordedMessage;
import io.peregrine.sim.matching.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads captures of the channels {@code book} and {@code trade} of WebSocket v2. A book has the depth of its subscription; where its answer
 * is not in the capture, the least depth that the venue offers and the snapshot fits. The recorded checksums are not used: the venue makes
 * its own from its own book.
 *
 * <p><b>Threading:</b> confined to the thread of the capture.
 */
public final class CapturedMessages implements MessageReader {
    private static final int[] DEPTHS = {10, 25, 100, 500, 1_000};

    private final Map<String, Integer> depths = new HashMap<>();
    private final Map<String, Integer> priceDecimals = new HashMap<>();

    @Override
    public String source() {
        return "Kraken v2";
    }

    @Override
    public Assets assets(final String symbol) {
        return Assets.split(symbol, '/');
    }

    @Override
    public int priceDecimals(final String symbol) {
        return priceDecimals.getOrDefault(symbol, 0);
    }

    @Override
    public List<RecordedMessage> read(final JsonNode json) throws DamagedLineException {
        final List<RecordedMessage> said = new ArrayList<>();
        switch (json.path("channel").asText()) {
            case "book" -> {
                for (final JsonNode book : json.path("data")) {
                    said.add(book(json.path("type").asText(), book));
                }
            }
            case "trade" -> {
                if ("update".equals(json.path("type").asText())) {
                    for (final JsonNode trade : json.path("data")) {
                        said.add(trade(trade));
                    }
                }
            }
            default -> subscribed(json.path("result"));
        }
        return said;
    }

    private void subscribed(final JsonNode result) {
        if ("book".equals(result.path("channel").asText()) && result.path("depth").isInt()) {
            depths.put(result.path("symbol").asText(), result.path("depth").asInt());
        }
    }

    private RecordedMessage book(final String type, final JsonNode book) throws DamagedLineException {
        final String symbol = Fields.text(book, "symbol");
        final long[] bids = levels(symbol, book, "bids");
        final long[] asks = levels(symbol, book, "asks");
        final long timeUs = Fields.time(book.path("timestamp"));
        return switch (type) {
            case "snapshot" -> {
                final int size = Math.max(bids.length, asks.length) / 2;
                final int depth = depths.computeIfAbsent(symbol,
                        unused -> IntStream.of(DEPTHS).filter(offered -> offered >= size).findFirst().orElse(size));
                yield new RecordedMessage.Snapshot(timeUs, symbol, RecordedMessage.NO_ID, depth, bids, asks);
            }
            case "update" -> new RecordedMessage.DepthChange(timeUs, symbol, RecordedMessage.NO_ID, RecordedMessage.NO_ID, bids, asks);
            default -> throw new DamagedLineException("neither a snapshot nor an update");
        };
    }

    private long[] levels(final String symbol, final JsonNode book, final String name) throws DamagedLineException {
        for (final JsonNode level : book.path(name)) {
            priceDecimals.merge(symbol, Fields.places(level.path("price")), Math::max);
        }
        return Fields.levels(book.path(name), name, level -> level.path("price"), level -> level.path("qty"));
    }

    private static RecordedMessage trade(final JsonNode trade) throws DamagedLineException {
        final Side aggressor = switch (trade.path("side").asText()) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new DamagedLineException("a trade without a side");
        };
        return new RecordedMessage.PublicTrade(Fields.time(trade.path("timestamp")), Fields.text(trade, "symbol"), aggressor,
                Fields.positive(trade.path("price"), "a trade without a price"),
                Fields.positive(trade.path("qty"), "a trade without a quantity"));
    }
}
