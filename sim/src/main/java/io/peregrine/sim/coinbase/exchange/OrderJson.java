package io.peregrine.sim.coinbase.exchange;

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
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.OrderTerms;

/**
 * How the REST API writes orders and fills.
 *
 * <p><b>Threading:</b> must be called on the exchange thread. Source: A7 of the protocol document and the recorded orders and fills.
 */
final class OrderJson {
    private final Marketplace market;
    private final OrderForms<OrderForm> forms;

    OrderJson(final Marketplace market, final OrderForms<OrderForm> forms) {
        this.market = market;
        this.forms = forms;
    }

    /** An order that has just been accepted for processing: whatever has become of it since, it is pending. */
    ObjectNode accepted(final AccountOrder order) {
        final ObjectNode json = head(order);
        tail(json, 0, 0, 0, "pending", false);
        return foot(json, order.terms(), forms.of(order), order.market().quoteAsset());
    }

    /** An order as it is now. */
    ObjectNode order(final AccountOrder order) {
        final ObjectNode json = head(order);
        if (order.status().finished()) {
            json.put("done_at", Text.time(order.updatedUs()))
                    .put("done_reason", order.status() == OrderStatus.FILLED ? "filled" : "canceled");
        }
        tail(json, order.fills().stream().mapToLong(fill -> fill.charged().amount()).sum(), order.executed(), order.filledNotional(),
                status(order), order.status().finished());
        return foot(json, order.terms(), forms.of(order), order.market().quoteAsset());
    }

    /** A post-only order that would have taken. */
    ObjectNode rejected(final OrderParser.ParsedOrder parsed, final String id, final Profile profile) {
        final ObjectNode json = head(id, profile, parsed.product(), parsed.order().terms(), parsed.form(), market.exchange().nowUs());
        json.put("reject_reason", "post only");
        tail(json, 0, 0, 0, "rejected", true);
        return foot(json, parsed.order().terms(), parsed.form(), parsed.product().quote());
    }

    /** {@code open}, {@code active} while it waits for its stop price, or {@code done}. */
    static String status(final AccountOrder order) {
        return order.status().finished() ? "done" : order.working() ? "open" : "active";
    }

    ObjectNode fill(final Fill fill, final Profile profile) {
        final AccountOrder order = fill.order();
        return Json.object().put("created_at", Text.time(fill.timeUs()))
                .put("trade_id", market.product(fill.market()).tradeId(fill.tradeId())).put("product_id", Product.id(fill.market()))
                .put("order_id", market.desk().id(order)).put("user_id", profile.userId()).put("profile_id", profile.profileId())
                .put("liquidity", fill.maker() ? "M" : "T").put("price", Text.eight(fill.price())).put("size", Text.eight(fill.quantity()))
                .put("fee", Text.sixteen(fill.charged().amount())).put("side", FeedJson.side(order.side())).put("settled", true)
                .put("usd_volume", Text.sixteen(fill.notional())).put("market_type", "spot")
                .put("funding_currency", fill.market().quoteAsset());
    }

    private ObjectNode head(final AccountOrder order) {
        return head(market.desk().id(order), market.profile(order.account()), market.product(order.market()), order.terms(),
                forms.of(order), order.createdUs());
    }

    private static ObjectNode head(final String id, final Profile profile, final Product product, final OrderTerms terms,
            final OrderForm form, final long createdUs) {
        final ObjectNode json = Json.object().put("id", id);
        if (!terms.type().market()) {
            json.put("price", Text.eight(terms.price()));
        }
        if (form.specifiedFunds() == 0) {
            json.put("size", Text.eight(terms.quantity()));
        } else {
            final long before = form.specifiedFunds();
            json.put("funds", Text.sixteen(before - profile.account().fees().fee(before, false)))
                    .put("specified_funds", Text.sixteen(before));
        }
        json.put("product_id", product.id()).put("profile_id", profile.profileId()).put("side", FeedJson.side(terms.side()))
                .put("type", form.type());
        if (form.timeInForce() != null) {
            json.put("time_in_force", form.timeInForce());
        }
        return json.put("post_only", form.postOnly()).put("created_at", Text.time(createdUs));
    }

    private static void tail(final ObjectNode json, final long fees, final long filled, final long value, final String status,
            final boolean settled) {
        json.put("fill_fees", Text.sixteen(fees)).put("filled_size", Text.eight(filled)).put("executed_value", Text.sixteen(value))
                .put("market_type", "spot").put("status", status).put("settled", settled);
    }

    private static ObjectNode foot(final ObjectNode json, final OrderTerms terms, final OrderForm form, final String quote) {
        if (form.stop() != null) {
            json.put("stop", form.stop()).put("stop_price", Text.eight(terms.stopPrice()));
        }
        json.put("funding_currency", quote).put("stp", form.stp());
        if (form.clientOid() != null) {
            json.put("client_oid", form.clientOid());
        }
        return json;
    }

    /** When an order is canceled by its time in force. */
    static ObjectNode expiring(final ObjectNode json, final long expiresUs) {
        return expiresUs == NewOrder.NEVER ? json : json.put("expire_time", Text.time(expiresUs));
    }
}
