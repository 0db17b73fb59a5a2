package io.peregrine.sim.kraken;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Orders and trades as REST shows them: decimals are texts, times are seconds (section 10).
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class RestOrderJson {
    private static final long US_PER_SECOND = 1_000_000;

    private RestOrderJson() {
    }

    /** An order. */
    static ObjectNode order(final AccountOrder order, final OrderNote note, final boolean withTrades) {
        final NewOrder asked = note.asked();
        final Pair pair = asked.pair();
        final ObjectNode json = Json.object().putNull("refid").put("userref", asked.identity().userref());
        if (asked.identity().clientOrderId() != null) {
            json.put("cl_ord_id", asked.identity().clientOrderId());
        }
        json.put("status", status(order, note));
        if (order.status().finished()) {
            json.put("reason", note.closeReason()).put("closetm", Json.unixTime(order.updatedUs()));
        }
        json.put("opentm", Json.unixTime(order.createdUs())).put("starttm", 0).put("expiretm",
                asked.lifetime().expireUs() == NewOrder.NO_TIME ? 0 : asked.lifetime().expireUs() / US_PER_SECOND);
        json.set("descr", describe(asked, order.quantity()));
        json.put("vol", pair.quantity(order.quantity()).toPlainString()).put("vol_exec", pair.quantity(order.executed()).toPlainString())
                .put("cost", pair.cost(order.filledNotional()).toPlainString()).put("fee", pair.cost(fee(order)).toPlainString())
                .put("price", pair.averagePrice(order.filledNotional(), order.executed()).toPlainString())
                .put("stopprice", cost(pair, order.type().conditional() && order.triggered() ? asked.amounts().trigger() : 0))
                .put("limitprice", cost(pair, order.triggered() ? asked.amounts().limit() : 0))
                .put("misc", "").put("oflags", flags(asked));
        if (asked.kind().hasTrigger()) {
            json.put("trigger", "last");
        }
        if (withTrades && !order.fills().isEmpty()) {
            final ArrayNode trades = json.putArray("trades");
            order.fills().forEach(fill -> trades.add(Ids.execution(fill)));
        }
        return json;
    }

    /** What was asked for. */
    static ObjectNode describe(final NewOrder asked, final long quantity) {
        final Pair pair = asked.pair();
        return Json.object().put("pair", pair.altname()).put("type", side(asked.side())).put("ordertype", asked.kind().text())
                .put("price", firstPrice(asked)).put("price2", secondPrice(asked)).put("leverage", "none")
                .put("order", sentence(asked, quantity)).put("close", "");
    }

    /** {@code buy 0.01000000 XBTUSD @ limit 50000.0}. */
    static String sentence(final NewOrder asked, final long quantity) {
        final Pair pair = asked.pair();
        final StringBuilder text = new StringBuilder(side(asked.side())).append(' ').append(pair.quantity(quantity).toPlainString())
                .append(' ').append(pair.altname()).append(" @ ");
        switch (asked.kind()) {
            case MARKET -> text.append("market");
            case LIMIT, ICEBERG -> text.append("limit ").append(firstPrice(asked));
            case STOP_LOSS, TAKE_PROFIT -> text.append(asked.kind().text().replace('-', ' ')).append(' ').append(firstPrice(asked));
            case STOP_LOSS_LIMIT, TAKE_PROFIT_LIMIT -> text.append(asked.kind().text().replace("-limit", "").replace('-', ' ')).append(' ')
                    .append(firstPrice(asked)).append(" -> limit ").append(secondPrice(asked));
        }
        return text.toString();
    }

    /** One side of a trade. */
    static ObjectNode trade(final Fill fill, final OrderNote note) {
        final Pair pair = note.asked().pair();
        final ObjectNode json = Json.object().put("ordertxid", Ids.order(fill.order().orderId()))
                .put("postxid", Ids.numbered('T', fill.tradeId())).put("pair", pair.key()).put("time", Json.unixTime(fill.timeUs()))
                .put("type", side(note.asked().side())).put("ordertype", note.asked().kind().text())
                .put("price", pair.price(fill.price()).toPlainString()).put("cost", pair.cost(fill.notional()).toPlainString())
                .put("fee", pair.cost(fill.charged().amount()).toPlainString()).put("vol", pair.quantity(fill.quantity()).toPlainString())
                .put("margin", cost(pair, 0)).put("leverage", "0").put("misc", "").put("trade_id", fill.tradeId())
                .put("maker", fill.maker());
        if (note.asked().identity().clientOrderId() != null) {
            json.put("cl_ord_id", note.asked().identity().clientOrderId());
        }
        return json;
    }

    private static String status(final AccountOrder order, final OrderNote note) {
        if (!order.status().finished()) {
            return "open";
        }
        return order.status() == OrderStatus.FILLED ? "closed" : note.expired() ? "expired" : "canceled";
    }

    private static String firstPrice(final NewOrder asked) {
        final NewOrder.Amounts amounts = asked.amounts();
        return price(asked.pair(), asked.kind().hasTrigger() ? amounts.trigger() : amounts.limit());
    }

    private static String secondPrice(final NewOrder asked) {
        return price(asked.pair(), asked.kind().hasTrigger() ? asked.amounts().limit() : 0);
    }

    private static String price(final Pair pair, final long price) {
        return price == 0 ? "0" : pair.price(price).toPlainString();
    }

    private static String cost(final Pair pair, final long amount) {
        return pair.cost(amount).toPlainString();
    }

    private static long fee(final AccountOrder order) {
        return order.fills().stream().mapToLong(fill -> fill.charged().amount()).sum();
    }

    private static String flags(final NewOrder asked) {
        final List<String> flags = new ArrayList<>();
        flags.add(asked.options().feeInBase() ? "fcib" : "fciq");
        if (asked.options().postOnly()) {
            flags.add("post");
        }
        if (asked.amounts().cash() != NewOrder.NONE) {
            flags.add("viqc");
        }
        return String.join(",", flags);
    }

    private static String side(final Side side) {
        return side == Side.BUY ? "buy" : "sell";
    }
}
