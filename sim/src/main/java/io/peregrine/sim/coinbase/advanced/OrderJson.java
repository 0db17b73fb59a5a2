package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.NewOrder;
import io.peregrine.sim.coinbase.OrderForms;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.matching.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How orders and fills are written, by the REST API and on the user channel.
 *
 * <p><b>Threading:</b> must be called on the exchange thread. Source: B5 and B6 of the protocol document and the recorded orders.
 */
final class OrderJson {
    private static final long FILL_IDS = 1L << 57;
    private static final long TRADE_IDS = 1L << 58;
    private static final int ACCOUNT_SHIFT = 40;
    private static final int PERCENT_PLACES = 2;

    private final Marketplace market;
    private final OrderForms<OrderForm> forms;

    OrderJson(final Marketplace market, final OrderForms<OrderForm> forms) {
        this.market = market;
        this.forms = forms;
    }

    OrderForm form(final AccountOrder order) {
        return forms.of(order);
    }

    /** {@code OPEN}, {@code FILLED}, {@code CANCELLED}, {@code EXPIRED} or {@code FAILED}. */
    String status(final AccountOrder order) {
        return switch (order.status()) {
            case NEW, PARTIALLY_FILLED -> "OPEN";
            case FILLED -> "FILLED";
            case REJECTED -> "FAILED";
            case CANCELED, EXPIRED, EXPIRED_IN_MATCH -> market.desk().expired(order) ? "EXPIRED" : "CANCELLED";
        };
    }

    /** An order as the REST API shows it. */
    ObjectNode order(final AccountOrder order) {
        final OrderForm form = forms.of(order);
        final Profile profile = market.profile(order.account());
        final ObjectNode json = Json.object().put("order_id", market.desk().id(order)).put("product_id", Product.id(order.market()))
                .put("user_id", profile.userId());
        json.set("order_configuration", form.configuration());
        json.put("side", order.side().name()).put("client_order_id", form.clientOrderId()).put("status", status(order))
                .put("time_in_force", form.kind().timeInForce()).put("created_time", Text.time(order.createdUs()))
                .put("completion_percentage", completion(order)).put("filled_size", Text.plain(order.executed()))
                .put("average_filled_price", average(order)).put("fee", "").put("number_of_fills", String.valueOf(order.fills().size()))
                .put("filled_value", Text.plain(order.filledNotional())).put("pending_cancel", false)
                .put("size_in_quote", form.sizeInQuote()).put("total_fees", Text.plain(fees(order))).put("size_inclusive_of_fees",
                        form.sizeInQuote())
                .put("total_value_after_fees", valueAfterFees(order)).put("trigger_status", triggerStatus(order, form))
                .put("order_type", form.kind().orderType()).put("reject_reason", "REJECT_REASON_UNSPECIFIED")
                .put("settled", order.status().finished()).put("product_type", "SPOT").put("reject_message", "")
                .put("cancel_message", cancelMessage(order)).put("order_placement_source", "RETAIL_ADVANCED")
                .put("outstanding_hold_amount", Text.plain(order.held())).put("is_liquidation", false);
        if (order.fills().isEmpty()) {
            json.putNull("last_fill_time");
        } else {
            json.put("last_fill_time", Text.time(order.fills().getLast().timeUs()));
        }
        json.putArray("edit_history");
        return json.put("leverage", "").put("margin_type", "UNKNOWN_MARGIN_TYPE").put("retail_portfolio_id", profile.profileId())
                .put("originating_order_id", "").put("attached_order_id", "");
    }

