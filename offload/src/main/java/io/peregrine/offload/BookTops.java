package io.peregrine.offload;

import io.peregrine.book.BookReader;
import io.peregrine.book.BookSnapshot;
import io.peregrine.message.BookState;
import java.util.List;

/**
 * Tops of the books in the book stores, of this process or another.
 *
 * <p><b>Threading:</b> confined to the offload agent; the books' writers are not stopped. <b>Memory:</b> views, valid until the stores are
 * closed. <b>Allocates:</b> none after construction.
 */
public final class BookTops implements TopOfBookSource {
    private final BookReader[] readers;
    private final BookSnapshot snapshot = new BookSnapshot(1);

    /**
     * @param readers by instrument id
     */
    public BookTops(final List<BookReader> readers) {
        this.readers = readers.toArray(BookReader[]::new);
    }

    @Override
    public boolean read(final int instrumentId, final long[] out) {
        if (!readers[instrumentId].read(snapshot) || snapshot.state() != BookState.LIVE
            || snapshot.bidCount() == 0 || snapshot.askCount() == 0) {
            return false;
        }
        out[0] = snapshot.bidPrice(0);
        out[1] = snapshot.bidQuantity(0);
        out[2] = snapshot.askPrice(0);
        out[3] = snapshot.askQuantity(0);
        return true;
    }
}
