package io.peregrine.sim.coinbase.advanced;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.Balance;
import io.peregrine.sim.account.FeeSchedule;
import io.peregrine.sim.account.Fill;
import io.peregrine.sim.coinbase.Access;
import io.peregrine.sim.coinbase.Json;
import io.peregrine.sim.coinbase.Marketplace;
import io.peregrine.sim.coinbase.Profile;
import io.peregrine.sim.coinbase.Refusal;
import io.peregrine.sim.coinbase.RestCall;
import io.peregrine.sim.coinbase.Route;
import io.peregrine.sim.coinbase.Text;
import io.peregrine.sim.server.RestReply;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a client has: money, portfolio, fees, permissions.
 *
 * <p><b>Threading:</b> handlers run on the exchange thread. Source: B6 of the protocol document and the recorded accounts.
 */
final class AccountRoutes {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final String SINCE = "2021-05-31T09:59:59Z";

    private final Marketplace market;

    AccountRoutes(final Marketplace market) {
        this.market = market;
    }

    List<Route> routes() {
        return List.of(Route.of("GET", MarketRoutes.ROOT + "/accounts", Access.PRIVATE, this::accounts),
                Route.of("GET", MarketRoutes.ROOT + "/accounts/{}", Access.PRIVATE, this::account),
                Route.of("GET", "/v2/accounts", Access.PRIVATE, this::oldAccounts),
                Route.of("GET", MarketRoutes.ROOT + "/portfolios", Access.PRIVATE, AccountRoutes::portfolios),
                Route.of("GET", MarketRoutes.ROOT + "/transaction_summary", Access.PRIVATE, AccountRoutes::summary),
                Route.of("GET", MarketRoutes.ROOT + "/key_permissions", Access.PRIVATE, AccountRoutes::permissions));
    }

    private RestReply accounts(final RestCall call) {
        final ObjectNode json = Json.object();
        final ArrayNode accounts = json.putArray("accounts");
        market.currencies().forEach(currency -> accounts.add(account(call.caller(), currency)));
        return Replies.ok(json.put("has_next", false).put("cursor", "").put("size", accounts.size()));
    }

    /** The same money as the older API shows it. */
    private RestReply oldAccounts(final RestCall call) {
        final ObjectNode json = Json.object();
        json.putObject("pagination").putNull("ending_before").putNull("starting_after").put("limit", 100).put("order", "desc")
                .putNull("previous_uri").putNull("next_uri");
        final ArrayNode accounts = json.putArray("data");
        for (final String currency : market.currencies()) {
            final Balance balance = call.caller().account().balance(currency);
            final String id = market.walletId(call.caller().account(), currency);
            final ObjectNode account = accounts.addObject().put("id", id).put("name", currency + " Wallet")
                    .put("primary", currency.equals("BTC")).put("type", Marketplace.fiat(currency) ? "fiat" : "wallet");
            account.putObject("currency").put("code", currency).put("name", currency);
            account.putObject("balance").put("amount", Text.eight(balance.free() + balance.locked())).put("currency", currency);
            account.put("created_at", SINCE).put("updated_at", SINCE).put("resource", "account").put("resource_path", "/v2/accounts/" + id);
        }
        return Replies.ok(json);
    }

    private RestReply account(final RestCall call) throws Refusal {
        for (final String currency : market.currencies()) {
            if (market.walletId(call.caller().account(), currency).equals(call.variable())) {
                final ObjectNode json = Json.object();
                json.set("account", account(call.caller(), currency));
                return Replies.ok(json);
            }
        }
        throw Replies.notFound("account not found");
    }

    private ObjectNode account(final Profile profile, final String currency) {
        final Account account = profile.account();
        final Balance balance = account.balance(currency);
        final ObjectNode json = Json.object().put("uuid", market.walletId(account, currency)).put("name", currency + " Wallet")
                .put("currency", currency);
        json.putObject("available_balance").put("value", Text.plain(balance.free())).put("currency", currency);
        json.put("default", currency.equals("BTC")).put("active", true).put("created_at", SINCE).put("updated_at", SINCE)
                .putNull("deleted_at").put("type", Marketplace.fiat(currency) ? "ACCOUNT_TYPE_FIAT" : "ACCOUNT_TYPE_CRYPTO")
                .put("ready", true);
        json.putObject("hold").put("value", Text.plain(balance.locked())).put("currency", currency);
        return json.put("retail_portfolio_id", profile.profileId()).put("platform", "ACCOUNT_PLATFORM_CONSUMER");
    }

    private static RestReply portfolios(final RestCall call) {
        final ObjectNode json = Json.object();
        json.putArray("portfolios").addObject().put("name", "Default").put("uuid", call.caller().profileId()).put("type", "DEFAULT")
                .put("deleted", false);
        return Replies.ok(json);
    }

    private static RestReply summary(final RestCall call) {
        final FeeSchedule fees = call.caller().account().fees();
        long volume = 0;
        long paid = 0;
        for (final Fill fill : call.caller().account().fills()) {
            if (fill.market().quoteAsset().startsWith("USD")) {
                volume += fill.notional();
                paid += fill.charged().amount();
            }
        }
        final ObjectNode json = Json.object().put("total_volume", new BigDecimal(Text.eight(volume)))
                .put("total_fees", new BigDecimal(Text.eight(paid)));
        json.putObject("fee_tier").put("pricing_tier", "Advanced 1").put("usd_from", "0").put("usd_to", "10000")
                .put("taker_fee_rate", rate(fees.takerPpm())).put("maker_fee_rate", rate(fees.makerPpm()));
        return Replies.ok(json.put("advanced_trade_only_volume", new BigDecimal(Text.eight(volume)))
                .put("advanced_trade_only_fees", new BigDecimal(Text.eight(paid))));
    }

    private static RestReply permissions(final RestCall call) {
        return Replies.ok(Json.object().put("can_view", true).put("can_trade", true).put("can_transfer", false)
                .put("portfolio_uuid", call.caller().profileId()).put("portfolio_type", "DEFAULT"));
    }

    private static String rate(final long ppm) {
        return BigDecimal.valueOf(ppm).divide(MILLION).toPlainString();
    }
}
