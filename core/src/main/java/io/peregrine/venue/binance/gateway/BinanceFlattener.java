package io.peregrine.venue.binance.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.ClientOrderId;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Market orders on Binance spot. <b>Threading:</b> its canceller's. Source: Binance REST API, "New order", "Query order", "Account
 * information", "Error codes".
 */
final class BinanceFlattener implements AccountFlattener {
    private static final String ORDER = "/api/v3/order";
    private static final int NO_SUCH_ORDER = -2013;
    private static final Set<String> ENDED = Set.of("FILLED", "CANCELED", "REJECTED", "EXPIRED", "EXPIRED_IN_MATCH");

    private final BinanceCanceller account;

    BinanceFlattener(final BinanceCanceller account) {
        this.account = account;
    }

    @Override
    public Map<String, Balance> balances(final Set<String> assets) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.signed("GET", "/api/v3/account", "");
        if (!answer.ok() || !answer.body().path("balances").isArray()) {
            account.refusedForClock(answer);
            throw new AccountCallException("balances: " + answer.text(), 0);
        }
        final Map<String, Balance> balances = new HashMap<>();
        for (final JsonNode balance : answer.body().path("balances")) {
            balances.put(balance.path("asset").asText(), new Balance(AccountFlattener.decimal(balance.path("free").asText()),
                    AccountFlattener.decimal(balance.path("locked").asText())));
        }
        return balances;
    }

    @Override
    public Receipt send(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.signed("POST", ORDER, "symbol=" + order.venueSymbol() + "&side="
                + (order.buy() ? "BUY" : "SELL") + "&type=MARKET&newOrderRespType=ACK&quantity=" + order.quantityText()
                + "&newClientOrderId=" + ClientOrderId.text(order.clientOrderId()) + '&');
        if (answer.ok()) {
            return Receipt.TAKEN;
        } else if (BinanceErrors.outcomeUnknown(answer.status(), answer.body().path("code").asInt())) {
            throw new AccountCallException("order: " + answer.text(), 0);
        }
        return account.refusedForClock(answer) ? Receipt.notReached(answer) : Receipt.refused(answer);
    }

    @Override
    public Outcome outcome(final MarketOrder order) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = account.signed("GET", ORDER, "symbol=" + order.venueSymbol() + "&origClientOrderId="
                + ClientOrderId.text(order.clientOrderId()) + '&');
        if (answer.ok() && answer.body().has("status")) {
            final String status = answer.body().path("status").asText();
            return Outcome.of(ENDED.contains(status), answer.body().path("executedQty").asText(), status);
        } else if (answer.body().path("code").asInt() == NO_SUCH_ORDER) {
            return Outcome.NOT_FOUND;
        }
        account.refusedForClock(answer);
        throw new AccountCallException("order's state: " + answer.text(), 0);
    }
}
