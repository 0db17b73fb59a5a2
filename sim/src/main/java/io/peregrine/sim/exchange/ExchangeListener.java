package io.peregrine.sim.exchange;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.Side;
import java.util.List;

/** What happens on the venue, in order. Called on the exchange thread. Executions and balances only for clients' accounts. */
public interface ExchangeListener {
    /** Something happened to a client's order. */
    void onExecution(Execution execution);

    /** Balances of a client's account changed. */
    void onBalances(Account account, List<String> assets, long timeUs);

    /** A trade. */
    void onTrade(Listing listing, Trade trade);

    /** An order of anybody's has come in; a conditional one waits beside the book. For venues that publish order by order. */
    default void onReceived(final Listing listing, final AccountOrder order) {
    }

    /** The conditional order of anybody's is active now. */
    default void onActivated(final Listing listing, final AccountOrder order) {
    }

    /** What is left of an order of anybody's rests in the book. */
    default void onRested(final Listing listing, final AccountOrder order) {
    }

    /** The two orders behind a trade, settled; after {@link #onTrade}. */
    default void onMatched(final Listing listing, final Trade trade, final AccountOrder taker, final AccountOrder maker) {
    }

    /** An open order of anybody's has become smaller without a trade and keeps its place. */
    default void onReduced(final Listing listing, final AccountOrder order, final long earlierQuantity) {
    }

    /**
     * An order of anybody's is finished.
     *
     * @param reason why it left unfilled, or null where it is filled
     */
    default void onDone(final Listing listing, final AccountOrder order, final CloseReason reason) {
    }

    /** The resting quantity at a price changed; {@link Listing#lastUpdateId()} is the change's id. */
    void onLevel(Listing listing, Side side, long price, long quantity);
}
