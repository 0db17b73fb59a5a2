package io.peregrine.trade;

/** What the trade core counts. */
public enum TradeCounter {
    /** Depth updates, quotes and public trades. */
    TICKS("ticks"),
    /** Values of batch signals. */
    SIGNALS("signals"),
    /** Orders asked for by strategies and by hand, refused ones included. */
    ORDERS("orders"),
    /** Orders that were filled whole. */
    ORDERS_FILLED("orders_filled"),
    /** Orders that were cancelled. */
    ORDERS_CANCELED("orders_canceled"),
    /** Orders refused by the venue or the gateway. */
    ORDERS_REJECTED("orders_rejected"),
    /** Orders ended by the venue. */
    ORDERS_EXPIRED("orders_expired"),
    /** Orders refused by pre-trade risk. */
    ORDERS_RISK_REJECTED("orders_risk_rejected"),
    /** Orders whose fate became unknown. */
    ORDERS_UNKNOWN("orders_unknown"),
    /** Fills. */
    FILLS("fills"),
    /** Cancels sent, repeated ones included. */
    CANCELS("cancels"),
    /** Stop orders held by the engine whose trigger was met. */
    STOPS_TRIGGERED("stops_triggered"),
    /** Orders that were accepted and had to wait for the cancel of own ones. */
    ORDERS_HELD("orders_held"),
    /** Replaces asked for. */
    REPLACES("replaces"),
    /** Replaces that the core refused. */
    REPLACES_REFUSED("replaces_refused"),
    /** Queries sent. */
    QUERIES("queries"),
    /** Execution reports received. */
    REPORTS("reports"),
    /** Fills seen before; dropped. */
    REPORTS_DUPLICATE("reports_duplicate"),
    /** Reports that told nothing new; dropped. */
    REPORTS_LATE("reports_late"),
    /** Reports refused by the table of legal transitions. */
    REPORTS_REFUSED("reports_refused"),
    /** Reports of what a venue holds, and of whether its gateway is ready. */
    VENUE_REPORTS("venue_reports"),
    /** Reconciliations asked for. */
    RECONCILIATIONS("reconciliations"),
    /** Reports of orders that nobody here knows. */
    REPORTS_UNKNOWN_ORDER("reports_unknown_order"),
    /** Fills beyond the order's quantity. */
    OVERFILLS("overfills"),
    /** Orders checked by pre-trade risk. */
    RISK_CHECKS("risk_checks"),
    /** Orders refused and limits broken. */
    RISK_VIOLATIONS("risk_violations"),
    /** Strategies that threw. */
    STRATEGY_FAILURES("strategy_failures"),
    /** Records appended to the journal. */
    JOURNAL_RECORDS("journal_records");

    private final String key;

    TradeCounter(final String key) {
        this.key = key;
    }

    /** Its name in metrics. */
    public String key() {
        return key;
    }
}
