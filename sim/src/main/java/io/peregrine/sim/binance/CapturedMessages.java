package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.capture.DamagedLineException;
import io.peregrine.sim.capture.Fields;
import io.peregrine.sim.capture.MessageReader;
import io.peregrine.sim.capture.RecordedMessage;
import io.peregrine.sim.matching.Side;
import java.util.List;

/**
 * Reads captures of Binance spot: depth snapshots, depth updates and trades, from the combined stream or bare. A snapshot is the answer of
 * REST, which names no instrument unless the recorder has added {@code symbol}.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class CapturedMessages implements MessageReader {
    /** What symbols end in, longer ones before those that they end in. */
    private static final List<String> QUOTE_ASSETS = List.of("FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USDP", "DAI", "BTC", "ETH", "BNB",
            "EUR", "GBP", "TRY", "BRL", "JPY", "AUD", "ARS", "PLN", "RUB", "UAH", "ZAR", "NGN", "MXN", "IDRT", "TRX", "XRP", "DOGE");
    private static final long US_PER_MS = 1_000;

    @Override
    public String source() {
        return "Binance spot";
    }

    @Override
    public Assets assets(final String symbol) {
        final String quote = QUOTE_ASSETS.stream().filter(asset -> symbol.endsWith(asset) && symbol.length() > asset.length())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("capture: unknown quote asset in symbol '" + symbol + "'"));
        return new Assets(symbol.substring(0, symbol.length() - quote.length()), quote);
    }

    @Override
    public List<RecordedMessage> read(final JsonNode json) throws DamagedLineException {
        if (json.has("lastUpdateId")) {
            return List.of(snapshot(json));
        }
        final JsonNode data = json.path("data").isObject() ? json.path("data") : json;
        return switch (data.path("e").asText()) {
            case "depthUpdate" -> List.of(depthChange(data));
            case "trade" -> List.of(trade(data));
            default -> List.of();
        };
    }

    private static RecordedMessage snapshot(final JsonNode json) throws DamagedLineException {
        if (json.has("E") || json.has("T")) {
            throw new DamagedLineException("a snapshot of another Binance market than spot");
        }
        return new RecordedMessage.Snapshot(RecordedMessage.UNDATED, json.path("symbol").asText(), Fields.number(json, "lastUpdateId"),
                RecordedMessage.WHOLE, Fields.levels(json, "bids"), Fields.levels(json, "asks"));
    }

    private static RecordedMessage depthChange(final JsonNode json) throws DamagedLineException {
        if (json.has("pu")) {
            throw new DamagedLineException("a depth update of another Binance market than spot");
        }
        final long firstUpdateId = Fields.number(json, "U");
        final long lastUpdateId = Fields.number(json, "u");
        if (firstUpdateId > lastUpdateId) {
            throw new DamagedLineException("update ids run backwards");
        }
        return new RecordedMessage.DepthChange(US_PER_MS * Fields.number(json, "E"), Fields.text(json, "s"), firstUpdateId, lastUpdateId,
                Fields.levels(json, "b"), Fields.levels(json, "a"));
    }

    private static RecordedMessage trade(final JsonNode json) throws DamagedLineException {
        if (!json.path("m").isBoolean()) {
            throw new DamagedLineException("a trade without a side");
        }
        return new RecordedMessage.PublicTrade(US_PER_MS * Fields.number(json, "T"), Fields.text(json, "s"),
                json.path("m").asBoolean() ? Side.SELL : Side.BUY, Fields.positive(json.path("p"), "a trade without a price"),
                Fields.positive(json.path("q"), "a trade without a quantity"));
    }
}
