package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the fields of a request; what cannot be read is {@code EGeneral:Invalid arguments:field}. REST sends numbers as text, WebSocket as
 * numbers: both are understood.
 *
 * <p><b>Threading:</b> confined to the request's thread. <b>Units:</b> eight decimals; microseconds since the epoch.
 */
final class Fields {
    private static final int NUMBER_LENGTH_MAX = 40;
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;

    private final ObjectNode json;

    Fields(final ObjectNode json) {
        this.json = json;
    }

    ObjectNode json() {
        return json;
    }

    boolean has(final String field) {
        final JsonNode value = json.path(field);
        return !value.isMissingNode() && !value.isNull() && !(value.isTextual() && value.textValue().isEmpty());
    }

    String text(final String field) throws RequestException {
        if (!has(field) || !json.path(field).isValueNode()) {
            throw RequestException.arguments(field);
        }
        return json.path(field).asText();
    }

    String text(final String field, final String absent) throws RequestException {
        return has(field) ? text(field) : absent;
    }

    boolean flag(final String field, final boolean absent) throws RequestException {
        return switch (text(field, String.valueOf(absent))) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw RequestException.arguments(field);
        };
    }

    /** A whole number within a range. */
    long integer(final String field, final long absent, final long min, final long max) throws RequestException {
        if (!has(field)) {
            return absent;
        }
        try {
            final long value = new BigDecimal(number(field)).longValueExact();
            if (value < min || value > max) {
                throw RequestException.arguments(field);
            }
            return value;
        } catch (final ArithmeticException | NumberFormatException e) {
            throw RequestException.arguments(field);
        }
    }

    /** A decimal of at most eight places, or the given value where it is absent. */
    long decimal(final String field, final long absent) throws RequestException {
        if (!has(field)) {
            return absent;
        }
        try {
            final BigDecimal value = new BigDecimal(number(field));
            if (Math.abs(value.scale()) > NUMBER_LENGTH_MAX) {
                throw RequestException.arguments(field);
            }
            return value.setScale(Decimal.SCALE).unscaledValue().longValueExact();
        } catch (final ArithmeticException | NumberFormatException e) {
            throw RequestException.arguments(field);
        }
    }

    /** A time as RFC 3339, as seconds since the epoch, or as {@code +seconds} from now. */
    long time(final String field, final long nowUs) throws RequestException {
        if (!has(field) || text(field).equals("0")) {
            return NewOrder.NO_TIME;
        }
        final String text = text(field);
        try {
            if (text.startsWith("+")) {
                return Math.addExact(nowUs, Math.multiplyExact(Long.parseLong(text.substring(1)), US_PER_SECOND));
            }
            if (text.chars().allMatch(Character::isDigit)) {
                return Math.multiplyExact(Long.parseLong(text), US_PER_SECOND);
            }
            final OffsetDateTime time = OffsetDateTime.parse(text);
            return Math.addExact(Math.multiplyExact(time.toEpochSecond(), US_PER_SECOND), time.getNano() / NS_PER_US);
        } catch (final ArithmeticException | NumberFormatException | DateTimeException e) {
            throw RequestException.arguments(field);
        }
    }

    /** The texts of a list, of a single value, or of values with commas between them; empty where the field is absent. */
    List<String> texts(final String field) throws RequestException {
        final List<String> texts = new ArrayList<>();
        if (json.path(field).isArray()) {
            for (final JsonNode entry : json.path(field)) {
                if (!entry.isValueNode()) {
                    throw RequestException.arguments(field);
                }
                texts.add(entry.asText());
            }
        } else if (has(field)) {
            texts.addAll(List.of(text(field).split(",")));
        }
        return texts;
    }

    private String number(final String field) throws RequestException {
        final JsonNode node = json.path(field);
        final String text = node.isNumber() ? node.numberValue().toString() : text(field);
        if (text.length() > NUMBER_LENGTH_MAX) {
            throw RequestException.arguments(field);
        }
        return text;
    }
}
