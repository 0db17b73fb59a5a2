package io.peregrine.venue.binance.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.HmacSha256;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import io.peregrine.venue.AccountFlattener;
import io.peregrine.venue.BlockingRest;
import io.peregrine.venue.VenueSettings;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Cancels all orders on Binance spot: symbol by symbol, first those of the configuration, then whatever else the list of all open orders
 * names.
 *
 * <p><b>Threading:</b> as {@link AccountCanceller}. <b>Units:</b> milliseconds to the venue. Source: Binance REST API, "Cancel all open
 * orders on a symbol", "Current open orders", "SIGNED endpoint security".
 */
public final class BinanceCanceller implements AccountCanceller {
    private static final String OPEN_ORDERS = "/api/v3/openOrders";
    private static final int NO_ORDERS = -2011;
    private static final int CLOCK = -1021;
    private static final int RECEIVE_WINDOW_MS = 5_000;

    private final BlockingRest rest;
    private final HmacSha256 hmac;
    private final Map<String, String> header;
    private final Set<String> symbols = new LinkedHashSet<>();
    private long clockOffsetMs;

    /** @param venue with a key */
    public BinanceCanceller(final VenueSettings venue) {
        rest = new BlockingRest(venue.addresses().rest());
        hmac = new HmacSha256(venue.credentials().secret());
        header = Map.of("X-MBX-APIKEY", venue.credentials().apiKey());
        venue.symbols().forEach(symbol -> symbols.add(symbol.replace("/", "")));
    }

    @Override
    public void prepare() throws AccountCallException, InterruptedException {
        final long sentMs = nowMs();
        final BlockingRest.Answer answer = rest.call("GET", "/api/v3/time", Map.of(), null);
        final long receivedMs = nowMs();
        if (!answer.ok() || !answer.body().path("serverTime").isNumber()) {
            throw new AccountCallException("time: " + answer.text(), 0);
        }
        clockOffsetMs = answer.body().path("serverTime").asLong() - (sentMs + receivedMs) / 2;
    }

    /** One symbol that fails does not keep the others. */
    @Override
    public void cancelAll(final IntConsumer acknowledged) throws AccountCallException, InterruptedException {
        AccountCallException failure = null;
        for (final String symbol : symbols) {
            try {
                acknowledged.accept(cancelAll(symbol));
            } catch (final AccountCallException e) {
                failure = e;
                if (e.retryAfterNs() > 0) {
                    break;
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int openOrders() throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = signed("GET", OPEN_ORDERS, "");
        if (!answer.ok() || !answer.body().isArray()) {
            throw refused(answer);
        }
        answer.body().forEach(order -> symbols.add(order.path("symbol").asText()));
        return answer.body().size();
    }

    @Override
    public Optional<AccountFlattener> flattener() {
        return Optional.of(new BinanceFlattener(this));
    }

    @Override
    public void close() {
        rest.close();
        hmac.close();
    }

    private int cancelAll(final String symbol) throws AccountCallException, InterruptedException {
        final BlockingRest.Answer answer = signed("DELETE", OPEN_ORDERS, "symbol=" + symbol + '&');
        if (answer.ok() && answer.body().isArray()) {
            int count = 0;
            for (final JsonNode order : answer.body()) {
                // A list of orders that belong together is one element.
                count += order.has("orderReports") ? order.path("orderReports").size() : 1;
            }
            return count;
        }
        if (answer.body().path("code").asInt() == NO_ORDERS) {
            return 0;
        }
        throw refused(answer);
    }

    /** @param parameters each with an ampersand behind it */
    BlockingRest.Answer signed(final String method, final String path, final String parameters)
            throws AccountCallException, InterruptedException {
        final String payload = parameters + "recvWindow=" + RECEIVE_WINDOW_MS + "&timestamp=" + (nowMs() + clockOffsetMs);
        final byte[] message = payload.getBytes(StandardCharsets.US_ASCII);
        final byte[] signature = new byte[HmacSha256.HEX_LENGTH];
        hmac.signHex(message, 0, message.length, signature, 0);
        return rest.call(method, path + '?' + payload + "&signature=" + new String(signature, StandardCharsets.US_ASCII), header, null);
    }

    private AccountCallException refused(final BlockingRest.Answer answer) throws AccountCallException, InterruptedException {
        refusedForClock(answer);
        return new AccountCallException(answer.text(), 0);
    }

    /** Was it refused, before anything was done, for the time that it bore? The clock is measured again then. */
    boolean refusedForClock(final BlockingRest.Answer answer) throws AccountCallException, InterruptedException {
        final boolean clock = answer.body().path("code").asInt() == CLOCK;
        if (clock) {
            prepare();
        }
        return clock;
    }

    private static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(EngineClock.nowNs());
    }
}
