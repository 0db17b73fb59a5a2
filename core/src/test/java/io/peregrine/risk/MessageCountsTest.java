package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MessageCountsTest {
    private final MessageCounts counts = new MessageCounts(4);

    @Test
    void aMinuteEndsWithThatOfTheClock() {
        final long lastNs = 8 * MessageCounts.WINDOW_NS - 1;
        counts.message(1, 7 * MessageCounts.WINDOW_NS);
        counts.message(1, lastNs);
        counts.fill(1, lastNs);
        assertEquals(2, counts.messages(1, lastNs));
        assertEquals(1, counts.fills(1, lastNs));
        assertEquals(0, counts.messages(1, lastNs + 1));
        assertEquals(0, counts.fills(1, lastNs + 1));
    }

    @Test
    void theFirstFillOfAMinuteForgetsTheLastMinute() {
        counts.message(2, 0);
        counts.fill(2, 0);
        counts.fill(2, MessageCounts.WINDOW_NS);
        assertEquals(1, counts.fills(2, MessageCounts.WINDOW_NS));
        assertEquals(0, counts.messages(2, MessageCounts.WINDOW_NS));
    }

    @Test
    void scopesAreApart() {
        for (int slot = 0; slot < 4; slot++) {
            for (int i = 0; i <= slot; i++) {
                counts.message(slot, 90);
                counts.fill(slot, 90);
                counts.fill(slot, 90);
            }
        }
        for (int slot = 0; slot < 4; slot++) {
            assertEquals(slot + 1, counts.messages(slot, 90));
            assertEquals(2 * slot + 2, counts.fills(slot, 90));
        }
    }
}
