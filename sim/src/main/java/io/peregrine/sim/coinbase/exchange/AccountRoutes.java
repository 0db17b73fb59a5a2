package io.peregrine.sim.coinbase.exchange;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Product;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.server.RestReply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client has: money, fills, its profile and its fees.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: A7 of the protocol document.
 */
final class AccountRoutes {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final Marketplace market;
    private final OrderJson json;

    AccountRoutes(final Marketplace market, final OrderJson json) {
        this.market = market;
        this.json = json;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", "/accounts", Access.PRIVATE, this::accounts),
                Route.of("GET", "/accounts/{}", Access.PRIVATE, this::account), Route.of("GET", "/fills", Access.FILLS, this::fills),
                Route.of("GET", "/fees", Access.PRIVATE, AccountRoutes::fees),
                Route.of("GET", "/profiles", Access.PRIVATE, call -> Replies.ok(Json.array().add(Json.object()
                        .put("id", call.caller().profileId()).put("user_id", call.caller().userId()).put("name", "default")
                        .put("active", true).put("is_default", true).put("has_margin", false)))));
    }

    private RestReply accounts(final RestCall call) {
        final ArrayNode accounts = Json.array();
        market.currencies().forEach(currency -> accounts.add(account(call.caller(), currency)));
        return Replies.ok(accounts);
    }

    private RestReply account(final RestCall call) throws Refusal {
        for (final String currency : market.currencies()) {
            if (market.walletId(call.caller().account(), currency).equals(call.variable())) {
                return Replies.ok(account(call.caller(), currency));
            }
        }
        throw Replies.refusal(Replies.NOT_FOUND, "NotFound");
    }

    private ObjectNode account(final Profile profile, final String currency) {
        final Balance balance = profile.account().balance(currency);
        return Json.object().put("id", market.walletId(profile.account(), currency)).put("currency", currency)
                .put("balance", Text.sixteen(balance.free() + balance.locked())).put("hold", Text.sixteen(balance.locked()))
                .put("available", Text.sixteen(balance.free())).put("profile_id", profile.profileId()).put("trading_enabled", true)
                .put("pending_deposit", "0.0000000000000000").put("display_name", currency);
    }

    private RestReply fills(final RestCall call) throws Refusal {
        final String orderId = call.parameter("order_id", null);
        final String productId = call.parameter("product_id", null);
        if (orderId == null && productId == null) {
            throw Replies.refusal(Replies.BAD_REQUEST, "order_id or product_id is required");
        }
        final List<NumberedFill> fills = new ArrayList<>();
        long number = call.caller().account().counters().fills() - call.caller().account().fills().size();
        for (final Fill fill : call.caller().account().fills()) {
            number++;
            if ((productId == null || Product.id(fill.market()).equals(productId))
                    && (orderId == null || market.desk().id(fill.order()).equals(orderId))) {
                fills.add(new NumberedFill(number, fill));
            }
        }
        return Pages.page(call, fills, NumberedFill::number, fill -> json.fill(fill.fill(), call.caller()));
    }

    private static RestReply fees(final RestCall call) {
        final FeeSchedule fees = call.caller().account().fees();
        return Replies.ok(Json.object().put("maker_fee_rate", rate(fees.makerPpm())).put("taker_fee_rate", rate(fees.takerPpm()))
                .put("usd_volume", "0.00"));
    }

    private static String rate(final long ppm) {
        return BigDecimal.valueOf(ppm).divide(MILLION).toPlainString();
    }

    private record NumberedFill(long number, Fill fill) {
    }
}
