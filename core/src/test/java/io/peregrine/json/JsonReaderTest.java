package io.peregrine.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private static final byte[] CLIENT_ORDER_ID = "clientOrderId".getBytes(StandardCharsets.US_ASCII);

    private final JsonReader reader = new JsonReader();

    @Test
    void walksAnObjectInItsOrder() {
        wrap(" {\"orderId\" : 28 ,\"clientOrderId\":\"x-1\",\"price\":\"0.10\",\"working\":true,\"list\":[1,[],{}],\"none\":null} ");
        final List<String> seen = new ArrayList<>();
        assertTrue(reader.beginObject());
        while (reader.nextKey()) {
            final String key = reader.text();
            if (reader.keyIs(JsonReader.word("orderId"))) {
                seen.add(key + '=' + reader.readLong());
            } else if (reader.keyIs(CLIENT_ORDER_ID)) {
                reader.readString();
                seen.add(key + '=' + reader.text());
            } else if (reader.keyIs(JsonReader.word("price"))) {
                seen.add(key + '=' + reader.readDecimal(8));
            } else if (reader.keyIs(JsonReader.word("working"))) {
                seen.add(key + '=' + reader.readBoolean());
            } else if (reader.keyIs(JsonReader.word("none"))) {
                seen.add(key + '=' + reader.readNull());
            } else {
                reader.skipValue();
                seen.add(key);
            }
        }
        assertEquals(List.of("orderId=28", "clientOrderId=x-1", "price=10000000", "working=true", "list", "none=true"), seen);
        assertFalse(reader.failed());
        assertTrue(reader.atEnd());
    }

    @Test
    void walksNestedArrays() {
        wrap("[[\"1.5\",\"2\"],[3,4.25]]");
        final List<Long> seen = new ArrayList<>();
        reader.beginArray();
        while (reader.nextElement()) {
            reader.beginArray();
            while (reader.nextElement()) {
                seen.add(reader.readDecimal(2));
            }
        }
        assertEquals(List.of(150L, 200L, 300L, 425L), seen);
        assertFalse(reader.failed());
    }

    @ParameterizedTest
    @CsvSource({"0,8,0", "0.00010000,8,10000", "61837.63000000,2,6183763", "-1.5,1,-15", "7,18,7000000000000000000", "1.2300,2,123",
        "922337203685477580,1,9223372036854775800"})
    void readsDecimalsExactly(final String text, final int decimals, final long mantissa) {
        for (final String form : List.of(text, '"' + text + '"')) {
            wrap(form);
            assertEquals(mantissa, reader.readDecimal(decimals));
            assertFalse(reader.failed(), form);
            assertTrue(reader.atEnd(), form);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.123,2,PRECISION", "10,18,OVERFLOW", "99999999999999999999,0,OVERFLOW", ".5,1,SYNTAX", "1.,1,TRUNCATED", "1e5,8,SYNTAX",
        "1.2.3,8,SYNTAX", "-,8,TRUNCATED", "abc,8,SYNTAX", "+1,8,SYNTAX"})
    void refusesDecimalsThatAreNotExact(final String text, final int decimals, final JsonError error) {
        wrap(text);
        assertEquals(0, reader.readDecimal(decimals));
        assertEquals(error, reader.error());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}",
        "{\"a\" 1}", "{\"a\":1]", "[1,]", "[1 2]", "[1}", "\"abc",
        "\"a\\", "tru", "nul", "truE", "-", "", "{\"a\":1 \"b\":2}", "\"a\u0001\"", "[}", "{]"})
    void refusesWhatIsNotJson(final String text) {
        wrap(text);
        reader.skipValue();
        assertTrue(reader.failed(), text);
        assertTrue(reader.errorPosition() >= 0 && reader.errorPosition() <= text.length(), text);
        assertFalse(reader.nextKey());
        assertFalse(reader.nextElement());
        assertEquals(0, reader.readLong());
    }

    @Test
    void skipsEveryKindOfValueAndLimitsNesting() {
        for (final String value : List.of("1", "-1.5e+3", "\"a\\\"b\"", "true", "false", "null", "[]", "{}", "[[1,{\"a\":[]}],2]")) {
            wrap(value + "  ");
            reader.skipValue();
            assertFalse(reader.failed(), value);
            assertTrue(reader.atEnd(), value);
        }
        wrap("[".repeat(JsonReader.NESTING_MAX) + "]".repeat(JsonReader.NESTING_MAX));
        reader.skipValue();
        assertFalse(reader.failed());
        wrap("[".repeat(JsonReader.NESTING_MAX + 1));
        reader.skipValue();
        assertEquals(JsonError.NESTING, reader.error());
    }

    @Test
    void packsShortKeysAndResolvesEscapes() {
        wrap("{\"U\":1,\"lastUpda\":2,\"lastUpdate\":3}");
        reader.beginObject();
        assertTrue(reader.nextKey());
        assertEquals('U', reader.keyWord());
        assertEquals(1, reader.readLong());
        assertTrue(reader.nextKey());
        assertTrue(reader.keyIs(JsonReader.word("lastUpda")));
        reader.skipValue();
        assertTrue(reader.nextKey());
        assertEquals(0, reader.keyWord());
        wrap("\"a\\n\\u00e9\\\\\\q\"");
        assertTrue(reader.readString());
        assertEquals("a\n\u00e9\\\\q", reader.text());
        wrap("\"z\"");
        assertTrue(reader.readString());
        assertEquals('z', reader.keyWord());
    }

    private void wrap(final String text) {
        final byte[] encoded = ("#" + text + "#").getBytes(StandardCharsets.UTF_8);
        reader.wrap(new UnsafeBuffer(encoded), 1, encoded.length - 2);
    }
}
