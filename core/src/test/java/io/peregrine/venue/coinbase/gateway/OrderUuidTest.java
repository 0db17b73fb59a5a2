package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class OrderUuidTest {
    @Test
    void everyNumberComesBackAndIsARandomUuidToTheVenue() {
        final Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            final long clientOrderId = i == 0 ? 0 : i == 1 ? -1 : i == 2 ? Long.MAX_VALUE : random.nextLong() >>> random.nextInt(64);
            final String text = text(clientOrderId);
            final UUID uuid = UUID.fromString(text);
            assertEquals(uuid.toString(), text, "lower case");
            assertEquals(4, uuid.version());
            assertEquals(2, uuid.variant());
            assertEquals(clientOrderId, read(text));
        }
        assertEquals("70657265-6772-4000-9550-000100000001", text(0x1_0000_0001L));
    }

    @Test
    void othersOrdersAreForeign() {
        final Random random = new Random(8);
        for (int i = 0; i < 10_000; i++) {
            assertEquals(OrderUuid.FOREIGN, read(new UUID(random.nextLong(), random.nextLong()).toString()));
        }
        for (int i = 0; i < OrderUuid.LENGTH; i++) {
            final char[] text = text(5).toCharArray();
            text[i] = text[i] == 'x' ? 'y' : 'x';
            assertEquals(OrderUuid.FOREIGN, read(new String(text)));
        }
        assertTrue(read("my-order-17") == OrderUuid.FOREIGN && read("") == OrderUuid.FOREIGN);
    }

    private static String text(final long clientOrderId) {
        final byte[] bytes = new byte[OrderUuid.LENGTH];
        OrderUuid.put(bytes, 0, clientOrderId);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static long read(final String text) {
        final byte[] bytes = ('"' + text + '"').getBytes(StandardCharsets.US_ASCII);
        final JsonUuid uuid = new JsonUuid();
        uuid.read(new JsonReader().wrap(new UnsafeBuffer(bytes), 0, bytes.length));
        return OrderUuid.clientOrderId(uuid);
    }
}
