package io.peregrine.sim.account;

import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of an account: what matching needs, and its names, funds and times.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals; microseconds since the epoch.
 */
public final class AccountOrder extends Order {
    /** Not yet. */
    public static final long NO_TIME = -1;

    private final Account account;
    private final Market market;
    private final OrderRequest request;
    private final long createdUs;
    private final List<Fill> fills = new ArrayList<>(1);
    private String clientOrderId;
    private long filledNotional;
    private long held;
    private long updatedUs;
    private long workingUs = NO_TIME;
    private long preventedMatchId = -1;
    private long preventedQuantity;

    /**
     * @param orderId   the venue's id
     * @param account   whose
     * @param market    where
     * @param request   as asked for
     * @param createdUs now
     */
    public AccountOrder(final long orderId, final Account account, final Market market, final OrderRequest request, final long createdUs) {
        super(orderId, account.accountId(), request.terms());
        this.account = account;
        this.market = market;
        this.request = request;
        this.createdUs = createdUs;
        this.updatedUs = createdUs;
        this.clientOrderId = request.clientOrderId();
    }

    public Account account() {
        return account;
    }

    public Market market() {
        return market;
    }

    /** As it was asked for. */
    public OrderRequest request() {
        return request;
    }

    public String clientOrderId() {
        return clientOrderId;
    }

    /** Gives it another client order id, as an amendment does. */
    public void rename(final String newClientOrderId) {
        clientOrderId = newClientOrderId;
    }

    /** Its fills so far, oldest first. */
    public List<Fill> fills() {
        return fills;
    }

    /** Sum of price × quantity over its fills. */
    public long filledNotional() {
        return filledNotional;
    }

    /** What it keeps locked: quote asset for a buy, base asset for a sell. */
    public long held() {
        return held;
    }

    public long createdUs() {
        return createdUs;
    }

    public long updatedUs() {
        return updatedUs;
    }

    /** When it became active, or {@link #NO_TIME}. */
    public long workingUs() {
        return workingUs;
    }

    /** Id of the self-trade that ended it, or -1. */
    public long preventedMatchId() {
        return preventedMatchId;
    }

    /** Quantity of the self-trade that ended it, or 0. */
    public long preventedQuantity() {
        return preventedQuantity;
    }

    /** Notes a change. */
    public void touch(final long nowUs) {
        updatedUs = nowUs;
    }

    /** Notes that it became active. */
    public void work(final long nowUs) {
        workingUs = nowUs;
        updatedUs = nowUs;
    }

    /** Notes a self-trade that did not happen. */
    public void prevent(final long matchId, final long quantity) {
        preventedMatchId = matchId;
        preventedQuantity = quantity;
    }

    void hold(final long amount) {
        held += amount;
    }

    void add(final Fill fill) {
        filledNotional += fill.notional();
        updatedUs = fill.timeUs();
        if (!account.unlimited()) {
            fills.add(fill);
        }
    }
}
