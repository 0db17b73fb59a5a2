package io.peregrine.api.drill;

import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.util.function.IntPredicate;

/**
 * Books that left LIVE because an audit said that they are not the venue's, or that the stream stands still; and those of them that were
 * the venue's to the last level.
 *
 * <p><b>Threading:</b> confined to the feed's thread.
 */
final class AuditAlarms implements MarketDataListener {
    private final IntPredicate isRight;
    private long count;
    private long falseCount;
    private String firstFalse = "";

    /** @param isRight has an instrument's book everything that the venue published, and nothing else? Asked while it is still there */
    AuditAlarms(final IntPredicate isRight) {
        this.isRight = isRight;
    }

    @Override
    public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        final BookReason reason = status.reason();
        if (status.previousState() == BookState.LIVE && (reason == BookReason.AUDIT || reason == BookReason.FROZEN)) {
            count++;
            if (isRight.test(status.instrumentId()) && falseCount++ == 0) {
                firstFalse = "instrument " + status.instrumentId() + ' ' + reason + " at " + nowNs;
            }
        }
    }

    @Override
    public void onDepth(final DepthDecoder depth, final long nowNs) {
    }

    @Override
    public void onQuote(final QuoteDecoder quote, final long nowNs) {
    }

    @Override
    public void onTrade(final TradeDecoder trade, final long nowNs) {
    }

    /** All of them. */
    long count() {
        return count;
    }

    /** Those of books that were right. */
    long falseCount() {
        return falseCount;
    }

    /** The first of those, for people; empty where there was none. */
    String firstFalse() {
        return firstFalse;
    }
}
