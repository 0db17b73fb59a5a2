package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookTopsTest {
    private static final Instrument INSTRUMENT = new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT",
        2, 5, 1, 1, 1, 1_000_000_000, 1);

    @Test
    void readsTheTopOfALiveBookWithTwoSidesOnly(@TempDir final Path folder) {
        final List<Instrument> instruments = List.of(INSTRUMENT);
        try (BookStore store = BookStore.create(folder.resolve("books").toFile(), instruments, new BookLayout(16))) {
            final OrderBook book = store.book(0);
            final BookTops tops = new BookTops(List.of(store.reader(0)));
            final long[] top = new long[TopOfBookSource.LENGTH];
            book.transition(BookState.SYNCING, 1, BookReason.START);
            book.beginUpdate();
            book.setBid(5_000_000, 7);
            book.setBid(4_999_999, 9);
            book.endUpdate(1, 1, 1);
            book.transition(BookState.LIVE, 1, BookReason.SNAPSHOT_APPLIED);
            assertFalse(tops.read(0, top), "a book without asks");

            book.beginUpdate();
            book.setAsk(5_000_003, 11);
            book.endUpdate(2, 2, 2);
            assertTrue(tops.read(0, top));
            assertArrayEquals(new long[] {5_000_000, 7, 5_000_003, 11}, top);

            book.transition(BookState.SUSPECT, 3, BookReason.STALE);
            assertFalse(tops.read(0, top), "a book that is not to be traded on");
            book.transition(BookState.SYNCING, 4, BookReason.STALE);
            assertFalse(tops.read(0, top), "a book that is synchronising");
        }
    }
}
