package io.peregrine.sim.exchange;

import io.peregrine.sim.account.Account;
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

    /** The resting quantity at a price changed; {@link Listing#lastUpdateId()} is the change's id. */
    void onLevel(Listing listing, Side side, long price, long quantity);
}
