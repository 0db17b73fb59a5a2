package io.peregrine.sim.kraken;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * JSON of this venue. Numbers are JSON numbers that keep their trailing zeros and never have an exponent: a client rebuilds the checksum's
 * text from them (section 1).
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> {@code long} decimals have eight places; times are microseconds since the epoch.
 */
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final int TIME_DECIMALS = 4;
    private static final int US_DECIMALS = 6;

    private Json() {
    }

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Parses a whole document; decimals keep their digits. */
    static JsonNode parse(final String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Writes a document, its decimals digit by digit. */
    static String text(final JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes cannot be written", e);
        }
    }

    /** A decimal with exactly so many places; a value that has more is a programming error. */
    static BigDecimal decimal(final long value, final int places) {
        return BigDecimal.valueOf(value, Decimal.SCALE).setScale(places);
    }

    /** A decimal with at least so many places, and more only where the value has them. */
    static BigDecimal amount(final long value, final int places) {
        final BigDecimal stripped = BigDecimal.valueOf(value, Decimal.SCALE).stripTrailingZeros();
        return stripped.scale() < places ? stripped.setScale(places) : stripped;
    }

    /** Quotient at so many places, rounded half up; 0 by 0 is 0. */
    static BigDecimal ratio(final long dividend, final long divisor, final int places) {
        return divisor == 0 ? BigDecimal.ZERO.setScale(places)
                : BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), places, RoundingMode.HALF_UP);
    }

    /** RFC 3339 with microseconds. */
    static String time(final long timeUs) {
        return MICROSECONDS.format(instant(timeUs));
    }

    /** RFC 3339 with seconds. */
    static String seconds(final long timeUs) {
        return SECONDS.format(instant(timeUs));
    }

    /** Seconds since the epoch as REST has them, with four places. */
    static BigDecimal unixTime(final long timeUs) {
        return BigDecimal.valueOf(timeUs, US_DECIMALS).setScale(TIME_DECIMALS, RoundingMode.DOWN);
    }

    private static Instant instant(final long timeUs) {
        return Instant.EPOCH.plus(timeUs, ChronoUnit.MICROS);
    }
}
