package io.peregrine.api.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.BookStatusEncoder;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An alarm is false where the book was right; only what an audit said, of a book that was LIVE, is an alarm. */
class AuditAlarmsTest {
    private static final int RIGHT = 0;
    private static final int WRONG = 1;

    private final AuditAlarms alarms = new AuditAlarms(instrumentId -> instrumentId == RIGHT);

    @Test
    void falseAlarmsAreThoseOfBooksThatWereRight() {
        left(WRONG, BookState.LIVE, BookReason.AUDIT);
        left(RIGHT, BookState.LIVE, BookReason.SEQUENCE_GAP);
        left(RIGHT, BookState.SUSPECT, BookReason.AUDIT);
        assertEquals(List.of(1L, 0L, ""), List.of(alarms.count(), alarms.falseCount(), alarms.firstFalse()));

        left(RIGHT, BookState.LIVE, BookReason.FROZEN);
        left(RIGHT, BookState.LIVE, BookReason.AUDIT);
        assertEquals(List.of(3L, 2L, "instrument 0 FROZEN at 7"), List.of(alarms.count(), alarms.falseCount(), alarms.firstFalse()));
    }

    private void left(final int instrumentId, final BookState previous, final BookReason reason) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BookStatusEncoder.BLOCK_LENGTH]);
        new BookStatusEncoder().wrap(buffer, 0).instrumentId(instrumentId).state(BookState.SUSPECT).previousState(previous).reason(reason);
        alarms.onBookStatus(new BookStatusDecoder().wrap(buffer, 0, BookStatusDecoder.BLOCK_LENGTH, BookStatusDecoder.SCHEMA_VERSION), 7);
    }
}
