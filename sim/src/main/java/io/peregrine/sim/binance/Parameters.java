package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parameters of a request, typed as they are read. Knows which ones nobody has read.
 *
 * <p><b>Threading:</b> confined to the thread that serves the request.
 */
final class Parameters {
    private static final String DECIMAL_RANGE = "^([0-9]{1,20})(\\.[0-9]{1,20})?$";
    private static final String NUMBER_RANGE = "^[0-9]{1,20}$";
    private static final Pattern DECIMAL = Pattern.compile(DECIMAL_RANGE);
    private static final Pattern NUMBER = Pattern.compile(NUMBER_RANGE);

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();

    /** Of a query string and a form body, both as sent; the query wins. */
    static Parameters ofHttp(final String query, final String body) throws ApiException {
        final Parameters parameters = new Parameters();
        parameters.addAll(query);
        final Parameters form = new Parameters();
        form.addAll(body);
        form.values.forEach(parameters.values::putIfAbsent);
        return parameters;
    }

    /** Of a JSON object; numbers keep their digits, arrays their text. */
    static Parameters ofJson(final ObjectNode json) {
        final Parameters parameters = new Parameters();
        json.properties().forEach(entry -> {
            final JsonNode value = entry.getValue();
            if (!value.isNull()) {
                parameters.values.put(entry.getKey(), value.isValueNode() ? plain(value) : value.toString());
            }
        });
        return parameters;
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /** A mandatory text. */
    String text(final String name) throws ApiException {
        final String value = text(name, null);
        if (value == null) {
            throw ApiException.missing(name);
        }
        return value;
    }

    /** An optional text. */
    String text(final String name, final String fallback) throws ApiException {
        final String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        read.add(name);
        if (value.isEmpty()) {
            throw ApiException.of(-1105, "Parameter '" + name + "' was empty.");
        }
        return value;
    }

    /** A mandatory whole number. */
    long number(final String name) throws ApiException {
        text(name);
        return number(name, 0);
    }

    /** An optional whole number. */
    long number(final String name, final long fallback) throws ApiException {
        final String value = text(name, null);
        if (value == null) {
            return fallback;
        }
        if (!NUMBER.matcher(value).matches()) {
            throw ApiException.illegal(name, NUMBER_RANGE);
        }
        try {
            return Long.parseLong(value);
        } catch (final NumberFormatException e) {
            throw ApiException.of(-1108, "Parameter '" + name + "' overflowed.");
        }
    }

    /** A mandatory decimal, at eight decimals. */
    long decimal(final String name) throws ApiException {
        text(name);
        return decimal(name, 0);
    }

    /** An optional decimal, at eight decimals. */
    long decimal(final String name, final long fallback) throws ApiException {
        final String value = text(name, null);
        if (value == null) {
            return fallback;
        }
        if (!DECIMAL.matcher(value).matches()) {
            throw ApiException.illegal(name, DECIMAL_RANGE);
        }
        final BigDecimal decimal = new BigDecimal(value).stripTrailingZeros();
        if (decimal.scale() > Decimal.SCALE) {
            throw ApiException.of(-1111, "Parameter '" + name + "' has too much precision.");
        }
        try {
            return decimal.setScale(Decimal.SCALE).unscaledValue().longValueExact();
        } catch (final ArithmeticException e) {
            throw ApiException.of(-1108, "Parameter '" + name + "' overflowed.");
        }
    }

    /** An optional truth value. */
    boolean flag(final String name, final boolean fallback) throws ApiException {
        final String value = text(name, Boolean.toString(fallback));
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw ApiException.invalid(name);
        }
        return Boolean.parseBoolean(value);
    }

    /** One of a list of words; another is refused with the given error. */
    <E extends Enum<E>> E word(final String name, final Class<E> type, final ApiException otherwise) throws ApiException {
        final String value = text(name);
        for (final E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return constant;
            }
        }
        throw otherwise;
    }

    /** Refuses a parameter that this request must not have. */
    void forbid(final String name) throws ApiException {
        if (has(name)) {
            throw ApiException.of(-1106, "Parameter '" + name + "' sent when not required.");
        }
    }

    /** Refuses the request where a parameter has not been read. */
    void checkAllRead() throws ApiException {
        if (read.size() == values.size()) {
            return;
        }
        if (read.isEmpty()) {
            throw ApiException.of(-1101, "Too many parameters; expected '0' and received '" + values.size() + "'.");
        }
        throw ApiException.of(-1104, "Not all sent parameters were read; read '" + read.size() + "' parameter(s) but was sent '"
                + values.size() + "'.");
    }

    /** All but the signature, by name, as the WebSocket API signs them. */
    String sortedPayload() {
        final SortedMap<String, String> sorted = new TreeMap<>(values);
        sorted.remove("signature");
        final StringBuilder payload = new StringBuilder();
        sorted.forEach((name, value) -> payload.append(payload.isEmpty() ? "" : "&").append(name).append('=').append(value));
        return payload.toString();
    }

    private void addAll(final String encoded) throws ApiException {
        for (final String pair : encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            final int equals = pair.indexOf('=');
            final String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty() && values.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
                throw ApiException.of(-1101, "Duplicate values for a parameter detected.");
            }
        }
    }

    private static String decode(final String text) throws ApiException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (final IllegalArgumentException e) {
            throw ApiException.of(-1100, "Illegal characters found in a parameter.");
        }
    }

    private static String plain(final JsonNode value) {
        return value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    }
}
