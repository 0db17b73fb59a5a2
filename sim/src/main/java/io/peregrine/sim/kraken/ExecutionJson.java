package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.Side;

/**
 * The entries of the {@code executions} channel (section 8). Which fields an entry has depends on what it tells; a client keeps the static
 * ones from {@code pending_new}.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class ExecutionJson {
    private final Valuation valuation;

    ExecutionJson(final Valuation valuation) {
        this.valuation = valuation;
    }

    /** The order has come in: all its terms. */
    ObjectNode pendingNew(final AccountOrder order, final OrderNote note) {
        return terms(order, note).put("exec_type", "pending_new").put("order_status", "pending_new")
                .put("timestamp", Json.time(order.createdUs()));
    }

    /** The order is in the book, or waits for its trigger. */
    ObjectNode isNew(final AccountOrder order, final OrderNote note) {
        final ObjectNode json = Json.object().put("timestamp", Json.time(order.createdUs())).put("order_status", "new")
                .put("exec_type", "new");
        return names(json, order, note);
    }

    /** The order's trigger has been reached. */
    ObjectNode triggered(final AccountOrder order, final OrderNote note) {
        final ObjectNode json = Json.object().put("timestamp", Json.time(order.updatedUs())).put("order_status", "new")
                .put("exec_type", "status");
        triggers(json, order, note);
        return names(json, order, note);
    }

    /** One side of a trade; the status is never filled, a separate entry says that. */
    ObjectNode trade(final Fill fill, final OrderNote note) {
        return trade(fill, note, "partially_filled");
    }

    /** A trade of the past, as a snapshot has it. */
    ObjectNode pastTrade(final Fill fill, final OrderNote note) {
        return trade(fill, note, fill.order().status() == OrderStatus.FILLED ? "filled" : "partially_filled");
    }

    /** The order has changed by its owner's amendment. */
    ObjectNode amended(final AccountOrder order, final OrderNote note) {
        return sums(terms(order, note), order, note).put("exec_type", "amended").put("order_status", status(order)).put("amended", true)
                .put("timestamp", Json.time(order.updatedUs()));
    }

    /** The order is finished: {@code filled}, {@code canceled} or {@code expired}. */
    ObjectNode finished(final AccountOrder order, final OrderNote note, final String how) {
        final ObjectNode json = Json.object().put("timestamp", Json.time(order.updatedUs())).put("order_status", how)
                .put("exec_type", how);
        sums(json, order, note);
        if (note.closeReason() != null) {
            json.put("cancel_reason", note.closeReason()).put("reason", note.closeReason());
        }
        return names(json, order, note);
    }

    /** An open order, as a snapshot has it. */
    ObjectNode open(final AccountOrder order, final OrderNote note) {
        return sums(terms(order, note), order, note).put("exec_type", "new").put("order_status", status(order))
                .put("timestamp", Json.time(order.updatedUs()));
    }

    /** Why an order ended that its owner did not cancel. Only the first is the venue's own text as far as is known. */
    static String reason(final CloseReason reason) {
        return switch (reason) {
            case POST_ONLY -> "Post only order";
            case CANCELED -> OrderDesk.USER_REQUESTED;
            case IOC_REMAINDER -> "Immediate or cancel";
            case FOK_UNFILLED -> "Fill or kill";
            case NO_LIQUIDITY -> "Insufficient liquidity";
            case SELF_TRADE -> "Self trade prevention";
            case INSUFFICIENT_BALANCE -> "Insufficient funds";
        };
    }

    private ObjectNode trade(final Fill fill, final OrderNote note, final String status) {
        final AccountOrder order = fill.order();
        final Pair pair = note.asked().pair();
        final ObjectNode json = names(Json.object(), order, note).put("exec_id", Ids.execution(fill)).put("exec_type", "trade")
                .put("trade_id", fill.tradeId()).put("symbol", pair.symbol()).put("side", side(order))
                .put("last_qty", pair.quantity(fill.quantity())).put("last_price", pair.price(fill.price()))
                .put("liquidity_ind", fill.maker() ? "m" : "t").put("cost", pair.cost(fill.notional()))
                .put("order_type", note.asked().kind().text()).put("timestamp", Json.time(fill.timeUs())).put("order_status", status)
                .put("cum_qty", pair.quantity(order.executed())).put("cum_cost", pair.cost(order.filledNotional()))
                .put("avg_price", pair.averagePrice(order.filledNotional(), order.executed()))
                .put("fee_usd_equiv", valuation.inUsd(pair.quote(), fill.charged().amount()));
        json.putArray("fees").addObject().put("asset", fill.charged().asset())
                .put("qty", Json.amount(fill.charged().amount(), pair.costDecimals()));
        return json;
    }

    private ObjectNode terms(final AccountOrder order, final OrderNote note) {
        final NewOrder asked = note.asked();
        final Pair pair = asked.pair();
        final ObjectNode json = names(Json.object(), order, note).put("symbol", pair.symbol())
                .put("order_qty", pair.quantity(order.quantity())).put("cum_cost", pair.cost(order.filledNotional()))
                .put("time_in_force", asked.lifetime().force().name()).put("side", side(order)).put("order_type", asked.kind().text());
        if (asked.amounts().cash() != NewOrder.NONE) {
            json.put("cash_order_qty", pair.cost(asked.amounts().cash()));
        }
        if (asked.kind().hasLimit()) {
            json.put("limit_price_type", "static").put("limit_price", pair.price(asked.amounts().limit()));
        }
        if (asked.amounts().display() != NewOrder.NONE) {
            json.put("display_qty", pair.quantity(asked.amounts().display()));
        }
        if (asked.lifetime().expireUs() != NewOrder.NO_TIME) {
            json.put("expire_time", Json.time(asked.lifetime().expireUs()));
        }
        if (asked.identity().subId() != null) {
            json.put("sender_sub_id", asked.identity().subId());
        }
        triggers(json, order, note);
        return json.put("stop_price", pair.price(asked.amounts().trigger()))
                .put("fee_usd_equiv", valuation.inUsd(pair.quote(), fee(order)))
                .put("fee_ccy_pref", asked.options().feeInBase() ? "fcib" : "fciq");
    }

    private static void triggers(final ObjectNode json, final AccountOrder order, final OrderNote note) {
        final NewOrder asked = note.asked();
        if (asked.kind().hasTrigger()) {
            json.putObject("triggers").put("reference", "last").put("price", asked.pair().price(asked.amounts().trigger()))
                    .put("price_type", "static").put("status", order.working() || order.status().finished() ? "triggered" : "untriggered");
        }
    }

    private ObjectNode sums(final ObjectNode json, final AccountOrder order, final OrderNote note) {
        final Pair pair = note.asked().pair();
        return json.put("cum_qty", pair.quantity(order.executed())).put("cum_cost", pair.cost(order.filledNotional()))
                .put("fee_usd_equiv", valuation.inUsd(pair.quote(), fee(order)))
                .put("avg_price", pair.averagePrice(order.filledNotional(), order.executed()));
    }

    private static ObjectNode names(final ObjectNode json, final AccountOrder order, final OrderNote note) {
        final NewOrder.Identity identity = note.asked().identity();
        json.put("order_id", Ids.order(order.orderId()));
        if (identity.clientOrderId() == null) {
            json.put("order_userref", identity.userref());
        } else {
            json.put("cl_ord_id", identity.clientOrderId());
        }
        if (note.asked().options().postOnly()) {
            json.put("post_only", true);
        }
        return json;
    }

    private static long fee(final AccountOrder order) {
        return order.fills().stream().mapToLong(fill -> fill.charged().amount()).sum();
    }

    private static String status(final AccountOrder order) {
        return order.executed() == 0 ? "new" : "partially_filled";
    }

    private static String side(final AccountOrder order) {
        return order.side() == Side.BUY ? "buy" : "sell";
    }
}
