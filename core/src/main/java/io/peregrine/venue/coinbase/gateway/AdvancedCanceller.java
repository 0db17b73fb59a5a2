package io.peregrine.venue.coinbase.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.access.CdpToken;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Cancels all orders on Coinbase Advanced Trade, which has no single call for it: open orders are listed and cancelled by their ids, a
 * hundred in a call.
 *
 * <p><b>Threading:</b> as {@link AccountCanceller}. Source: Coinbase Advanced Trade API, "List Orders", "Cancel Orders".
 */
public final class AdvancedCanceller implements AccountCanceller {
    private static final int IDS_MAX = 100;
    private static final int PAGES_MAX = 100;
    private static final int PAGE_LENGTH = 250;
    private static final int UNAUTHORIZED = 401;

    private final BlockingRest rest;
    private final CdpToken tokens;
    private final VenueTime time;

    /** @param venue with a key */
    public AdvancedCanceller(final VenueSettings venue) {
        rest = new BlockingRest(List.of(venue.orderUri()));
        tokens = new CdpToken(venue.credentials());
        time = new VenueTime(rest, "/api/v3/brokerage/time", "epochSeconds");
    }

    @Override
    public void prepare() throws AccountCallException, InterruptedException {
        time.measure();
    }

    @Override
    public void cancelAll(final IntConsumer acknowledged) throws AccountCallException, InterruptedException {
        final List<String> ids = listOpen();
        for (int from = 0; from < ids.size(); from += IDS_MAX) {
            final String body = ids.subList(from, Math.min(ids.size(), from + IDS_MAX)).stream()
                    .collect(Collectors.joining("\",\"", "{\"order_ids\":[\"", "\"]}"));
            int count = 0;
            for (final JsonNode result : call(TokenPool.Use.CANCEL, "", body).path("results")) {
                count += result.path("success").asBoolean() ? 1 : 0;
            }
            acknowledged.accept(count);
        }
    }

    @Override
    public int openOrders() throws AccountCallException, InterruptedException {
        return listOpen().size();
    }

    @Override
    public Optional<AccountFlattener> flattener() {
        return Optional.of(new AdvancedFlattener(this));
    }

    @Override
    public void close() {
        rest.close();
    }

    private List<String> listOpen() throws AccountCallException, InterruptedException {
        final List<String> ids = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < PAGES_MAX; page++) {
            final JsonNode answer = call(TokenPool.Use.ORDERS, "?order_status=OPEN&limit=" + PAGE_LENGTH
                    + (cursor.isEmpty() ? "" : "&cursor=" + cursor), null);
            if (!answer.path("orders").isArray()) {
                throw new AccountCallException("the list of open orders is none", 0);
            }
            answer.path("orders").forEach(order -> ids.add(order.path("order_id").asText()));
            cursor = answer.path("cursor").asText();
            if (!answer.path("has_next").asBoolean() || cursor.isEmpty()) {
                break;
            }
        }
        return ids;
    }

    private JsonNode call(final TokenPool.Use use, final String query, final String body)
            throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = ask(use, query, body);
        if (!answer.ok()) {
            refusedForClock(answer);
            throw new AccountCallException(use.method() + ' ' + use.path() + ": " + answer.text(), 0);
        }
        return answer.body();
    }

    /** @param body null for none */
    BlockingRest.Answer ask(final TokenPool.Use use, final String query, final String body)
            throws AccountCallException, InterruptedException {
        final URI address = rest.address();
        final String host = address.getPort() < 0 ? address.getHost() : address.getHost() + ':' + address.getPort();
        final long seconds = TimeUnit.NANOSECONDS.toSeconds(EngineClock.nowNs() + time.offsetNs());
        final Map<String, String> fields = new HashMap<>();
        fields.put("Authorization", "Bearer " + tokens.forRequest(seconds, use.method(), host, use.path()));
        if (body != null) {
            fields.put("Content-Type", "application/json");
        }
        return rest.call(use.method(), use.path() + query, fields, body);
    }

    /** Was it refused, before anything was done, as it is for the time that it bore? The clock is measured again then. */
    boolean refusedForClock(final BlockingRest.Answer answer) throws AccountCallException, InterruptedException {
        final boolean refused = answer.status() == UNAUTHORIZED;
        if (refused) {
            time.measure();
        }
        return refused;
    }
}
