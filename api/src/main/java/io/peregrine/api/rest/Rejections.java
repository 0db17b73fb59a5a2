package io.peregrine.api.rest;

import io.peregrine.message.RejectReason;

/** What each reason for a refusal means and what to do, for people. */
final class Rejections {
    private Rejections() {
    }

    static String text(final RejectReason reason) {
        return switch (reason) {
            case NONE, NULL_VAL -> "no reason was given";
            case UNKNOWN_INSTRUMENT -> "the instrument is not known; see /api/v1/hft/instruments";
            case OFF_TICK -> "the price is not a multiple of the tick size";
            case OFF_LOT -> "the quantity is not a multiple of the lot size";
            case QUANTITY_RANGE -> "the quantity is outside the instrument's range";
            case NOTIONAL_MIN -> "price times quantity is below the venue's minimum";
            case NOTIONAL_OVERFLOW -> "price times quantity is too large to be computed exactly";
            case BOOK_NOT_LIVE -> "the order book is not LIVE, so there is no price to judge the order by; wait for it";
            case POSITION_LIMIT -> "it could take the position over max_position_size";
            case EXPOSURE_LIMIT -> "it could take the exposure over max_exposure";
            case ORDER_RATE -> "more orders a second than max_orders_per_second; slow down";
            case OPEN_ORDERS -> "too many open orders (max_open_orders); cancel some";
            case PRICE_COLLAR -> "the price is too far through the market; see price_collar";
            case SELF_TRADE -> "it would trade with an own order";
            case DAILY_LOSS -> "the loss of the day has reached risk_management.max_daily_loss; trading is stopped";
            case DRAWDOWN -> "the drawdown has reached risk_management.max_drawdown; trading is stopped";
            case HALTED -> "trading is stopped, or the strategy is";
            case UNSUPPORTED -> "the venue connection does not support this kind of order";
            case ORDER_TABLE_FULL -> "the order table is full; cancel orders or enlarge it";
            case NOT_CONNECTED -> "the venue's order entry is not connected; nothing was sent";
            case POST_ONLY_WOULD_TAKE -> "post only, and it would have taken liquidity";
            case INSUFFICIENT_BALANCE -> "the account has not enough balance";
            case DUPLICATE_ORDER -> "an order with this id exists";
            case UNKNOWN_ORDER -> "the venue does not know the order";
            case RATE_LIMITED -> "the venue limits the rate of requests; wait";
            case VENUE_OTHER -> "the venue refused it; its words are in 'text'";
            case TOO_LATE -> "the order had already ended";
            case BACK_PRESSURE -> "the queue to the venue is full; try again";
            case UNKNOWN_STRATEGY -> "the strategy is not known";
            case REQUEST_PENDING -> "another request on the order has no answer yet; wait for it";
            case JOURNAL -> "the journal can not be relied on: its disk is nearly full or it was damaged; trading is stopped";
            case KILL_SWITCH -> "the kill switch is on";
            case FEED_LATENCY -> "market data comes later than feeds.latency_threshold, or is in time again";
            case INSTRUMENT_HALTED -> "the venue does not trade the instrument now; see status_detail in /api/v1/hft/instruments";
            case INSTRUMENT_CHANGED -> "the venue has changed the instrument's steps; restart to trade it by the new ones";
            case REDUCE_ONLY -> "the position may only become smaller: a balance at the venue is not what the fills explain, see "
                    + "/api/v1/hft/reconciliation, or a circuit breaker is REDUCE_ONLY, see breakers in /api/v1/hft/risk";
            case CIRCUIT_BREAKER -> "a circuit breaker of the order's scope is HALTED; see breakers in /api/v1/hft/risk";
            case VIOLATIONS -> "risk refused too many orders of the strategy";
            case LOSS_VELOCITY -> "too much was lost within risk_management.loss_window";
            case LOSS_STREAK -> "too many losing orders in a row";
            case FILL_RATE -> "more fills a second than risk_management.max_fills_per_second";
            case SLIPPAGE -> "a fill was further on the wrong side of the market than risk_management.max_slippage";
            case CONCENTRATION -> "more of the exposure is in one instrument than risk_management.max_concentration";
            case BOOK_FAILURE -> "a book left LIVE";
            case EXECUTION_TIMEOUT -> "the strategy did not come back from a call within strategy_engine.execution_timeout";
            case BALANCE_DIFFERENCE -> "a balance at the venue is not what the fills explain, or is again";
            default -> limit(reason);
        };
    }

    /** Of the limits of the table. */
    private static String limit(final RejectReason reason) {
        return switch (reason) {
            case ORDER_SIZE -> "the quantity is over max_order_size";
            case ORDER_NOTIONAL -> "price times quantity is over max_order_notional";
            case NET_EXPOSURE -> "it could take the net exposure over max_net_exposure";
            case SHORT_SALE -> "the account has not so much of the asset, less what own open orders sell already";
            case MARGIN -> "the balance times max_leverage does not carry so much exposure";
            case LAST_TRADE_COLLAR -> "the price is too far through the last trade; see last_trade_collar";
            case FAT_FINGER -> "the quantity is more than max_order_factor times what the strategy usually orders of the instrument";
            case REPEATED_ORDER -> "the strategy sent the same order within duplicate_interval";
            case MESSAGE_RATIO -> "more messages for each fill than max_messages_per_fill; slow down";
            case TRADING_HOURS -> "outside trading_hours";
            case LIMITS_CHANGED -> "limits of risk were changed by command";
            case LIMITS_REFUSED -> "a change of limits was not possible, and nothing of it holds";
            default -> reason.name();
        };
    }
}