    /** An order as the user channel shows it: every value is a string. */
    ObjectNode update(final AccountOrder order) {
        final OrderForm form = forms.of(order);
        return Json.object().put("avg_price", average(order)).put("cancel_reason", cancelMessage(order))
                .put("client_order_id", form.clientOrderId()).put("completion_percentage", completion(order))
                .put("contract_expiry_type", "UNKNOWN_CONTRACT_EXPIRY_TYPE").put("cumulative_quantity", Text.plain(order.executed()))
                .put("filled_value", Text.plain(order.filledNotional()))
                .put("leaves_quantity", Text.plain(order.status().finished() ? 0 : order.leaves()))
                .put("limit_price", Text.plain(order.price())).put("number_of_fills", String.valueOf(order.fills().size()))
                .put("order_id", market.desk().id(order)).put("order_side", order.side().name())
                .put("order_type", form.kind().spokenOrderType()).put("outstanding_hold_amount", Text.plain(order.held()))
                .put("post_only", String.valueOf(form.postOnly())).put("product_id", Product.id(order.market()))
                .put("product_type", "SPOT").put("reject_reason", "").put("retail_portfolio_id",
                        market.profile(order.account()).profileId())
                .put("risk_managed_by", "UNKNOWN_RISK_MANAGEMENT_TYPE").put("status", status(order))
                .put("stop_price", order.terms().stopPrice() == 0 ? "" : Text.plain(order.terms().stopPrice()))
                .put("time_in_force", form.kind().timeInForce()).put("total_fees", Text.plain(fees(order)))
                .put("total_value_after_fees", valueAfterFees(order)).put("trigger_status", triggerStatus(order, form))
                .put("creation_time", Text.time(order.createdUs()))
                .put("end_time", form.endUs() == NewOrder.NEVER ? "0001-01-01T00:00:00Z" : Text.time(form.endUs()))
                .put("start_time", "0001-01-01T00:00:00Z");
    }

    ObjectNode fill(final Fill fill, final long number) {
        final AccountOrder order = fill.order();
        final Profile profile = market.profile(order.account());
        final Product product = market.product(fill.market());
        return Json.object().put("entry_id", market.ids().of(FILL_IDS + (order.account().accountId() << ACCOUNT_SHIFT) + number))
                .put("trade_id", tradeId(market, fill)).put("order_id", market.desk().id(order))
                .put("trade_time", Text.time(fill.timeUs())).put("trade_type", "FILL").put("price", Text.plain(fill.price()))
                .put("size", Text.plain(fill.quantity())).put("commission", Text.plain(fill.charged().amount()))
                .put("product_id", product.id()).put("sequence_timestamp", Text.time(fill.timeUs()))
                .put("liquidity_indicator", fill.maker() ? "MAKER" : "TAKER").put("size_in_quote", false)
                .put("user_id", profile.userId()).put("side", order.side().name()).put("retail_portfolio_id", profile.profileId());
    }

    private static long fees(final AccountOrder order) {
        return order.fills().stream().mapToLong(fill -> fill.charged().amount()).sum();
    }

    private static String average(final AccountOrder order) {
        return Text.plain(Text.average(order.filledNotional(), order.executed()));
    }

    private static String valueAfterFees(final AccountOrder order) {
        return Text.plain(order.filledNotional() + (order.side() == Side.BUY ? fees(order) : -fees(order)));
    }

    private static String completion(final AccountOrder order) {
        return BigDecimal.valueOf(order.executed()).multiply(BigDecimal.valueOf(100))
                .divide(BigDecimal.valueOf(order.quantity()), PERCENT_PLACES, RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString();
    }

    private static String triggerStatus(final AccountOrder order, final OrderForm form) {
        return !form.kind().stop() ? "INVALID_ORDER_TYPE" : order.triggered() ? "STOP_TRIGGERED" : "STOP_PENDING";
    }

    private static String cancelMessage(final AccountOrder order) {
        return switch (order.status()) {
            case CANCELED -> "User requested cancel";
            case EXPIRED_IN_MATCH -> "Self trade prevention";
            default -> "";
        };
    }

    /** The venue's id of a fill's trade. */
    static String tradeId(final Marketplace market, final Fill fill) {
        return market.ids().of(TRADE_IDS + market.product(fill.market()).tradeId(fill.tradeId()));
    }
}
