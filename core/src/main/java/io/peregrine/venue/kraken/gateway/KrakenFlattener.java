package io.peregrine.venue.kraken.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.ClientOrderId;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Market orders on Kraken. An order is looked for among the closed ones, where it is at once, and then among the open ones: one that closes
 * in between is not found this time.
 *
 * <p><b>Threading:</b> its canceller's. Source: docs.kraken.com, REST, "Add Order", "Get Open Orders", "Get Closed Orders", "Get Extended
 * Balance".
 */
final class KrakenFlattener implements AccountFlattener {
    private static final Set<String> ENDED = Set.of("closed", "canceled", "expired");

    private final KrakenCanceller account;

    KrakenFlattener(final KrakenCanceller account) {
        this.account = account;
    }

    @Override
    public Map<String, Balance> balances(final Set<String> assets) throws AccountCallException, InterruptedException {
        final JsonNode listed = account.result("BalanceEx", account.ask("BalanceEx", ""));
        final Map<String, Balance> balances = new HashMap<>();
        for (final String asset : assets) {
            for (final String name : RestNames.names(asset)) {
                if (listed.has(name)) {
                    final JsonNode balance = listed.path(name);
                    final Balance held = new Balance(AccountFlattener.decimal(balance.path("balance").asText()),
                            AccountFlattener.decimal(balance.path("hold_trade").asText()));
                    balances.put(asset, new Balance(held.free().subtract(held.locked()), held.locked()));
                }
            }
        }
        return balances;
    }

    @Override
    public Receipt send(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.ask("AddOrder", "&cl_ord_id=" + ClientOrderId.text(order.clientOrderId())
                + "&ordertype=market&pair=" + RestNames.pair(order.baseAsset(), order.quoteAsset()) + "&type="
                + (order.buy() ? "buy" : "sell") + "&volume=" + order.quantityText());
        final String error = KrakenCanceller.error(answer);
        if (error.isEmpty()) {
            account.result("AddOrder", answer);
            return Receipt.TAKEN;
        }
        final AccountCallException refusal = account.refused("AddOrder", error);
        final UnsafeBuffer text = new UnsafeBuffer(error.getBytes(StandardCharsets.UTF_8));
        if (refusal.retryAfterNs() > 0 || KrakenErrors.outcomeUnknown(text, 0, text.capacity())) {
            throw refusal;
        }
        return KrakenCanceller.nonceRefused(error) ? Receipt.notReached(answer) : Receipt.refused(answer);
    }

    @Override
    public Outcome outcome(final MarketOrder order) throws AccountCallException, InterruptedException {
        final String id = ClientOrderId.text(order.clientOrderId());
        for (final String method : List.of("ClosedOrders", "OpenOrders")) {
            final JsonNode result = account.result(method, account.ask(method, "&cl_ord_id=" + id));
            for (final JsonNode listed : result.path(method.equals("OpenOrders") ? "open" : "closed")) {
                if (listed.path("cl_ord_id").asText().equals(id)) {
                    final String status = listed.path("status").asText();
                    return Outcome.of(ENDED.contains(status), listed.path("vol_exec").asText(), status);
                }
            }
        }
        return Outcome.NOT_FOUND;
    }
}
