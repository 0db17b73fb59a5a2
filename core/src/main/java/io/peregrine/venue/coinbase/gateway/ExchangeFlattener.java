package io.peregrine.venue.coinbase.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Market orders on Coinbase Exchange. <b>Threading:</b> its canceller's. Source: Coinbase Exchange REST API, "Create a new order", "Get
 * single order", "Get all accounts for a profile".
 */
final class ExchangeFlattener implements AccountFlattener {
    private static final int NOT_FOUND = 404;
    private static final Set<String> ENDED = Set.of("done", "rejected", "settled");

    private final ExchangeCanceller account;

    ExchangeFlattener(final ExchangeCanceller account) {
        this.account = account;
    }

    @Override
    public Map<String, Balance> balances(final Set<String> assets) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.call("GET", "/accounts", "");
        if (!answer.ok() || !answer.body().isArray()) {
            account.refusedForClock(answer);
            throw new AccountCallException("balances: " + answer.text(), 0);
        }
        final Map<String, Balance> balances = new HashMap<>();
        for (final JsonNode balance : answer.body()) {
            balances.put(balance.path("currency").asText(), new Balance(AccountFlattener.decimal(balance.path("available").asText()),
                    AccountFlattener.decimal(balance.path("hold").asText())));
        }
        return balances;
    }

    @Override
    public Receipt send(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.call("POST", "/orders", "{\"client_oid\":\"" + OrderUuid.text(order.clientOrderId())
                + "\",\"product_id\":\"" + order.venueSymbol() + "\",\"side\":\"" + (order.buy() ? "buy" : "sell")
                + "\",\"type\":\"market\",\"size\":\"" + order.quantityText() + "\"}");
        if (answer.ok()) {
            return Receipt.TAKEN;
        }
        return account.refusedForClock(answer) ? Receipt.notReached(answer) : Receipt.refused(answer);
    }

    @Override
    public Outcome outcome(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.call("GET", "/orders/client:" + OrderUuid.text(order.clientOrderId()), "");
        if (answer.ok() && answer.body().has("status")) {
            final String status = answer.body().path("status").asText();
            return Outcome.of(ENDED.contains(status), answer.body().path("filled_size").asText(), status);
        } else if (answer.status() == NOT_FOUND) {
            return Outcome.NOT_FOUND;
        }
        account.refusedForClock(answer);
        throw new AccountCallException("order's state: " + answer.text(), 0);
    }
}
