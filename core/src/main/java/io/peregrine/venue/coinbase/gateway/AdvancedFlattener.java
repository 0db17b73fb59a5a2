package io.peregrine.venue.coinbase.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Market orders on Coinbase Advanced Trade. It can not be asked for an order by its client order id, so the instrument's newest orders are
 * listed. <b>Threading:</b> its canceller's. Source: Coinbase Advanced Trade API, "Create Order", "List Orders", "List Accounts".
 */
final class AdvancedFlattener implements AccountFlattener {
    private static final int PAGES_MAX = 20;
    private static final int PAGE_LENGTH = 250;
    private static final Set<String> ENDED = Set.of("FILLED", "CANCELLED", "EXPIRED", "FAILED");

    private final AdvancedCanceller account;

    AdvancedFlattener(final AdvancedCanceller account) {
        this.account = account;
    }

    @Override
    public Map<String, Balance> balances(final Set<String> assets) throws AccountCallException, InterruptedException {
        final Map<String, Balance> balances = new HashMap<>();
        String cursor = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            final BlockingRest.Answer answer = account.ask(TokenPool.Use.ACCOUNTS, "?limit=" + PAGE_LENGTH
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor), null);
            if (!answer.ok() || !answer.body().path("accounts").isArray()) {
                account.refusedForClock(answer);
                throw new AccountCallException("balances: " + answer.text(), 0);
            }
            for (final JsonNode balance : answer.body().path("accounts")) {
                balances.merge(balance.path("currency").asText(), new Balance(
                        AccountFlattener.decimal(balance.path("available_balance").path("value").asText()),
                        AccountFlattener.decimal(balance.path("hold").path("value").asText())),
                        (one, other) -> new Balance(one.free().add(other.free()), one.locked().add(other.locked())));
            }
            cursor = answer.body().path("cursor").asText();
            if (!answer.body().path("has_next").asBoolean() || cursor.isEmpty()) {
                break;
            }
        }
        return balances;
    }

    @Override
    public Receipt send(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.ask(TokenPool.Use.NEW_ORDER, "", "{\"client_order_id\":\""
                + OrderUuid.text(order.clientOrderId()) + "\",\"product_id\":\"" + order.venueSymbol() + "\",\"side\":\""
                + (order.buy() ? "BUY" : "SELL") + "\",\"order_configuration\":{\"market_market_ioc\":{\"base_size\":\""
                + order.quantityText() + "\"}}}");
        if (answer.ok()) {
            return answer.body().path("success").asBoolean() ? Receipt.TAKEN : Receipt.refused(answer);
        }
        return account.refusedForClock(answer) ? Receipt.notReached(answer) : Receipt.refused(answer);
    }

    @Override
    public Outcome outcome(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.ask(TokenPool.Use.ORDERS, "?limit=" + PAGE_LENGTH + "&product_ids="
                + order.venueSymbol(), null);
        if (!answer.ok() || !answer.body().path("orders").isArray()) {
            account.refusedForClock(answer);
            throw new AccountCallException("order's state: " + answer.text(), 0);
        }
        final String id = OrderUuid.text(order.clientOrderId());
        for (final JsonNode listed : answer.body().path("orders")) {
            if (listed.path("client_order_id").asText().equals(id)) {
                final String status = listed.path("status").asText();
                return Outcome.of(ENDED.contains(status), listed.path("filled_size").asText(), status);
            }
        }
        return Outcome.NOT_FOUND;
    }
}
