package io.peregrine.sim.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Side;
import java.util.Optional;

/**
 * Reads the lines of a Binance spot capture: receive time in nanoseconds, a blank, the raw message. Depth snapshots, depth updates and
 * trades are read, from the combined stream or bare; everything else that is JSON is passed over.
 *
 * <p><b>Threading:</b> confined to the thread of its reader.
 */
final class LineParser {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
    private static final long NS_PER_MS = 1_000_000;
    /** How far the difference between the venue's and the recorder's clock may move within a capture. */
    private static final long CLOCK_DRIFT_MAX_MS = 60_000;
    private static final long NONE = Long.MIN_VALUE;

    private long clockOffsetMs = NONE;
    private long lastEventTimeMs;

    /**
     * Reads a line.
     *
     * @return empty where the message says nothing that is used
     * @throws DamagedLineException saying what is wrong
     */
    Optional<RecordedMessage> parse(final String line) throws DamagedLineException {
        final int blank = line.indexOf(' ');
        try {
            final long receiveTimeNs = Long.parseLong(line.substring(0, Math.max(0, blank)));
            final JsonNode json = MAPPER.readTree(line.substring(blank + 1));
            if (!json.isObject()) {
                throw new DamagedLineException("not a JSON object");
            }
            if (json.has("lastUpdateId")) {
                return Optional.of(snapshot(receiveTimeNs, json));
            }
            final JsonNode data = json.path("data").isObject() ? json.path("data") : json;
            return switch (data.path("e").asText()) {
                case "depthUpdate" -> Optional.of(depthChange(receiveTimeNs, data));
                case "trade" -> Optional.of(trade(receiveTimeNs, data));
                default -> Optional.empty();
            };
        } catch (final JsonProcessingException e) {
            throw new DamagedLineException("not JSON: " + e.getOriginalMessage());
        } catch (final NumberFormatException e) {
            throw new DamagedLineException("not a number: " + e.getMessage());
        } catch (final ArithmeticException e) {
            throw new DamagedLineException("a decimal is out of range");
        }
    }

    private RecordedMessage snapshot(final long receiveTimeNs, final JsonNode json) throws DamagedLineException {
        if (json.has("E") || json.has("T")) {
            throw new DamagedLineException("a snapshot of another Binance market than spot");
        }
        return new RecordedMessage.Snapshot(receiveTimeNs, lastEventTimeMs,
                number(json, "lastUpdateId"), levels(json, "bids"), levels(json, "asks"));
    }

    private RecordedMessage depthChange(final long receiveTimeNs, final JsonNode json) throws DamagedLineException {
        if (json.has("pu")) {
            throw new DamagedLineException("a depth update of another Binance market than spot");
        }
        final long firstUpdateId = number(json, "U");
        final long lastUpdateId = number(json, "u");
        if (firstUpdateId > lastUpdateId) {
            throw new DamagedLineException("update ids run backwards");
        }
        return new RecordedMessage.DepthChange(receiveTimeNs, eventTimeMs(receiveTimeNs, number(json, "E")), json.path("s").asText(),
                firstUpdateId, lastUpdateId, levels(json, "b"), levels(json, "a"));
    }

    private RecordedMessage trade(final long receiveTimeNs, final JsonNode json) throws DamagedLineException {
        final long price = decimal(json.path("p"));
        final long quantity = decimal(json.path("q"));
        if (price == 0 || quantity == 0 || !json.path("m").isBoolean()) {
            throw new DamagedLineException("a trade without price, quantity or side");
        }
        return new RecordedMessage.PublicTrade(receiveTimeNs, eventTimeMs(receiveTimeNs, number(json, "T")), json.path("s").asText(),
                json.path("m").asBoolean() ? Side.SELL : Side.BUY, price, quantity);
    }

    private long eventTimeMs(final long receiveTimeNs, final long eventTimeMs) throws DamagedLineException {
        final long offsetMs = eventTimeMs - receiveTimeNs / NS_PER_MS;
        if (clockOffsetMs == NONE) {
            clockOffsetMs = offsetMs;
        }
        if (Math.abs(offsetMs - clockOffsetMs) > CLOCK_DRIFT_MAX_MS) {
            throw new DamagedLineException("event time and receive time do not fit");
        }
        lastEventTimeMs = eventTimeMs;
        return eventTimeMs;
    }

    private static long[] levels(final JsonNode json, final String name) throws DamagedLineException {
        final JsonNode array = json.path(name);
        if (!array.isArray()) {
            throw new DamagedLineException("no levels '" + name + "'");
        }
        final long[] levels = new long[2 * array.size()];
        for (int i = 0; i < array.size(); i++) {
            levels[2 * i] = decimal(array.path(i).path(0));
            levels[2 * i + 1] = decimal(array.path(i).path(1));
            if (levels[2 * i] == 0) {
                throw new DamagedLineException("a level at price 0");
            }
        }
        return levels;
    }

    private static long number(final JsonNode json, final String name) throws DamagedLineException {
        if (!json.path(name).isIntegralNumber() || json.path(name).longValue() < 0) {
            throw new DamagedLineException("no number '" + name + "'");
        }
        return json.path(name).longValue();
    }

    private static long decimal(final JsonNode text) throws DamagedLineException {
        final long value = Decimal.parse(text.asText());
        if (value < 0) {
            throw new DamagedLineException("a negative decimal");
        }
        return value;
    }
}
